"""One entry of the ledger, its canonical form and its place in the chain.

Needs no Plone and no database: whoever verifies a ledger uses it too. `docs/ledger-format.md`
describes the same in words, for anyone who wants to write a verifier of their own.
"""

from ..calendars.london import in_london
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import UTC
from hashlib import sha256

import json


FORMAT = "welfarefiles ledger 1"
#: What stands for the hash of the entry before the first.
GENESIS = "0" * 64
#: Kinds of entries that may be sealed away when they are old; all others are kept for ever.
SEALABLE = ("view", "search", "download")

#: What an entry says, in the order in which it is hashed.
CONTENT = (
    "local",
    "person",
    "through",
    "standing",
    "action",
    "severity",
    "school_uid",
    "file_uid",
    "file_type",
    "reference",
    "record_uid",
    "record_type",
    "about",
    "fields",
    "reason",
    "detail",
    "ip",
    "request_id",
    "once",
)
#: Every column of an entry; all but `number` are text.
COLUMNS = ("number", "moment", "kind", *CONTENT, "digest", "previous", "hash")

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ordered = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def digest_of(texts):
    """SHA-256 (hex) of what an entry says: the texts of `CONTENT`, in that order."""
    return sha256(_canonical(list(texts)).encode("utf-8")).hexdigest()


def hash_of(number, moment, kind, digest, previous):
    """SHA-256 (hex) that chains an entry to the one before."""
    lines = (FORMAT, str(number), moment, kind, digest, previous, "")
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()


def moment_text(moment):
    """An aware date-time as the ledger keeps it: UTC, microseconds, always 27 characters."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_text(moment):
    """The same on a clock in London, with its distance from UTC."""
    return in_london(moment).isoformat(timespec="seconds")


def json_text(value):
    """JSON as the ledger keeps it: keys in order, no spaces. Nothing is an empty text."""
    return _ordered(value) if value else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was changed.

    `old` and `new` are its plain values (text, number, yes or no, list of texts, None), or None
    where `old_hash` and `new_hash` stand for them: of text, blobs, and whatever tells who a child
    is. `size` is the length of what was hashed.
    """

    field: str
    old: object = None
    new: object = None
    old_hash: str = ""
    new_hash: str = ""

    def stored(self):
        """As a JSON value."""
        if self.old_hash or self.new_hash:
            return {"field": self.field, "old_hash": self.old_hash, "new_hash": self.new_hash}
        return {"field": self.field, "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be entered: everything an entry says except its number, its time and its hashes.

    Texts are as given; `fields` is a tuple of `Change`s, `detail` a dictionary of plain values.
    """

    action: str
    kind: str
    severity: str = "plain"
    person: str = ""
    through: str = ""
    standing: str = ""
    school_uid: str = ""
    file_uid: str = ""
    file_type: str = ""
    reference: str = ""
    record_uid: str = ""
    record_type: str = ""
    about: str = ""
    fields: tuple = ()
    reason: str = ""
    detail: dict = field(default_factory=dict)
    ip: str = ""
    request_id: str = ""
    once: str = ""


def drafted(action, facts, **values):
    """The `Draft` of an `Action` in some `Circumstances`; `values` say the rest, or otherwise."""
    known = {
        "action": action.id,
        "kind": action.kind,
        "severity": action.severity,
        "person": facts.person,
        "through": facts.through,
        "ip": facts.ip,
        "request_id": facts.request_id,
    }
    return Draft(**{**known, **values})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read. `moment` is aware and in UTC, `local` a text, `fields` `Change`s."""

    number: int
    moment: datetime
    kind: str
    local: str
    person: str
    through: str
    standing: str
    action: str
    severity: str
    school_uid: str
    file_uid: str
    file_type: str
    reference: str
    record_uid: str
    record_type: str
    about: str
    fields: tuple
    reason: str
    detail: dict
    ip: str
    request_id: str
    once: str
    digest: str
    previous: str
    hash: str


def read_entry(row):
    """The `Entry` in a row of the table: values in the order of `COLUMNS`."""
    values = dict(zip(COLUMNS, row, strict=True))
    values["moment"] = datetime.fromisoformat(values["moment"])
    changes = json.loads(values["fields"]) if values["fields"] else ()
    values["fields"] = tuple(Change(**change) for change in changes)
    values["detail"] = json.loads(values["detail"]) if values["detail"] else {}
    return Entry(**values)
