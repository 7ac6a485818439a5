"""Barriers of a file: people who may not see it whatever their role, a relative for instance."""

from ..index.pending import touch
from ..people.membership import is_team
from ..people.principals import is_group
from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.access.barriers"


class BadBarrier(ValueError):
    """A barrier that cannot be meant; its text is for whoever entered it."""


@dataclass(frozen=True)
class Barrier:
    """Between one person and one file, from ``added_at`` until ``removed_at``, if ever (UTC)."""

    user_id: str
    reason: str
    added_at: datetime
    removed_at: datetime | None = None
    added_by: str = ""
    removed_by: str = ""
    remove_reason: str = ""


class Barriers:
    """Barriers of one file. Get it by `barriers`."""

    def __init__(self, file):
        self.file = file
        self._stored = stored(file, KEY)

    def of(self, user_id):
        """Barriers of a person, removed ones too, in the order they were put up."""
        return [Barrier(**row) for row in self._stored.get(user_id, ())]

    def all(self):
        """All barriers of the file, by person."""
        return [Barrier(**row) for rows in self._stored.values() for row in rows]

    def bars(self, user_id):
        """Whether a barrier stands between the person and the file now."""
        return any(row["removed_at"] is None for row in self._stored.get(user_id, ()))

    def standing(self):
        """User ids of those who are barred now."""
        return {user_id for user_id in self._stored if self.bars(user_id)}

    def add(self, user_id, reason, by=""):
        """Put up a barrier. Raises `BadBarrier` without a reason, for a group, or if it stands."""
        if not user_id or is_team(user_id) or is_group(user_id):
            raise BadBarrier("Choose a person.")
        if not (reason or "").strip():
            raise BadBarrier("Say why this person may not see the file.")
        if self.bars(user_id):
            raise BadBarrier("This person is barred already.")
        barrier = Barrier(user_id, reason, datetime.now(UTC), added_by=by)
        self._store(user_id, [*self.of(user_id), barrier])

    def remove(self, user_id, by="", reason=""):
        """Take the barrier away. Raises `BadBarrier` when none stands."""
        if not self.bars(user_id):
            raise BadBarrier("This person is not barred.")
        *before, last = self.of(user_id)
        gone = replace(last, removed_at=datetime.now(UTC), removed_by=by, remove_reason=reason)
        self._store(user_id, [*before, gone])

    def _store(self, user_id, barriers):
        annotations = IAnnotations(self.file)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        self._stored = annotations[KEY]
        self._stored[user_id] = tuple(asdict(barrier) for barrier in barriers)
        touch(self.file)


def barriers(file):
    """The `Barriers` of a file."""
    return Barriers(file)
