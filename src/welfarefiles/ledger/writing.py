"""Enter what happened: with the change it belongs to, or before an answer leaves.

The one place other concerns call.
"""

from ..sql.engine import get_store
from ..sql.errors import store_errors
from ..sql.errors import StoreBusy
from ..sql.errors import StoreFailed
from ..sql.joined import joined
from ..sql.joined import Writer
from .actions import find_action
from .appending import append
from .appending import is_entered
from .circumstances import present
from .circumstances import standing_of
from .entry import drafted
from .subject import subject_of
from Acquisition import aq_base
from dataclasses import replace
from hashlib import sha256

import logging
import secrets
import time


logger = logging.getLogger(__name__)
TRIES = 3
#: Seconds after which somebody who waits for a page is rather told than kept waiting.
PATIENCE = 2


class LedgerUnavailable(Exception):
    """The ledger could not take an entry, so what was to be entered must not happen."""


class LedgerBusy(LedgerUnavailable, StoreBusy):
    """The same, and trying the whole request again may help: the publisher does."""


def enter(action, context=None, *, about="", reason="", fields=(), person=None, **detail):
    """Enter a change: committed with the present transaction, or not at all.

    `action`: id of a registered `Action`; `context`: the object it happened to, anything with an
    `ILedgerSubject`, or None; `about`: id of the user it was done to (who was given access);
    `reason`: as it was asked for; `fields`: `entry.Change`s of what was changed;
    `person`: id of who did it when that is not the user of the request; `detail`: a few plain
    values (text, number, yes or no), never text of a record and never a child's name.
    Raises `UnknownAction`; when the ledger cannot take it the commit raises `LedgerUnavailable`.
    """
    draft = _draft(present(), action, context, about, reason, person, detail, tuple(fields))
    joined(LedgerWriter).add(draft, context)


def enter_now(action, context=None, *, about="", reason="", person=None, **detail):
    """Enter something that is about to be shown, or was refused: in the ledger when this returns.

    In a store transaction of its own, at most once for one request, action and object however
    often the request is tried again. Raises `LedgerUnavailable`: then show nothing.
    """
    facts = present()
    draft = _draft(facts, action, context, about, reason, person, detail, once=True)
    if draft.once and draft.once in facts.entered:
        return
    _append_at_once(draft)
    if draft.once:
        facts.entered.add(draft.once)


def _draft(facts, action_id, context, about, reason, person, detail, fields=(), once=False):
    action = find_action(action_id)
    subject = subject_of(context)
    person = facts.person if person is None else person
    return drafted(
        action,
        facts,
        person=person,
        standing=standing_of(person, context),
        school_uid=subject.school_uid,
        file_uid=subject.file_uid,
        file_type=subject.file_type,
        reference=subject.reference,
        record_uid=subject.record_uid,
        record_type=subject.record_type,
        about=about,
        fields=fields,
        reason=reason,
        detail=_plain(detail),
        once=_once(facts.request_id, action.id, subject, about) if once else "",
    )


def _plain(detail):
    """`detail` as it is entered; a value that is not plain is a mistake of the caller."""
    for name, value in detail.items():
        if value is not None and not isinstance(value, (str, int)):
            raise TypeError(f"{name}: only text, whole numbers, yes and no can be entered")
    return {name: value for name, value in detail.items() if value not in ("", None)}


def _once(request_id, action, subject, about):
    if not request_id:
        return ""
    parts = (request_id, action, subject.school_uid, subject.file_uid, subject.record_uid, about)
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _append_at_once(draft):
    until = time.monotonic() + PATIENCE
    for attempt in range(1, TRIES + 1):
        try:
            with get_store().writing() as connection:
                # the answer to a commit may have been lost with the connection
                if attempt == 1 or not is_entered(connection, draft.once):
                    append(connection, [draft])
            return
        except StoreBusy as error:
            if attempt == TRIES or time.monotonic() > until:
                raise _unavailable(error) from None
        except Exception as error:
            raise _unavailable(error) from None


def _unavailable(error):
    """`LedgerUnavailable` for what the store said; the log gets the kind of error, no values."""
    logger.error("The ledger could not take an entry: %s", type(error).__name__)
    return LedgerUnavailable("The ledger could not take the entry")


class LedgerWriter(Writer):
    """Appends what one transaction entered, after everything else of it was written."""

    order = 90

    def __init__(self):
        self.drafts = []
        self.contexts = []

    def add(self, draft, context):
        """Enter `draft`, which is about `context` (None: about nothing), with the transaction."""
        self.drafts.append(draft)
        self.contexts.append(context)

    def prepare(self, store):
        # Which revision of its object an entry belongs to tells later whether the change took
        # place: see `undone`. Now, because the index gives an object its revision on the way.
        pairs = zip(self.drafts, self.contexts, strict=True)
        self.drafts = [replace(draft, once=_revision_of(context)) for draft, context in pairs]

    def write(self, connection, store):
        if not self.drafts:  # of no writer, or undone with a savepoint
            return
        try:
            with store_errors():
                append(connection, self.drafts)
        except StoreBusy as error:
            raise LedgerBusy(str(error)) from None
        except StoreFailed as error:
            raise _unavailable(error) from None

    def snapshot(self):
        return len(self.drafts)

    def restore(self, state):
        del self.drafts[state:], self.contexts[state:]


def _revision_of(context):
    revision = getattr(aq_base(context), "revision", "")
    return f"{revision}.{secrets.token_hex(4)}" if revision else ""
