"""One line of a school's team; needs no Plone."""

from .membership import is_team
from .roles import FILE_TYPES
from .roles import SCHOOL_ONLY_ROLES
from .roles import TEAM_ROLES
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta


class BadEntry(ValueError):
    """A team entry that cannot be meant; its text is for the person who entered it.

    `field`: the parameter of `TeamEntry` it is about.
    """

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class TeamEntry:
    """A person's role in a school (R004, R188).

    :param covers: portal_types of the files the role reaches; being named for welfare files
        never reaches child protection files (R003). Empty for Staff Member and Auditor.
    :param starts: first day, None for ever since.
    :param ends: last day (included), None for until further notice.
    """

    user_id: str
    role: str
    covers: frozenset = frozenset()
    starts: date | None = None
    ends: date | None = None
    #: user id of whom this person stands in for, "" where it is nobody's cover
    cover_for: str = ""
    #: user id of who named them, "" where it is not known
    named_by: str = ""

    def is_active(self, on):
        """Whether the entry holds on the date ``on``."""
        if self.starts is not None and on < self.starts:
            return False
        return self.ends is None or on <= self.ends

    def ended(self, first_day_without):
        """The same entry, holding no longer on that day."""
        ends = first_day_without - timedelta(days=1)
        if self.ends is not None and self.ends <= ends:
            return self
        return replace(self, ends=ends)


def check(entry):
    """Raise `BadEntry` when the entry cannot be meant."""
    if not entry.user_id or not isinstance(entry.user_id, str):
        raise BadEntry("Choose a person.", "user_id")
    if is_team(entry.user_id):
        raise BadEntry("A role is for a person, not for a named team.")
    if entry.role not in TEAM_ROLES:
        raise BadEntry(f"“{entry.role}” is not a role of a school's team.", "role")
    if not entry.covers <= FILE_TYPES:
        raise BadEntry("A role reaches welfare files, child protection files or both.", "covers")
    if entry.covers and entry.role in SCHOOL_ONLY_ROLES:
        raise BadEntry(f"{entry.role} gives access to no files.", "covers")
    if entry.starts and entry.ends and entry.ends < entry.starts:
        raise BadEntry("The last day is before the first.", "ends")
    if entry.cover_for:
        _check_cover(entry)


def _check_cover(entry):
    """Cover is for dates, and nobody's own (R188)."""
    if entry.cover_for == entry.user_id:
        raise BadEntry("Nobody stands in for themselves.")
    if entry.starts is None or entry.ends is None:
        raise BadEntry("Cover needs a first and a last day.", "ends")


def active_roles(entries, on, portal_type=None):
    """Roles the entries of one person give on a date.

    :param portal_type: of the file they are asked for; None asks for the school itself, where
        every active entry counts.
    """
    return frozenset(
        entry.role
        for entry in entries
        if (portal_type is None or portal_type in entry.covers) and entry.is_active(on)
    )
