"""The rows an object has in the index. Concerns fill them in; the index stores and returns them.

Everything a person can be listed, sorted or filtered by is a field here. Date-times are aware.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from typing import NamedTuple


FILE, RESTRICTED, RECORD = "file", "restricted", "record"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What rights are given on: `kind` is `FILE`, `RESTRICTED` or `RECORD`.

    `portal_type` is the key under which team entries cover it and visibility is looked up: the
    file's type for the file itself and for a record of it, something no team entry covers for a
    restricted section. None of these ever changes.
    """

    uid: str
    file_uid: str
    school_uid: str
    portal_type: str
    kind: str = FILE


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """One team entry for one type of file it covers ("" when it covers none)."""

    user_id: str
    role: str
    portal_type: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """A grant that is not revoked. `scope_uid` is needed when it is not on the whole file.

    `user_id`: a person's, or a named team's (`MemberRow.team_id`).
    """

    grant_id: str
    user_id: str
    role: str
    starts: datetime
    ends: datetime | None = None
    scope_uid: str = ""
    review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A person who is in a named team of the school now."""

    team_id: str
    user_id: str


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file as the register shows it (R005-R009).

    `unique_key`: no two files may have the same; None when any number may. Say
    f"{school_uid}/{portal_type}/{upn}" and two people opening a file for one child at the same
    moment cannot both succeed: the second is tried again, and then refused by the ordinary rule.
    """

    uid: str
    school_uid: str
    portal_type: str
    state: str
    path: str
    reference: str
    revision: str
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    carers: tuple[str, ...] = ()
    date_of_birth: date | None = None
    year_group: str = ""
    class_group: str = ""
    reasons: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    consent: str = ""
    consent_date: date | None = None
    leader: str = ""
    separate_cp_file: bool = False
    next_review: date | None = None
    last_reviewed: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    volume: int = 1
    upn: str = ""
    unique_key: str | None = None

    @property
    def child_name(self):
        """ "Ellison, Maya": for the body of pages of those who may see it, never for a title."""
        return ", ".join(name for name in (self.family_name, self.given_name) if name)


class FileHit(NamedTuple):
    """What the register shows of a `FileRow`; made for every row of every page, so a plain tuple.

    `opens`: the person may open the file, not only see this row.
    """

    uid: str
    scope_id: int
    school_uid: str
    portal_type: str
    state: str
    path: str
    reference: str
    given_name: str
    family_name: str
    year_group: str
    reasons: tuple[str, ...]
    markers: tuple[str, ...]
    consent: str
    leader: str
    separate_cp_file: bool
    next_review: date | None
    opens: bool

    child_name = FileRow.child_name


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """A record as the chronology shows it. `details`: small facts of its type, for rules and lists.

    `title` is the name of its type; `heading` and `extract` may be sensitive.
    """

    uid: str
    file_uid: str
    school_uid: str
    portal_type: str
    state: str
    path: str
    revision: str
    happened_at: datetime
    recorded_at: datetime
    signed_at: datetime | None = None
    title: str = ""
    heading: str = ""
    extract: str = ""
    kind: str = ""
    author: str = ""
    has_file: bool = False
    volume: int = 1
    details: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """Something to be done by `due_at`. `what` names it within its object.

    `timed`: the hour counts, not only the day. `calendar`: which days were counted. `sentence`: the
    message id the page shows. `responsible`: user id, or "".
    """

    what: str
    due_at: datetime
    sentence: str
    timed: bool = False
    calendar: str = ""
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class Due(DueRow):
    """A row of a due list: a `DueRow`, and the object and file it belongs to."""

    uid: str
    file_uid: str
    school_uid: str


@dataclass(frozen=True, kw_only=True)
class FileText:
    """An uploaded file. `read()` gives (text, why not all); called only when `digest` is new."""

    digest: str
    read: Callable[[], tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Text:
    """The words by which an object is found."""

    title: str = ""
    body: str = ""
    file: FileText | None = None


@dataclass(frozen=True, kw_only=True)
class ConcernRow:
    """Something raised, as the inbox lists it. `kind`: "concern" or "request".

    `reporter` and `assigned_to` are user ids; `pupil` is a key of the school's list of pupils;
    `file_uid` is of the file it went into. `digest` is of what was sent, to know it again.
    """

    uid: str
    school_uid: str
    kind: str
    state: str
    path: str
    reference: str
    revision: str
    reporter: str
    raised_at: datetime
    danger: bool = False
    child: str = ""
    pupil: str = ""
    file_uid: str = ""
    assigned_to: str = ""
    escalated: bool = False
    flagged: bool = False
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class ConcernRows:
    """All rows of something raised. Its words are not searched."""

    concern: ConcernRow

    @property
    def uid(self):
        return self.concern.uid

    @property
    def revision(self):
        return self.concern.revision


@dataclass(frozen=True, kw_only=True)
class SchoolRows:
    """All rows of a school."""

    uid: str
    path: str
    title: str
    revision: str
    team: tuple[TeamRow, ...] = ()
    members: tuple[MemberRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileRows:
    """All rows of a file, apart from those of its records. `barred`: user ids.

    `scopes`: further scopes of the file (a restricted section); the file's own is made from `file`.
    """

    file: FileRow
    grants: tuple[GrantRow, ...] = ()
    barred: frozenset[str] = frozenset()
    dues: tuple[DueRow, ...] = ()
    text: Text = Text()
    scopes: tuple[Scope, ...] = ()

    @property
    def uid(self):
        return self.file.uid

    @property
    def revision(self):
        return self.file.revision

    @property
    def scope(self):
        """The file's own scope."""
        row = self.file
        return Scope(
            uid=row.uid, file_uid=row.uid, school_uid=row.school_uid, portal_type=row.portal_type
        )


@dataclass(frozen=True, kw_only=True)
class RecordRows:
    """All rows of a record, which belongs to `scope`: nearly always its file's.

    A record that was given to somebody by itself has a scope of its own, of kind "record" and with
    the record's uid, and `grants` on it; `file_state` is the state that scope must be in then.
    """

    record: RecordRow
    scope: Scope
    grants: tuple[GrantRow, ...] = ()
    file_state: str = ""
    dues: tuple[DueRow, ...] = ()
    text: Text = Text()

    @property
    def uid(self):
        return self.record.uid

    @property
    def revision(self):
        return self.record.revision

    @property
    def stands_alone(self):
        """Whether the scope is the record's own."""
        return self.scope.kind == RECORD
