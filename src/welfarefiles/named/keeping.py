"""Why the name of another child stays in a record: kept with the record, by hash of the name."""

from .. import _
from ..calendars import london
from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.named.kept"
OTHER = "other"
#: Why a name stays, by one click; `OTHER` needs words.
REASONS = {
    "own-words": _("It is in the child's own words"),
    "present": _("They were there: everybody present is recorded"),
    "needed": _("What happened cannot be understood without it"),
    "original": _("An original, which is not changed: it is blacked out when it is given out"),
    "somebody-else": _("This is not a pupil, but somebody else of that name"),
    OTHER: _("Another reason"),
}


@dataclass(frozen=True)
class Kept:
    """Why a name stays in some fields of a record, who said so and when."""

    reason: str
    words: str
    by: str
    at: datetime
    fields: frozenset

    @property
    def why(self):
        """The reason as it is read."""
        return self.words or REASONS.get(self.reason, self.reason)


def kept_of(record):
    """{hash of a child's key: `Kept`} of a record."""
    rows = stored(record, KEY).items()
    return {mark: Kept(*row[:4], frozenset(row[4])) for mark, row in rows}


def keep(record, mark, reason, words, fields):
    """Note why a name stays in these fields, in place of what was said before."""
    annotations = IAnnotations(record)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    by = api.user.get_current().getId()
    at = london.now()
    annotations[KEY][mark] = (reason, words, by, at, tuple(sorted(fields)))
