"""What was added to a record once it was signed: an addendum, a second signature."""

from ..countersigning import asking
from ..countersigning.rule import SECOND
from ..signing.addenda import add_addendum
from ..signing.seal import add_link
from .wording import filled
from datetime import timedelta
from plone import api


#: So long after the signature each of them came.
AFTER = timedelta(hours=20)
SAID = ("about", "role", "text")


def add_afterwards(record, told, known):
    """Add what a story says was added to a signed record, a day later."""
    if not record.sealed_hash:
        return
    author = record.author
    if "countersigned" in told:
        countersign(record, author, told["countersigned"])
    if "addendum" in told:
        about, text = (filled(told["addendum"][name], known) for name in ("about", "text"))
        with api.env.adopt_user(username=author):
            add_addendum(record, about, text)
        date_last(record)


def countersign(record, author, signer):
    """Somebody is asked and signs."""
    with api.env.adopt_user(username=author):
        asking.ask(record, signer, SECOND)
    with api.env.adopt_user(username=signer):
        asking.countersign(record)
    date_last(record)


def date_last(record):
    """Put the last link back to a day after the one before."""
    *before, last = record.later
    record.later = tuple(before)
    said = {name: last[name] for name in SAID if name in last}
    at = max(record.signed_at, getattr(record, "authorised_at", None) or record.signed_at)
    add_link(record, last["kind"], last["by"]["id"], at + AFTER * len(before), **said)
