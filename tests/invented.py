"""Invented schools, files and records for tests of the index: persistent, but without Plone."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from persistent import Persistent
from welfarefiles.index.interfaces import IIndexRows
from welfarefiles.index.rows import FileRow
from welfarefiles.index.rows import FileRows
from welfarefiles.index.rows import RECORD
from welfarefiles.index.rows import RecordRow
from welfarefiles.index.rows import RecordRows
from welfarefiles.index.rows import RESTRICTED
from welfarefiles.index.rows import SchoolRows
from welfarefiles.index.rows import Scope
from welfarefiles.index.rows import TeamRow
from welfarefiles.index.rows import Text
from welfarefiles.lookup.sight import Who
from zope.interface import implementer


NOW = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
LEAD, ADMINISTRATOR, MANAGER = "Welfare Lead", "Welfare Administrator", "Records Manager"
WORKER, READER, AUTHORISER = "Case Worker", "Case Reader", "Authoriser"
TYPES = ("WelfareFile", "ChildProtectionFile")
_ROLES = {
    "open": {LEAD, AUTHORISER, WORKER, READER},
    "transferred": {LEAD, MANAGER},
    "closed": {LEAD, MANAGER},
    "retained": {MANAGER},
}
VISIBILITY = {(kind, state): frozenset(roles) for kind in TYPES for state, roles in _ROLES.items()}
ROWS_FOR = {
    (kind, state): frozenset({ADMINISTRATOR, MANAGER}) for kind in TYPES for state in _ROLES
}


def who(user_id, now=NOW, visibility=VISIBILITY):
    """Who asks."""
    return Who(user_id, now, visibility)


@implementer(IIndexRows)
class School(Persistent):
    """A school with a team of `TeamRow`s."""

    revision = file_uid = ""

    def __init__(self, uid, *team):
        self.uid = uid
        self.team = team

    def rows(self):
        return SchoolRows(
            uid=self.uid,
            path=f"/portal/{self.uid}",
            title="School",
            revision=self.revision,
            team=tuple(self.team),
        )


@implementer(IIndexRows)
class File(Persistent):
    """A file. Keywords: fields of `FileRow`, `grants`, `barred`, `dues`, `body`, `upload`."""

    revision = ""

    def __init__(self, uid, school_uid="north", **fields):
        self.uid = self.file_uid = uid
        self.grants, self.barred, self.dues = (), frozenset(), ()
        self.body, self.upload = "", None
        self.fields = {
            "portal_type": "WelfareFile",
            "state": "open",
            "reference": f"WF-2026-{uid}",
            "school_uid": school_uid,
            "given_name": "Ida",
            "family_name": uid,
            "opened_on": date(2026, 9, 1),
        }
        self.change(**fields)

    def change(self, **fields):
        for name, value in fields.items():
            if name in ("grants", "barred", "dues", "body", "upload"):
                setattr(self, name, value)
            else:
                self.fields = self.fields | {name: value}
        return self

    @property
    def path(self):
        return f"/portal/{self.fields['school_uid']}/files/{self.uid}"

    def rows(self):
        row = FileRow(uid=self.uid, path=self.path, revision=self.revision, **self.fields)
        return FileRows(
            file=row,
            grants=tuple(self.grants),
            barred=frozenset(self.barred),
            dues=tuple(self.dues),
            text=Text(title=row.child_name, body=self.body, file=self.upload),
            scopes=(section_of(row),),
        )


def section_of(row):
    """The scope of a file's restricted section."""
    return Scope(
        uid=f"{row.uid}:restricted",
        file_uid=row.uid,
        school_uid=row.school_uid,
        portal_type=f"{row.portal_type} restricted",
        kind=RESTRICTED,
    )


@implementer(IIndexRows)
class Record(Persistent):
    """A record of a file. Any keyword is a field of `RecordRow`, or `dues`, `body`, `upload`.

    `alone` gives it a scope of its own with these grants, `restricted` that of the section.
    """

    revision = ""

    def __init__(self, uid, of, **fields):
        self.uid, self.file_uid = uid, of.uid
        self.dues, self.body, self.upload = (), "", None
        self.grants, self.of = (), of
        self.scope = of.rows().scope
        self.fields = {
            "portal_type": "ContactNote",
            "state": "draft",
            "path": f"{of.path}/{uid}",
            "happened_at": NOW,
            "recorded_at": NOW,
            "title": "Contact note",
        }
        self.change(**fields)

    def change(self, **fields):
        for name, value in fields.items():
            if name in ("dues", "body", "upload", "scope"):
                setattr(self, name, value)
            elif name == "alone":
                self.grants = tuple(value)
                self.scope = replace(self.of.rows().scope, uid=self.uid, kind=RECORD)
            elif name == "restricted":
                [self.scope] = self.of.rows().scopes
            else:
                self.fields = self.fields | {name: value}
        return self

    def rows(self):
        row = RecordRow(
            uid=self.uid,
            file_uid=self.file_uid,
            school_uid=self.scope.school_uid,
            revision=self.revision,
            **self.fields,
        )
        text = Text(title=row.heading, body=self.body, file=self.upload)
        return RecordRows(
            record=row,
            scope=self.scope,
            grants=self.grants,
            file_state=self.of.fields["state"],
            dues=tuple(self.dues),
            text=text,
        )


def member(user_id, role, *covers, **period):
    """Team rows of one person: one for each type of file covered, or one that covers none."""
    return [
        TeamRow(user_id=user_id, role=role, portal_type=kind, **period) for kind in covers or [""]
    ]


def lead(user_id="lead", *covers):
    """A lead for all types, or for the given ones."""
    return member(user_id, LEAD, *(covers or TYPES))


__all__ = ["File", "Record", "School", "Scope", "lead", "member", "who"]
