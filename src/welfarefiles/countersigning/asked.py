"""Requests for a second signature, kept on the record; who signs is added to its seal.

A request is a plain dict in the record's `asked_to_sign`; none is ever taken out.
"""

from ..calendars import london
from ..index.pending import touch
from ..people.names import fullname
from .rule import SHORT
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import UTC


#: How a request ended.
SIGNED, DECLINED, WITHDRAWN = "signed", "declined", "withdrawn"


@dataclass(frozen=True)
class Asked:
    """One request. `at`, `ended_at` are aware (UTC); `how` is "" while it stands.

    :ivar person: user id of who is asked; `by` of who asks.
    :ivar role: one of `rule.ROLES`.
    :ivar grant: id of the grant that was given for it, "" where the person saw the record already.
    """

    id: str
    person: str
    role: str
    by: str
    at: datetime
    note: str = ""
    grant: str = ""
    how: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""

    @property
    def is_open(self):
        return not self.how

    @property
    def name(self):
        return fullname(self.person)

    @property
    def asker(self):
        return fullname(self.by)

    @property
    def role_short(self):
        return SHORT[self.role]

    @property
    def when(self):
        return london.format_datetime(self.at)

    @property
    def ended(self):
        return london.format_datetime(self.ended_at) if self.ended_at else ""


def requests(record):
    """All `Asked` of a record, the first first."""
    return [Asked(**one) for one in record.asked_to_sign]


def standing(record):
    """Those that nobody has answered yet."""
    return [one for one in requests(record) if one.is_open]


def asked_of(record, user_id):
    """The standing request to a person, or None."""
    return next((one for one in standing(record) if one.person == user_id), None)


def keep(record, asked):
    """Keep a request, in the place of the one with its id."""
    others = [one for one in record.asked_to_sign if one["id"] != asked.id]
    record.asked_to_sign = (*others, asdict(asked))
    touch(record)
    return asked


def end(record, asked, how, by, reason=""):
    """Note how a request ended."""
    now = datetime.now(UTC)
    return keep(record, replace(asked, how=how, ended_at=now, ended_by=by, reason=reason))
