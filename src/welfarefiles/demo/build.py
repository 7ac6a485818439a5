"""Fill a portal with the demonstration: an invented school, its people, its files."""

from ..access.barriers import barriers
from ..access.grants import grants
from ..calendars import london
from ..deadlines.keeping import change
from ..files.numbers import next_reference
from ..interfaces import ISchool
from .back_in_time import date_history
from .children import cast
from .closing import move_on
from .concerns import make_concerns
from .family import link_siblings
from .front_sheet import front_sheet
from .joint import make_joint
from .markers import mark
from .moving import about_to_leave
from .neighbour import offer
from .people import create_accounts
from .people import create_team
from .people import FIRST
from .people import SECOND
from .people import staff_of
from .plans import CLOSED
from .plans import plans
from .plans import REOPENED
from .policies import make_policies
from .records import make_record
from .registers import make_registers
from .sharing import make_teams
from .sharing import share
from .sources import source
from .terms import school_dates
from .timeline import timeline
from .wording import words
from datetime import time
from datetime import timedelta
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.dexterity.utils import createContentInContainer
from zope.component.hooks import site

import transaction


SEED = "Oakfield"
PROFILE = "profile-welfarefiles:demo"
MORNING = time(8, 30)


def main(portal, report=print):
    """Make the whole demonstration; `report(sentence)` shows how far it is."""
    return build(portal, report=report)


def build(
    portal,
    number=None,
    seed=SEED,
    today=None,
    report=print,
    commit=transaction.commit,
    beside=True,
):
    """The invented school, or None where there is a school already: then nothing is done.

    :param number: of files, the telling ones first; all of them unless given.
    :param today: the day to which everything is relative; not after the real one.
    :param beside: whether the small second school is made too.
    """
    if any(ISchool.providedBy(item) for item in portal.objectValues()):
        report("A school is here already: no demonstration is put beside it.")
        return None
    today = today or london.today()
    with site(portal):
        school = make_school(portal, report, today)
        make_policies(school, today)
        commit()
        children, whole = cast(seed, today), plans(seed, today)
        chosen = plans(seed, today, number)
        made = {}
        for count, plan in enumerate(chosen, 1):
            report(f"File {count} of {len(chosen)}")
            made[plan.key] = make_file(portal, school, plan, children[plan.key], today)
            commit()
        make_joint(made, chosen)
        link_siblings(made, chosen)
        make_concerns(school, {plan.key: children[plan.key] for plan in whole}, seed, today)
        commit()
        if beside:
            report("A small school beside it, which offers it a file")
            make_second(portal, children, seed, today, commit)
    return school


def make_school(portal, report, today):
    """The school with its team; every page says from now on that the data is invented."""
    report("Making an invented school and its people")
    portal.portal_setup.runAllImportStepsFromProfile(PROFILE)
    with api.env.adopt_roles(["Manager"]):
        create_accounts()
    school = staffed(portal, "school", FIRST, today)
    make_teams(school)
    return school


def staffed(portal, about, which, today):
    """A school of the data, with its team and its term dates."""
    about, staff = source("people")[about], staff_of(which)
    with api.env.adopt_roles(["Manager"]):
        school = createContentInContainer(
            portal,
            "School",
            title=about["title"],
            urn=about["urn"],
            local_authority=about["authority"],
            headteacher=staff.authorisers[0],
        )
        create_team(school, which)
    with api.env.adopt_user(username=staff.leads[0]):
        change(school, school_dates(today))
    return school


def make_second(portal, children, seed, today, commit):
    """The second school with its files, one of them on its way to the first.

    :param commit: before a file is packed: it is found by the index.
    """
    school = staffed(portal, "second_school", SECOND, today)
    for plan in plans(seed, today, school=SECOND):
        file = make_file(portal, school, plan, children[plan.key], today)
        commit()
        if plan.entry.get("offered"):
            offer(file, plan.moment(plan.last + CLOSED, time(10, 30)), plan.writer)
            commit()
    return school


def make_file(portal, school, plan, child, today):
    """One file from its opening to its present state; the file."""
    known = words(child)
    file = open_file(portal, school, plan, front_sheet(plan, child, known, today))
    give_access(file, plan)
    mark(file, plan)
    told = list(enumerate(timeline(plan)))
    again = [number for number, one in told if plan.closes and one["day"] >= plan.last + REOPENED]
    first = again[0] if again else len(told)
    for number, one in told[:first]:
        make_record(file, plan, number, one, known)
    make_registers(file, plan, known)
    move_on(file, plan, known)
    for number, one in told[first:]:
        make_record(file, plan, number, one, known)
    share(school, file, plan, known)
    about_to_leave(file, plan)
    return file


def open_file(portal, school, plan, values):
    """The file as its lead opened it on the first day."""
    opened = plan.moment(0, MORNING)
    with api.env.adopt_user(username=plan.writer):
        file = createContent(plan.portal_type, **values)
        file.reference = next_reference(portal, plan.portal_type, opened.year)
        file.opened_on, file.opened_by = opened.date(), plan.writer
        file = addContentToContainer(school["files"], file)
    date_history(file, opened, [])
    return file


def give_access(file, plan):
    """Grants and the barrier of the plan, on the day the file was opened."""
    starts, why = plan.moment(0, MORNING), source("comments")
    review = plan.date(plan.last) + timedelta(days=45)
    if plan.entry.get("worker"):
        grants(file).give(
            "worker", "Case Worker", why["grant_worker"], plan.writer,
            starts=starts, review_on=review,
        )  # fmt: skip
    if "reader" in plan.entry:
        give_reader(file, plan, starts, why)
    if plan.entry.get("barred"):
        barriers(file).add("pastoral", why["barrier"])


def give_reader(file, plan, starts, why):
    """A class teacher's grant: in force, ended by its date, or taken back."""
    kind = plan.entry["reader"]
    days = -4 if kind == "ended" else 40
    ends = plan.moment(plan.last + plan.entry["ended"], MORNING) + timedelta(days=days)
    grant = grants(file).give(
        "reader", "Case Reader", why["grant_reader"], plan.writer, starts=starts, ends=ends
    )
    if kind == "revoked":
        grants(file).revoke(grant.id, plan.writer, why["revoked"])
