"""Enter what happened: with the change it belongs to, or before an answer leaves.

The one place other concerns call.
"""


class LedgerUnavailable(Exception):
    """The ledger could not take an entry, so what was to be entered must not happen."""


def enter(action, context=None, *, about="", reason="", fields=(), person=None, **detail):
    """Enter a change: committed with the present transaction, or not at all.

    `action`: id of a registered `Action`; `context`: the object it happened to, anything with an
    `ILedgerSubject`, or None; `about`: id of the user it was done to (who was given access);
    `reason`: as it was asked for; `fields`: `entry.Change`s of what was changed;
    `person`: id of who did it when that is not the user of the request; `detail`: a few plain
    values (text, number, yes or no), never text of a record and never a child's name.
    """


def enter_now(action, context=None, *, about="", reason="", person=None, **detail):
    """Enter something that is about to be shown, or was refused: in the ledger when this returns.

    In a store transaction of its own, at most once for one request, action and object however
    often the request is tried again. Raises `LedgerUnavailable`: then show nothing.
    """
