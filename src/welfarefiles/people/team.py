"""The team of a school: kept on the school, keyed by user id, nothing ever erased."""

from ..calendars.london import london_date
from ..calendars.london import now
from ..index.pending import touch
from ..interfaces import ISchool
from ..ledger.writing import enter
from .changes import TeamChanged
from .ending import Proposal
from .entry import active_roles
from .entry import BadEntry
from .entry import check
from .entry import TeamEntry
from .principals import is_group
from .roles import WELFARE_LEAD
from .stored import stored
from Acquisition import aq_chain
from Acquisition import aq_inner
from BTrees.OOBTree import OOBTree
from datetime import UTC
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


KEY = "welfarefiles.people.team"
PROPOSALS = "welfarefiles.people.proposals"


class Team:
    """Entries of one school. Get it by `team`."""

    def __init__(self, school):
        self.school = school
        self._stored = stored(school, KEY)

    def of(self, user_id):
        """All entries of a person, old ones too, in the order they were made."""
        return [_entry(user_id, row) for row in self._stored.get(user_id, ())]

    def entries(self):
        """All entries of the school, by person."""
        return [_entry(user_id, row) for user_id, rows in self._stored.items() for row in rows]

    def roles_of(self, user_id, on=None):
        """Roles a person has in the school on a date (today in London unless given)."""
        return active_roles(self.of(user_id), on or london_date(now()))

    def add(self, entry):
        """Add an entry beside those the person has.

        Raises `BadEntry`, with a sentence for whoever entered it, when the entry cannot be meant
        or names a group.
        """
        self._check(entry)
        self._store(entry.user_id, [*self.of(entry.user_id), entry])
        self._enter_given(entry)

    def replace(self, entry):
        """Add an entry and end the person's others of that role the day before it starts."""
        self._check(entry)
        day = entry.starts or london_date(now())
        others = [
            old.ended(day) if old.role == entry.role else old for old in self.of(entry.user_id)
        ]
        self._store(entry.user_id, [*others, entry])
        self._enter_given(entry)

    def _check(self, entry):
        check(entry)
        if is_group(entry.user_id):
            raise BadEntry("A role is for a person, not for a group.")

    def end(self, user_id, role, first_day_without=None):
        """End a person's role; from today unless a date is given. Raises `BadEntry` if none."""
        day = first_day_without or london_date(now())
        old = self.of(user_id)
        new = [entry.ended(day) if entry.role == role else entry for entry in old]
        if new == old:
            raise BadEntry("This person does not have that role.")
        self._store(user_id, new)
        enter("people.role-ended", self.school, about=user_id, role=role, day=day.isoformat())

    def _enter_given(self, entry):
        enter(
            "people.role-given",
            self.school,
            about=entry.user_id,
            role=entry.role,
            covers=" ".join(sorted(entry.covers)),
            starts=entry.starts and entry.starts.isoformat(),
            ends=entry.ends and entry.ends.isoformat(),
        )

    def proposals(self):
        """`Proposal`s that a role end, made in the last days and not yet agreed to."""
        rows = stored(self.school, PROPOSALS).values()
        return [one for one in (Proposal(*row) for row in rows) if one.stands(now())]

    def propose_end(self, user_id, role, by):
        """Note that somebody wants a role to end, for a second person to agree."""
        annotations = IAnnotations(self.school)
        if PROPOSALS not in annotations:
            annotations[PROPOSALS] = OOBTree()
        row = (user_id, role, by, now().astimezone(UTC))
        annotations[PROPOSALS][f"{user_id}|{role}"] = row

    def settle(self, user_id, role):
        """Forget the proposal about a role, whichever way it went."""
        stored(self.school, PROPOSALS).pop(f"{user_id}|{role}", None)

    def _store(self, user_id, entries):
        annotations = IAnnotations(self.school)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        self._stored = annotations[KEY]
        self._stored[user_id] = tuple(_row(entry) for entry in entries)
        touch(self.school)
        notify(TeamChanged(self.school, user_id))


def team(school):
    """The `Team` of a school."""
    return Team(school)


def school_of(context):
    """The school something is in, None outside of schools."""
    for parent in aq_chain(aq_inner(context)):
        # Asked of the class: what a Dexterity object provides is costly to work out.
        if ISchool.implementedBy(parent.__class__):
            return parent
    return None


# Plain tuples are stored, so that no class of ours has to be found to read the team.


def _row(entry):
    covers = tuple(sorted(entry.covers))
    return (entry.role, covers, entry.starts, entry.ends, entry.cover_for, entry.named_by)


def _entry(user_id, row):
    role, covers, *rest = row
    return TeamEntry(user_id, role, frozenset(covers), *rest)


def covered_types(school, user_id, role=WELFARE_LEAD):
    """Kinds of file (portal_types) a person is named for in a role today; none outside a school."""
    if school is None:
        return frozenset()
    today = london_date(now())
    entries = (entry for entry in team(school).of(user_id) if entry.role == role)
    return frozenset().union(*(entry.covers for entry in entries if entry.is_active(today)))


def all_schools():
    """Every school of the site, whoever asks."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type="School")
    return [brain._unrestrictedGetObject() for brain in found]
