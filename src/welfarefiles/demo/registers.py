"""What the registers of some files hold: medicine, orders, originals, paper, versions of a plan."""

from ..access.grants import grants
from ..calendars import london
from ..index.pending import touch
from ..medication import keeping as medication
from ..paperfile import keeping as paper
from ..records.appended import Appended
from ..registers import keeping as registers
from ..versions.keeping import begin
from .back_in_time import date_record
from .back_in_time import Step
from .back_in_time import take
from .records import make_record
from .sources import source
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api
from zope.annotation.interfaces import IAnnotations


#: Records of it are numbered from here, apart from those of the story.
FIRST = 900
OWN = {
    "dates",
    "days",
    "doses",
    "lent_to",
    "happened",
    "medicines",
    "new_version",
    "removals",
    "why",
}
NOON = time(12)


def make_registers(file, plan, known):
    """Everything the data has for the registers of a file."""
    for number, told in enumerate(source("registers").get(plan.key, {}).get("records", ())):
        record = make_record(file, plan, FIRST + number, as_story(plan, told, known), known)
        for line in told.get("happened", ()):
            happen(record, plan, line)
        for removal in told.get("removals", ()):
            take_out(record, plan, removal)
        if "medicines" in told:
            keep_log(record, plan, told)
        if "new_version" in told:
            next_version(record, plan, told)


def day_of(plan, days):
    """The day so many school days before the last one of the file."""
    return plan.last - days


def as_story(plan, told, known):
    """A record as the data of a story has it."""
    day = day_of(plan, told["days"])
    plainly = {name: value for name, value in told.items() if name not in OWN}
    dates = {
        name: plan.date(day) + timedelta(days=days) for name, days in told.get("dates", {}).items()
    }
    rows = [dict(row) for row in told.get("decisions", ())]
    return {**plainly, **dates, **({"decisions": rows} if rows else {}), "day": day}


def happen(record, plan, line):
    """Something that happened to it, noted on the day."""
    on = plan.date(day_of(plan, line["days"]))
    with api.env.adopt_user(username=plan.writer):
        texts = [line.get(name, "") for name in ("whom", "where", "note")]
        made = registers.note(record, line["kind"], on, *texts)
    at = london.localise(datetime.combine(on, NOON))
    redate(record, registers.KEY, made.id, at=at)


def take_out(volume, plan, told):
    """A removal that was asked for and authorised; it is still out."""
    at = plan.moment(day_of(plan, told["days"]), NOON)
    today = london.today()
    with api.env.adopt_user(username=told["holder"]):
        made = paper.ask(volume, told["holder"], told["purpose"], today)
    with api.env.adopt_user(username=told["authorised"]):
        paper.authorise(volume, made.id)
    times = {"asked_at": at, "decided_at": at + timedelta(hours=2)}
    redate(volume, paper.KEY, made.id, back_by=at.date() + timedelta(days=told["until"]), **times)


def keep_log(log, plan, told):
    """The medicines and the doses of a log, and the access of somebody who gives them."""
    starts = plan.moment(day_of(plan, told["days"]), NOON)
    grants(log).give(told["lent_to"], "Case Worker", told["why"], plan.writer, starts=starts)
    with api.env.adopt_user(username=plan.writer):
        made = [medication.add_medicine(log, **as_asked(one)) for one in told["medicines"]]
    for medicine in made:
        redate(log, medication.MEDICINES, medicine.id, added_at=starts)
    for dose in told["doses"]:
        give(log, plan, made[0].id, dose)


def as_asked(medicine):
    return {
        "name": medicine["name"],
        "dose": medicine["usual"],
        "instructions": medicine["instructions"],
    }


def give(log, plan, medicine, told):
    """One line, with its second signature or struck through, entered as it was given."""
    at = plan.moment(day_of(plan, told["days"]), time.fromisoformat(told["time"]))
    with api.env.adopt_user(username=told["by"]):
        outcome, reason = told.get("outcome", "given"), told.get("reason", "")
        line = medication.add_dose(log, medicine, at, outcome, reason=reason)
    times = {"recorded_at": at + timedelta(minutes=1)}
    if "witness" in told:
        with api.env.adopt_user(username=told["witness"]):
            medication.witness_dose(log, line.id)
        times["witnessed_at"] = at + timedelta(minutes=4)
    if "strike" in told:
        with api.env.adopt_user(username=told["by"]):
            medication.strike_dose(log, line.id, told["strike"])
        times["struck_at"] = at + timedelta(minutes=9)
    redate(log, medication.DOSES, line.id, **times)


def next_version(plan_record, plan, told):
    """A later version, which waits to be authorised."""
    with api.env.adopt_user(username=plan.writer):
        draft = begin(plan_record)
    draft.happened_at = plan.moment(plan.last, NOON)
    draft.recorded_at = draft.happened_at + timedelta(hours=1)
    draft.summary = told["new_version"]
    steps = [Step("submit", plan.writer, draft.recorded_at + timedelta(minutes=5))]
    take(draft, steps)
    date_record(draft, draft.recorded_at, steps)


def redate(record, key, id, **more):
    """Make a line look added when it says."""
    Appended(record, key).get(id)
    lines = IAnnotations(record)[key]
    lines[id] = {**lines[id], **more}
    touch(record)
