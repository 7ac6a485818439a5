"""What the closing checklist may know of a file: plain data, collected elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from typing import Any


CLOSURE = "closure"
TRANSFER = "transfer"


@dataclass(frozen=True)
class RecordFact:
    """One record; `title` is the title of its type and holds no name.

    Of finished records several that are alike may be one fact: `number` of them, `happened_at` the
    latest, no author. `is_contact`: it tells of a contact or a concern.
    """

    portal_type: str
    state: str
    happened_at: datetime
    kind: str = ""
    author: str = ""
    title: str = ""
    authorised_by: str = ""
    authorised_at: datetime | None = None
    number: int = 1
    is_contact: bool = False


@dataclass(frozen=True)
class ActionFact:
    """One action not done: when it is due, and the event it was agreed at."""

    due: date | None
    agreed_at: datetime


@dataclass(frozen=True)
class LetterFact:
    """A letter of this closure: its purpose, state, and the key of whom it is to."""

    purpose: str
    state: str
    to: str


@dataclass(frozen=True)
class SignatureFact:
    """Who signed the front sheet last and when; `is_changed`: it says something else since."""

    by: str
    at: datetime
    is_changed: bool = False


@dataclass(frozen=True)
class FileFacts:
    """A file on one day. `front` holds the fields of the front sheet by their names.

    `purpose`: closure, or transfer, for which the same checklist serves (R161).
    `summary`: the closing or transfer summary in question; it is none of `records`.
    `markers`: kinds that stand on the day. `not_shared`: finished assessments and plans that do not
    say how they were shared with the family (R094).
    """

    today: date
    front: Mapping[str, Any] = field(default_factory=dict)
    records: tuple[RecordFact, ...] = ()
    open_actions: tuple[ActionFact, ...] = ()
    summary: RecordFact | None = None
    purpose: str = CLOSURE
    letters: tuple[LetterFact, ...] = ()
    markers: frozenset[str] = frozenset()
    not_shared: int = 0
    signature: SignatureFact | None = None


@dataclass(frozen=True)
class Finding:
    """What an evaluator saw. Sentences hold no names and no text of records.

    `ok`: True it holds, False it does not, None only a person can tell.
    `present`: there is something of the kind, so the line cannot be "not applicable".
    `by`, `at`: who settled it and when, where somebody did.
    """

    ok: bool | None
    sentence: str
    present: bool = False
    by: str = ""
    at: datetime | None = None
