"""Markers of a child: on a plan, looked after, with special needs …, from when to when (R071).

The pure rules: what a marker is, what cannot be, and how fast it was set.
"""

from .. import _
from ..calendars.london import elapsed
from ..errors import BadRow
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta


CHILD_PROTECTION_PLAN = "cpp"
LOOKED_AFTER = "cla"
#: Clock hours from its start within which a marker is set (R071); for the others none is laid down.
HOURS = {CHILD_PROTECTION_PLAN: 24, LOOKED_AFTER: 24}
LONGEST = 300


class BadMarker(BadRow):
    """A marker that cannot be. `field` names the field, `message` is a sentence for people."""


@dataclass(frozen=True)
class Marker:
    """One marker of a file. Instants are aware; `kind` is a token of the list of markers.

    `set_by`, `set_at`: who actioned it here and when; `ended_by`, `ended_at` the same of its end.
    `source`, `end_source`: who said so.
    """

    id: str
    kind: str
    starts: datetime
    source: str
    set_by: str
    set_at: datetime
    ends: datetime | None = None
    end_source: str = ""
    ended_by: str = ""
    ended_at: datetime | None = None

    def stands(self, at):
        """Whether the child is marked at an instant."""
        return self.starts <= at and (self.ends is None or at < self.ends)

    @property
    def hours_taken(self):
        """Whole clock hours from its start until it was set here."""
        return max(0, int(elapsed(self.starts, self.set_at) / timedelta(hours=1)))

    @property
    def in_time(self):
        """Whether it was set within its hours; None where no hours are laid down."""
        allowed = HOURS.get(self.kind)
        if allowed is None:
            return None
        return elapsed(self.starts, self.set_at) <= timedelta(hours=allowed)


def check(marker, others):
    """Raise `BadMarker` for a new marker that cannot be beside the `others` of the file."""
    _check_source("source", marker.source)
    if elapsed(marker.set_at, marker.starts) > timedelta():
        raise BadMarker("starts", _("This is in the future. Set the marker when it has begun."))
    for other in others:
        if other.kind == marker.kind and (other.ends is None or marker.starts < other.ends):
            raise BadMarker("kind", _("This marker stands at that time already."))


def ended(marker, ends, source, by, at):
    """The `Marker` with its end. Raises `BadMarker`."""
    if marker.ends is not None:
        raise BadMarker("ends", _("It has ended already."))
    _check_source("end_source", source)
    if elapsed(at, ends) > timedelta():
        raise BadMarker("ends", _("This is in the future. End the marker when it has ended."))
    if elapsed(marker.starts, ends) <= timedelta():
        raise BadMarker("ends", _("It cannot end before it began."))
    return replace(marker, ends=ends, end_source=source, ended_by=by, ended_at=at)


def _check_source(field, source):
    if not source:
        raise BadMarker(field, _("Say who told you, and how."))
    if len(source) > LONGEST:
        raise BadMarker(field, _("Say it in fewer words."))
