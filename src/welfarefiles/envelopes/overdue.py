"""Envelopes that did not come back are asked for: once a week, by mail, until they do (R040)."""

from .. import _
from ..access.barriers import barriers
from ..calendars import london
from ..ledger.reading import entries
from ..ledger.reading import Filter
from ..ledger.writing import enter
from ..lookup import query
from ..notices.mail import tell
from ..people.stored import uid_of
from ..records.events import file_of
from .envelope import OVERDUE
from .sending import envelope_of
from .sending import shared_url
from datetime import timedelta
from plone import api


AGAIN_AFTER = timedelta(days=7)


def overdue(now=None):
    """`lookup.alone.Given`s of all that should have come back by now. Not limited to a person."""
    return query.ended(now or london.now())


def chase(given, now=None):
    """Remind one person, and tell who lent the record; whether that was needed."""
    now = now or london.now()
    record = api.portal.get().unrestrictedTraverse(given.record.path, None)
    envelope = record and envelope_of(record, given.grant_id)
    if not envelope or envelope.state(now) != OVERDUE or _was_chased(record, envelope, now):
        return False
    words = {
        "reference": file_of(record).reference,
        "day": london.format_date(london.london_date(envelope.due_back - timedelta(seconds=1))),
    }
    shut_out = barriers(file_of(record)).standing()
    tell(
        sorted({envelope.recipient} - shut_out),
        _("A lent record has to come back"),
        [
            _("A record of ${reference} was lent to you until ${day}.", mapping=words),
            _("Please say that you have done with it and kept no copy."),
        ],
        shared_url(),
    )
    tell(
        sorted({envelope.sender} - shut_out),
        _("A lent record did not come back"),
        [_("A record of ${reference} was to be back on ${day}.", mapping=words)],
        f"{file_of(record).absolute_url()}/@@envelopes",
    )
    enter("envelopes.chased", record, about=envelope.recipient)
    return True


def _was_chased(record, envelope, now):
    asked = Filter(
        file_uid=uid_of(file_of(record)),
        record_uid=uid_of(record),
        about=envelope.recipient,
        actions=("envelopes.chased",),
        since=max(envelope.sent_at, now - AGAIN_AFTER),
    )
    return bool(entries(asked, limit=1))
