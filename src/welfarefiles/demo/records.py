"""Records of an invented file: made by their authors, moved on by the rules, dated afterwards."""

from ..calendars import london
from ..calendars.working import add_working_days
from ..files import vocabularies
from ..files.vocabularies import title_of
from ..meetings.vocabularies import meeting_kinds
from ..notifying.vocabularies import event_kinds
from .afterwards import add_afterwards
from .back_in_time import date_record
from .back_in_time import Step
from .back_in_time import take
from .documents import document
from .plans import soon_after
from .sources import source
from .wording import filled
from .wording import paragraphs
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer


# Working days from an event to its record: mostly none, now and then too many.
HABITS = (0,) * 14 + (1,) * 5 + (7,)

# Nobody leaves an action open for more than so many school days.
FORGOTTEN = 30

AUTHORISED = ("Assessment", "Plan", "ClosingSummary")

KINDS = {
    "Assessment": vocabularies.assessment_kinds,
    "Plan": vocabularies.plan_kinds,
    "WelfareDocument": vocabularies.document_kinds,
    "Meeting": meeting_kinds,
    "SchoolEvent": event_kinds,
}

# Keys of a record in the data that are no field of its type.
DIRECTIONS = {
    "about", "addendum", "countersigned", "lasts", "log", "next_in",
    "ages", "attach", "body", "by", "day", "format", "paper", "pending", "recorded_after",
    "review_in", "sender", "strike", "time", "titled", "type",
}  # fmt: skip


def make_record(file, plan, number, told, known):
    """Make the `number`th record of a file and take it as far as the plan says; the record."""
    chance = plan.random(f"record {number}")
    at = happened_at(plan, told, chance)
    author = author_of(plan, told)
    with api.env.adopt_user(username=author):
        record = createContentInContainer(
            file,
            told["type"],
            happened_at=at,
            **fields(plan, told, known, at),
            **told_of(file, told),
        )
    recorded = recorded_at(plan, told, at, chance)
    steps = list(steps_of(plan, told, author, recorded, chance))
    record.recorded_at = recorded  # before it is sealed
    take(record, steps)
    date_record(record, recorded, steps)
    add_afterwards(record, told, known)
    return record


def author_of(plan, told):
    """Who writes it: the case worker only where there is a grant."""
    by = told.get("by", plan.writer)
    if by == "worker" and not plan.entry.get("worker"):
        return plan.writer
    return by if by in plan.staff.everybody else plan.writer


def happened_at(plan, told, chance):
    """When it happened: as told, or at some hour of the school day."""
    if "time" in told:
        return plan.moment(told["day"], time.fromisoformat(told["time"]))
    return plan.moment(told["day"], time(chance.randrange(9, 15), chance.randrange(0, 60, 5)))


def recorded_at(plan, told, at, chance):
    """When it was written down: mostly the same day, now and then too late."""
    number = told.get("recorded_after", chance.choice(HABITS))
    day = min(add_working_days(at.date(), number), plan.days[-1])
    if day <= at.date():
        return soon_after(at, chance.randrange(15, 120))
    hour = time(chance.randrange(8, 17), chance.randrange(60))
    return london.localise(datetime.combine(day, hour))


def steps_of(plan, told, author, recorded, chance):
    """The steps to the state a record is to be in."""
    pending = told.get("pending")
    if pending == "draft":
        return
    first = "submit" if told["type"] in AUTHORISED else "sign"
    at = recorded + timedelta(minutes=chance.randrange(2, 15))
    yield Step(first, author, at)
    if first == "submit":
        if pending == "submitted":
            return
        person = chance.choice([one for one in plan.staff.authorisers if one != author])
        at = later(plan, at, chance)
        if pending == "returned":
            yield Step("return", person, at, source("comments")["returned"])
            return
        yield Step("authorise", person, at)
    if told.get("strike"):
        yield Step("strike", plan.writer, later(plan, at, chance), source("comments")["struck"])


def later(plan, at, chance):
    """Some school days after an instant, at the end of the last one where there are no more."""
    wanted = plan.position(at.date()) + chance.randrange(1, 4)
    if plan.date(wanted) <= at.date():
        return at + timedelta(minutes=5)
    return plan.moment(wanted, time(chance.randrange(9, 17), chance.randrange(60)))


def fields(plan, told, known, at):
    """The fields of the type, with the names filled in."""
    values = {name: value for name, value in told.items() if name not in DIRECTIONS}
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = filled(value, known)
    if "actions" in told:
        values["actions"] = [action(plan, told, one, known) for one in told["actions"]]
    if "review_in" in told:
        values["review_on"] = at.date() + timedelta(days=told["review_in"])
    if told["type"] == "ContactNote":
        values.setdefault("contact_group", "parents")
    values |= dated(plan, told, at)
    if "attendance" in told:
        values["attendance"] = [
            {name: filled(cell, known) for name, cell in row.items()} for row in told["attendance"]
        ]
    file = attachment(told, known, at, values)
    return {**values, "file": file} if file else values


def dated(plan, told, at):
    """Fields that are days before or after the event."""
    found = {}
    if "lasts" in told:
        found = {"starts": at.date(), "ends": plan.due(told["day"] + told["lasts"] - 1)}
    if "next_in" in told:
        found["next_meeting"] = plan.due(told["day"] + told["next_in"])
    if "log" in told:
        found["log"] = [
            {
                "day": at.date() - timedelta(days=row["back"]),
                "time": row["time"],
                "nature": row["nature"],
            }
            for row in told["log"]
        ]
    return found


def told_of(file, told):
    """What a notification is about: the last event of that kind in the file."""
    if "about" not in told:
        return {}
    events = [one for one in file.objectValues() if getattr(one, "kind", "") == told["about"]]
    return {"about": max(events, key=lambda one: one.happened_at).getId()}


def action(plan, told, one, known):
    """One agreed action: done once its day has come, unless it is meant to be open."""
    by = plan.due(told["day"] + one["days"])
    left = (one.get("open", False) and by > plan.days[-FORGOTTEN]) or by > plan.days[-1]
    return {
        "what": filled(one["what"], known),
        "who": filled(one["who"], known),
        "by": by,
        "done": plan.finishes or not left,
    }


def attachment(told, known, at, values):
    """The file of a document, assessment or plan; None for records without."""
    if "format" not in told:
        return None
    text = told.get("body") or source("papers").get(told.get("paper"), {}).get("body")
    body = paragraphs(text, known) if text else written(values)
    heading = values.get("heading")
    kind = told.get("titled") or title_of(KINDS[told["type"]], told["kind"])
    if told["format"] != "eml":
        heading = f"{kind}: {heading}" if heading else kind
    sender = known.get(told.get("sender"), told.get("sender", ""))
    return document(told["format"], heading, body, known, at, sender, told.get("attach", ""))


def written(values):
    """The text of an assessment or plan as the paper shows it."""
    names = ("objectives", "summary", "child_views", "parent_views", "how_shared")
    return [values[name] for name in names if values.get(name)]
