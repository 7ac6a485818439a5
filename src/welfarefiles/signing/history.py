"""What was done with a record after it was written, as pages and prints say it."""

from .. import _
from ..calendars import london
from .seal import added_by
from dataclasses import dataclass
from datetime import datetime


#: What each kind of link is called, in the past tense.
SAID = {
    "signed": _("Signed"),
    "submitted": _("Submitted for authorisation"),
    "authorised": _("Authorised"),
    "struck": _("Struck through"),
    "addendum": _("Addendum"),
    "answered": _("Checklist answered"),
    "countersigned": _("Second signature"),
}


@dataclass(frozen=True)
class Deed:
    """One link of a seal. `at` is aware; `text`, `about` and `hash` as they were kept."""

    kind: str
    number: int
    at: datetime
    by: str
    user_id: str = ""
    text: str = ""
    about: str = ""
    role: str = ""
    hash: str = ""

    @property
    def title(self):
        return SAID[self.kind]

    @property
    def when(self):
        return london.format_datetime(self.at)


def deeds(record, *kinds):
    """The `Deed`s of these kinds (of all, if none is named), in order."""
    return [deed(record, link) for link in record.later if not kinds or link["kind"] in kinds]


def deed(record, link):
    """A link of a seal as a `Deed`, its person by the name they had then."""
    return Deed(
        kind=link["kind"],
        number=link["number"],
        at=london.storable(datetime.fromisoformat(link["at"])),
        by=link["by"]["name"],
        user_id=added_by(record, link),
        text=link.get("text") or link.get("reason", ""),
        about=link.get("about", ""),
        role=link.get("role", ""),
        hash=link["hash"],
    )
