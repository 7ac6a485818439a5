"""Lending one record to one person, giving it back, taking it back (R040, R046).

Page, REST and script call these; each enters what it does in the ledger.
"""

from .. import _
from ..access.barriers import barriers
from ..access.grant import BadGrant
from ..access.grant import ENVELOPE
from ..access.grants import grants
from ..access.grants import may_stand_alone
from ..access.roles import roles_on
from ..access.who import roles_by_state
from ..calendars import london
from ..ledger.reading import entries
from ..ledger.reading import Filter
from ..ledger.reading import READS
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.roles import CASE_READER
from ..people.staff import staff
from ..people.stored import uid_of
from ..permissions import MANAGE_GRANTS
from ..records.events import file_of
from .envelope import Envelope
from .envelope import is_envelope
from AccessControl import Unauthorized
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api


#: A record is not lent for longer: who needs it for good is given access.
LONGEST = timedelta(days=92)

CHOOSE = _("Choose a person of the school")
YOURSELF = _("You have this record already")
SEES_FILE = _("This person can see the whole file already")
BARRED = _("This person may not see this file")
HAS_IT = _("This person has this record already: take it back first")
WHY = _("Say what it is for")
WHEN = _("Enter the day by which it has to be back")
PAST = _("Choose today or a later day")
TOO_LONG = _("A record is lent for three months at most")
NOT_LENT = _("This record cannot be lent")
NOT_OPEN = _("A record is lent only while its file is open")
GONE = _("It was given back or taken back already")
WHY_BACK = _("Say why it is taken back")
RETURNED = _("Returned by the person it was lent to.")


class BadEnvelope(ValueError):
    """It cannot be meant; `field` is what it is about (recipient, purpose, until, reason) or None.

    The text is a message for whoever tried.
    """

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


def may_lend(record):
    """Whether the person may lend this record to somebody: whoever decides about access does."""
    return may_stand_alone(record) and api.user.has_permission(MANAGE_GRANTS, obj=record)


def envelopes_of(record):
    """All `Envelope`s of a record, the last first."""
    lent = [grant for grant in grants(record).all() if is_envelope(grant)]
    lent.sort(key=lambda grant: (grant.starts, grant.id), reverse=True)
    return [Envelope(grant, first_read(record, grant)) for grant in lent]


def envelope_of(record, id):
    """One `Envelope` of a record, or None."""
    grant = grants(record).get(id)
    if grant is None or not is_envelope(grant):
        return None
    return Envelope(grant, first_read(record, grant))


def first_read(record, grant):
    """When the recipient first opened the record, by the ledger, which enters it before showing."""
    asked = Filter(
        file_uid=uid_of(file_of(record)),
        record_uid=uid_of(record),
        person=grant.user_id,
        kinds=READS,
        since=grant.starts,
    )
    opened = entries(asked, after=0, limit=1)
    return opened[0].moment if opened else None


def people(record):
    """Pairs (user id, name) of those a record can be lent to: the people of the school, by name."""
    own = api.user.get_current().getId()
    return [pair for pair in staff(record) if pair[0] != own]


def lend(record, recipient, purpose, until):
    """Lend a record to a person of the school for a purpose until the end of a day; the `Envelope`.

    :param until: `date`, London.

    Raises `Unauthorized` for who may not, `BadEnvelope` for what cannot be.
    """
    if not api.user.has_permission(MANAGE_GRANTS, obj=record):
        raise Unauthorized()
    if not may_lend(record):
        raise BadEnvelope(NOT_LENT)
    _check(record, recipient, purpose, until)
    sender = api.user.get_current().getId()
    ends = datetime.combine(until + timedelta(days=1), time(), london.LONDON)
    try:
        grant = grants(record).give(
            recipient,
            CASE_READER,
            purpose.strip(),
            sender,
            ends=ends,
            review_on=until,
            how=ENVELOPE,
        )
    except BadGrant as error:
        raise BadEnvelope(str(error)) from error
    enter("envelopes.sent", record, about=recipient, reason=grant.reason, until=until.isoformat())
    words = {"reference": file_of(record).reference, "day": london.format_date(until)}
    tell(
        [recipient],
        _("A record was lent to you"),
        [_("A record of ${reference} was lent to you until ${day}.", mapping=words)],
        shared_url(),
    )
    return Envelope(grant)


def shared_url():
    """Address of the page on which everybody finds what was lent to them."""
    return f"{api.portal.get().absolute_url()}/@@shared-with-you"


def _check(record, recipient, purpose, until):
    file, user_id = file_of(record), api.user.get_current().getId()
    if recipient == user_id:
        raise BadEnvelope(YOURSELF, "recipient")
    if recipient not in dict(people(record)):
        raise BadEnvelope(CHOOSE, "recipient")
    if barriers(file).bars(recipient):
        raise BadEnvelope(BARRED, "recipient")
    state = api.content.get_state(file)
    readers = roles_by_state("View")[file.portal_type, state]
    if CASE_READER not in readers:
        raise BadEnvelope(NOT_OPEN)
    if roles_on(file, recipient) & readers:
        raise BadEnvelope(SEES_FILE, "recipient")
    given = grants(record).of(recipient)
    if any(is_envelope(grant) and grant.revoked_at is None for grant in given):
        raise BadEnvelope(HAS_IT, "recipient")
    if not (purpose or "").strip():
        raise BadEnvelope(WHY, "purpose")
    _check_day(until)


def _check_day(until):
    if until is None:
        raise BadEnvelope(WHEN, "until")
    if until < london.today():
        raise BadEnvelope(PAST, "until")
    if until > london.today() + LONGEST:
        raise BadEnvelope(TOO_LONG, "until")


def give_back(record, id):
    """The recipient says that they have done with it and kept nothing; access ends at once.

    Raises `Unauthorized` for anybody else, `BadEnvelope` when it is back already.
    """
    envelope, user_id = envelope_of(record, id), api.user.get_current().getId()
    if envelope is None or envelope.recipient != user_id:
        raise Unauthorized()
    if envelope.is_closed:
        raise BadEnvelope(GONE)
    grants(record).revoke(id, user_id, str(RETURNED))
    enter("envelopes.returned", record, about=envelope.sender)


def take_back(record, id, why):
    """A lead takes it back; access ends at once. Raises as `give_back`, and without a reason."""
    if not api.user.has_permission(MANAGE_GRANTS, obj=record):
        raise Unauthorized()
    envelope = envelope_of(record, id)
    if envelope is None or envelope.is_closed:
        raise BadEnvelope(GONE)
    why = (why or "").strip()
    if not why:
        raise BadEnvelope(WHY_BACK, "reason")
    grants(record).revoke(id, api.user.get_current().getId(), why)
    enter("envelopes.withdrawn", record, about=envelope.recipient, reason=why)
