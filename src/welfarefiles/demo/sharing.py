"""Access to less than a file, or to more than one person: lent, restricted, given to a team."""

from ..access.grant import ENVELOPE
from ..access.grants import grants
from ..calendars import london
from ..people.named_teams import named_teams
from ..people.roles import CASE_READER
from ..people.roles import PRIVILEGED_READER
from ..restricted.restricting import restrict
from .records import make_record
from .sources import source
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api


LENT_FOR = timedelta(days=10)
REVIEW = timedelta(days=45)


def make_teams(school):
    """The school's named team of persons."""
    about = source("sharing")["team"]
    made = named_teams(school).make(about["title"])
    for user_id in about["members"]:
        named_teams(school).add(made.id, user_id, "lead")


def share(school, file, plan, known):
    """What the plan says of a file beyond the grants to single persons."""
    if plan.entry.get("team"):
        give_team(school, file, plan)
    if plan.entry.get("lent"):
        lend_note(file, plan)
    if plan.entry.get("restricted"):
        restrict_advice(file, plan, known)


def give_team(school, file, plan):
    """Access to a file for whoever is in the team."""
    [team] = named_teams(school).all()
    why, review = source("sharing")["team"]["why"], london.today() + REVIEW
    grants(file).give(team.id, CASE_READER, why, plan.writer, review_on=review)


def lend_note(file, plan):
    """The first note of a file, lent to somebody who reads nothing else of it."""
    about, until = source("sharing")["lent"], london.today() + LENT_FOR
    notes = [one for one in file.objectValues() if one.portal_type == "ContactNote"]
    signed = [one for one in notes if api.content.get_state(one) == "signed"]
    grants(min(signed, key=lambda one: one.happened_at)).give(
        about["to"],
        CASE_READER,
        about["purpose"],
        plan.writer,
        ends=datetime.combine(until + timedelta(days=1), time(), london.LONDON),
        review_on=until,
        how=ENVELOPE,
    )


def restrict_advice(file, plan, known):
    """A note of legal advice in the file's restricted section, with its one reader."""
    about = source("sharing")["restricted"]
    reader, by = about["reader"], about["named_by"]
    grants(file).give(reader, PRIVILEGED_READER, about["why_reader"], by)
    note = {"type": "ContactNote", "day": plan.last, **about["note"]}
    record = make_record(file, plan, len(file.objectIds()), note, known)
    with api.env.adopt_user(username=reader):
        restrict(record, about["why"])
