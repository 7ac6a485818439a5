"""The register of holds of a school (R180, R181): set by one person, released by two."""

from ..calendars import london
from ..index.pending import keep_still
from ..people.stored import stored
from .holds import BadHold
from .holds import check
from .holds import Hold
from .holds import Release
from .holds import released
from .years import years_after
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from datetime import UTC
from persistent.mapping import PersistentMapping
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.retention.holds"
#: Counts the changes of the register: one object that every change writes.
COUNTER = "welfarefiles.retention.holds.counter"

NO_HOLD = "There is no such hold."

#: The standing moratorium of the policies: every school has it from its first day (decision 5).
MORATORIUM = {
    "authority": "National guidance on records relating to child sexual abuse",
    "reason": (
        "Moratorium: no record is deleted until national guidance has been issued; "
        "all records are retained."
    ),
}


class Holds:
    """Holds of one school. Get it by `holds_of`."""

    def __init__(self, school):
        self.school = school
        self._stored = stored(school, KEY)

    def all(self):
        """Every hold, those that have ended too, the oldest first."""
        found = (_hold(row) for row in self._stored.values())
        return sorted(found, key=lambda hold: (hold.at, hold.id))

    def get(self, id):
        """The `Hold` of that id. Raises `BadHold` when there is none."""
        if id not in self._stored:
            raise BadHold(NO_HOLD)
        return _hold(self._stored[id])

    def set(self, authority, reason, scope, value, set_by, review_on):
        """Set a hold, as of now, and return it. Raises `BadHold`."""
        hold = Hold(
            id=token_hex(8),
            authority=(authority or "").strip(),
            reason=(reason or "").strip(),
            scope=scope or "",
            value=value or "",
            set_by=set_by,
            at=london.now(),
            review_on=review_on,
        )
        check(hold)
        self._keep(hold)
        return hold

    def release(self, id, by, reason):
        """One person's release of a hold; with the second it ends. Returns it; raises `BadHold`."""
        hold = released(self.get(id), by, reason or "", london.now())
        self._keep(hold)
        return hold

    def keep_still(self):
        """Let the present transaction fail if another one changes the register meanwhile.

        What reads the holds and acts on there being none (a destruction) would not conflict with
        somebody who sets one at the same moment.
        """
        keep_still(IAnnotations(self.school)[COUNTER])

    def _keep(self, hold):
        annotations = IAnnotations(self.school)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
            annotations[COUNTER] = PersistentMapping(changes=0)
        annotations[COUNTER]["changes"] += 1
        self._stored = annotations[KEY]
        self._stored[hold.id] = _row(hold)


def holds_of(school):
    """The `Holds` of a school."""
    return Holds(school)


def set_moratorium(school):
    """The hold every new school begins with: over everything, to be reviewed in a year."""
    review_on = years_after(london.today(), 1)
    holds_of(school).set(**MORATORIUM, scope="school", value="", set_by="", review_on=review_on)


def _row(hold):
    """A hold as it is stored: plain, its times in UTC."""
    row = asdict(hold)
    row["at"] = hold.at.astimezone(UTC)
    row["releases"] = tuple(
        {**asdict(release), "at": release.at.astimezone(UTC)} for release in hold.releases
    )
    return row


def _hold(row):
    releases = tuple(Release(**release) for release in row["releases"])
    return Hold(**{**row, "releases": releases})
