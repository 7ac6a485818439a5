"""Envelopes in words, for the pages and REST alike."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from ..rest.times import moment
from .envelope import OVERDUE
from .envelope import READ
from .envelope import RETURNED
from .envelope import SENT
from .envelope import WITHDRAWN
from datetime import timedelta


#: State -> (class of the tag, words).
STATES = {
    SENT: ("info", _("Sent")),
    READ: ("good", _("Read")),
    RETURNED: ("", _("Returned")),
    WITHDRAWN: ("", _("Taken back")),
    OVERDUE: ("bad", _("Overdue")),
}


def last_day(envelope):
    """The last day on which the record can be read."""
    return london.london_date(envelope.due_back - timedelta(seconds=1))


def shown(envelope, now):
    """What a line of a list says of an envelope."""
    state, grant = envelope.state(now), envelope.grant
    tag, word = STATES[state]
    return {
        "id": envelope.id,
        "state": state,
        "tag": tag,
        "word": word,
        "recipient": fullname(envelope.recipient),
        "sender": fullname(envelope.sender),
        "purpose": envelope.purpose,
        "sent": london.format_short_date(london.london_date(envelope.sent_at)),
        "until": london.format_short_date(last_day(envelope)),
        "read": envelope.read_at and london.format_datetime(envelope.read_at),
        "closed": grant.revoked_at and london.format_datetime(grant.revoked_at),
        "why": grant.revoke_reason if state == WITHDRAWN else "",
        "is_open": not envelope.is_closed,
    }


def as_json(envelope, record, now):
    """An envelope for a client."""
    grant = envelope.grant
    return {
        "id": envelope.id,
        "record": record.absolute_url(),
        "recipient": envelope.recipient,
        "sender": envelope.sender,
        "purpose": envelope.purpose,
        "state": envelope.state(now),
        "sent": moment(envelope.sent_at),
        "until": last_day(envelope).isoformat(),
        "read": envelope.read_at and moment(envelope.read_at),
        "closed": grant.revoked_at and moment(grant.revoked_at),
    }
