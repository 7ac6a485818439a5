"""The seal of a record: the fingerprint of what was signed, and what was added to it since (R025).

Kept on the record itself: `sealed_hash`, `sealed_at`, `sealed_by`, `sealed_words` (what terms and
people were called then), `sealed_beside` (what is fixed besides the fields) and `later`, links as
they are exported. Each link holds the hash of the one before, the first that of the content: none
can be changed, left out or put in between unseen.
"""

from ..calendars import london
from ..index.pending import touch
from ..people.names import fullname
from ..people.stored import uid_of
from .canonical import content_hash
from .canonical import moment
from .canonical import present_words
from .fingerprint import chained
from plone import api


#: Steps that fix a record's content.
FIXING = frozenset({"sign", "submit"})
#: The link each step adds.
LINKS = {"sign": "signed", "submit": "submitted", "authorise": "authorised", "strike": "struck"}
#: States whose content is fixed.
FIXED = frozenset({"signed", "submitted", "authorised", "struck"})

NEVER = "It was never sealed."
CHANGED = "Its content is not what was sealed."
LINK_CHANGED = "What was added to it as number {number} is not what was kept, or one is missing."


class SealBroken(RuntimeError):
    """What was signed is about to be changed, or was changed before."""


def seal(record, by=None, at=None):
    """Fix the content of a record as it is now, and return its fingerprint.

    :param by: user id of who signs it, whoever is signed in by default; `at` when, now by default.
    """
    record.sealed_words = present_words(record)
    record.sealed_hash = ""
    record.sealed_beside = record.beside_fields()
    record.sealed_hash = content_hash(record)
    record.sealed_by = by or api.user.get_current().getId()
    record.sealed_at = at or london.now()
    record.later = ()
    return record.sealed_hash


def lift(record):
    """Take the seal off: the record was returned to its author, who goes on writing."""
    record.sealed_hash, record.sealed_by = "", None
    record.sealed_at = record.sealed_words = record.sealed_beside = None
    record.later = ()


def note_step(record, transition, comment="", by=None, at=None):
    """What a step of the workflow means to the seal, as somebody took it at a time (now, by whoever
    is signed in). Raises `SealBroken` where what is to be authorised is not what was submitted.
    """
    if transition == "return":
        lift(record)
    if transition in FIXING:
        seal(record, by, at)
    elif transition == "authorise":
        refuse_broken(record)
    if transition in LINKS and record.sealed_hash:
        add_link(record, LINKS[transition], by, at, reason=comment)


def add_link(record, kind, by=None, at=None, **said):
    """Add to what was done with a sealed record, and return the link (a dict, not to be changed).

    :param said: further plain values; what is empty is left out.
    """
    by = by or api.user.get_current().getId()
    link = {
        "kind": kind,
        "number": len(record.later) + 1,
        "previous": record.later[-1]["hash"] if record.later else record.sealed_hash,
        "at": moment(at or london.now()),
        "by": {"id": by, "name": fullname(by)},
        **{name: value for name, value in said.items() if value},
    }
    link["hash"] = chained(link)
    record.later = (*record.later, link)
    touch(record)
    return link


def links(record, kind):
    """The links of one kind, in the order in which they were added."""
    return [link for link in record.later if link["kind"] == kind]


def added_by(record, link):
    """User id of who added a link; what stands for them, of one that came from another school."""
    came, number = record.later_elsewhere, link["number"]
    return came[number - 1] if number <= len(came) else link["by"]["id"]


def broken(record):
    """Sentences for all that no longer holds of a record; empty for one that does, and for a draft.

    Reads its attachments.
    """
    if not record.sealed_hash:
        return [NEVER] if api.content.get_state(record) in FIXED else []
    found = [] if content_hash(record) == record.sealed_hash else [CHANGED]
    return [*found, *broken_links(record)]


def broken_links(record):
    """The same of what was added later."""
    previous = record.sealed_hash
    for number, link in enumerate(record.later, 1):
        if (link["previous"], link["number"], link["hash"]) != (previous, number, chained(link)):
            return [LINK_CHANGED.format(number=number)]
        previous = link["hash"]
    return []


def refuse_broken(record):
    """Raise `SealBroken`, with the uid alone, where a sealed record is not what was sealed."""
    if broken(record):
        raise SealBroken(f"The sealed content of record {uid_of(record)} was changed")
