"""Noting what happened to something that is kept: page, REST and script call these."""

from ..calendars import london
from ..errors import BadRow
from ..ledger.writing import enter
from ..permissions import may
from ..records.appended import Appended
from .happenings import check
from .happenings import Happening
from AccessControl import Unauthorized
from dataclasses import asdict
from datetime import datetime
from datetime import time
from plone import api


KEY = "welfarefiles.registers.happenings"
KEEP_REGISTERS = "welfarefiles: Keep registers"
STRIKE = "welfarefiles: Strike through record"
NOT_SIGNED = "Sign the record first: then it can be noted what happens to it."
NOT_YOURS = "Only who wrote this line, or a lead, strikes it through."


def happenings(record):
    """Every `Happening` of a record, the earliest first."""
    return [Happening(id=id, **row) for id, row in Appended(record, KEY).all()]


def may_note(record):
    """Whether the person may note what happens to it."""
    return may(KEEP_REGISTERS, record) and api.content.get_state(record) == "signed"


def note(record, kind, on, whom="", where="", note=""):
    """Note what happened on a day; the `Happening`. Raises `BadRow`, `Unauthorized`."""
    _allow(record)
    line = Happening(kind, on, whom, where, note, by=_me(), at=london.in_london(london.now()))
    since = london.london_date(record.happened_at)
    check(line, record.can_happen, since, happenings(record))
    at = london.localise(datetime.combine(on, time(12)))
    row = {name: value for name, value in asdict(line).items() if name != "id"}
    id = Appended(record, KEY).add(at, row)
    enter("registers.noted", record, what=kind, on=on.isoformat())
    return Happening(id=id, **row)


def may_strike(record, line):
    """Whether the person may strike this line through: who wrote it may, and a lead."""
    return line.counts and may_note(record) and (line.by == _me() or may(STRIKE, record))


def strike(record, id, reason):
    """Strike a line through with a reason. Raises `BadRow`, `Unauthorized`."""
    _allow(record)
    kept = Appended(record, KEY)
    row = kept.get(id)
    if row["by"] != _me() and not may(STRIKE, record):
        raise BadRow(None, NOT_YOURS)
    kept.strike(id, reason, _me())
    enter("registers.struck", record, reason=reason)


def _allow(record):
    if not may(KEEP_REGISTERS, record):
        raise Unauthorized()
    if api.content.get_state(record) != "signed":
        raise BadRow(None, NOT_SIGNED)


def _me():
    return api.user.get_current().getId()
