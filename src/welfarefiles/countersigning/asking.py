"""Asking somebody for a second signature, and giving or declining it (R025).

Page, REST and script call these. Whoever is asked reads the record and signs; they cannot change
it. Who does not see it is given this one record for as long as they are asked, by whoever may give
access. Nobody signs twice. Each raises `FieldInvalid` with a sentence for what cannot be done.
"""

from .. import _
from ..access.barriers import barriers
from ..calendars import london
from ..errors import FieldInvalid
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.staff import staff
from ..permissions import ADD_RECORD
from ..permissions import COUNTERSIGN
from ..permissions import may
from ..records.events import file_of
from ..rest.fromjson import text_of
from ..rest.wording import Unreadable
from ..signing.addenda import is_correctable
from ..signing.seal import add_link
from ..signing.seal import added_by
from .asked import Asked
from .asked import asked_of
from .asked import DECLINED
from .asked import end
from .asked import keep
from .asked import SIGNED
from .asked import standing
from .asked import WITHDRAWN
from .rule import ACCOUNT
from .rule import asks_for_one
from .rule import missing
from .rule import ROLES
from .rule import WITNESS
from .sight import let_in
from .sight import let_out
from .sight import said
from .sight import sees
from datetime import UTC
from plone import api
from secrets import token_hex


LIST = "welfarefiles.signing.second_signatures"
LONGEST = 500
#: Links by which somebody has signed.
SIGNATURES = frozenset({"signed", "submitted", "authorised", "countersigned"})

NOT_NOW = _("Only a signed or authorised record is signed by a second person.")
WHO = _("Choose one of the school's people.")
ROLE = _("Say as what they sign.")
YOURSELF = _("Somebody else asks you for your signature.")
HAS_SIGNED = _("This person has signed already.")
IS_ASKED = _("This person has been asked already.")
SHUT_OUT = _("This person is shut out of this child's files.")
WHY = _("Say why you do not sign.")
NO_REQUEST = _("There is no such request any more.")
TOO_LONG = _("This is too long: at most 500 characters.")


def may_ask(record):
    """Whether the person may ask others to sign: whoever may add records here, what is signed."""
    return may(ADD_RECORD, record) and is_correctable(record)


def may_sign(record):
    """Whether the person is asked to sign, and may now."""
    own = api.user.get_current().getId()
    return (
        asked_of(record, own) is not None
        and is_correctable(record)
        and may(COUNTERSIGN, record)
        and own not in signers(record)
    )


def signers(record):
    """User ids of those who have signed, in the order in which they did."""
    return [added_by(record, link) for link in record.later if link["kind"] in SIGNATURES]


def missing_roles(record):
    """Roles in which somebody has still to sign a signed record, asked or not."""
    if not is_correctable(record):
        return []
    lines = api.portal.get_registry_record(LIST, default=None)
    asks = asks_for_one(lines, record.portal_type, getattr(record, "kind", None))
    return missing(named(record), asks, signers(record))


def named(record):
    """`{role: user id or None}` of those the record says had the conversation and were there."""
    return {ACCOUNT: record.account_of, WITNESS: record.witness}


def people(record):
    """Pairs (user id, name) of those who can be asked: the school's people who have not signed."""
    without = {api.user.get_current().getId(), *signers(record)}
    without |= barriers(file_of(record)).standing()
    return [pair for pair in staff(record) if pair[0] not in without]


def ask(record, person, role, note=""):
    """Ask a person of the school for a second signature; the `Asked`. They are told by mail."""
    note = written(note, "note")
    check(record, person, role)
    by = api.user.get_current().getId()
    grant = "" if sees(record, person) else let_in(record, person)
    asked = Asked(
        id=token_hex(8),
        person=person,
        role=role,
        by=by,
        at=london.now().astimezone(UTC),
        note=note,
        grant=grant,
    )
    keep(record, asked)
    enter("countersigning.asked", record, about=person, role=role)
    words = {"reference": file_of(record).reference}
    tell(
        [person],
        _("You are asked to sign a record"),
        [_("You are asked to read and sign a record of ${reference}.", mapping=words)],
        record.absolute_url(),
    )
    return asked


def check(record, person, role):
    """Refuse a request that cannot be met."""
    if not is_correctable(record):
        raise FieldInvalid(NOT_NOW, None)
    if person == api.user.get_current().getId():
        raise FieldInvalid(YOURSELF, "person")
    if person not in dict(staff(record)):
        raise FieldInvalid(WHO, "person")
    if role not in ROLES:
        raise FieldInvalid(ROLE, "role")
    if person in signers(record):
        raise FieldInvalid(HAS_SIGNED, "person")
    if asked_of(record, person):
        raise FieldInvalid(IS_ASKED, "person")
    if barriers(file_of(record)).bars(person):
        raise FieldInvalid(SHUT_OUT, "person")


def countersign(record):
    """Sign a record one was asked to sign; the link. Who asked is told."""
    own = api.user.get_current().getId()
    asked = asked_of(record, own)
    if asked is None:
        raise FieldInvalid(NO_REQUEST, None)
    if not is_correctable(record):
        raise FieldInvalid(NOT_NOW, None)
    if own in signers(record):
        raise FieldInvalid(HAS_SIGNED, None)
    link = add_link(record, "countersigned", own, role=said(asked.role_short))
    enter("countersigning.signed", record, about=asked.by, fingerprint=link["hash"])
    over(record, asked, SIGNED)
    tell_asker(record, asked, _("A record was signed"), SIGNED_LINE)
    return link


def decline(record, reason):
    """Do not sign, and say why; the `Asked`. Who asked is told."""
    asked = asked_of(record, api.user.get_current().getId())
    if asked is None:
        raise FieldInvalid(NO_REQUEST, None)
    reason = written(reason, "reason")
    if not reason:
        raise FieldInvalid(WHY, "reason")
    enter("countersigning.declined", record, about=asked.by, reason=reason)
    tell_asker(record, asked, _("A signature was declined"), DECLINED_LINE)
    return over(record, asked, DECLINED, reason)


def withdraw(record, id):
    """Take a request back; the `Asked`."""
    asked = next((one for one in standing(record) if one.id == id), None)
    if asked is None:
        raise FieldInvalid(NO_REQUEST, None)
    enter("countersigning.withdrawn", record, about=asked.person)
    return over(record, asked, WITHDRAWN)


SIGNED_LINE = _("Somebody you asked has signed a record of ${reference}.")
DECLINED_LINE = _("Somebody you asked does not sign a record of ${reference}, and says why.")


def tell_asker(record, asked, subject, line):
    words = {"reference": file_of(record).reference}
    tell([asked.by], subject, [_(line, mapping=words)], record.absolute_url())


def over(record, asked, how, reason=""):
    """End a request, and the sight of the record that was given for it."""
    own = api.user.get_current().getId()
    ended = end(record, asked, how, own, reason)
    if asked.grant:
        let_out(record, asked.grant)
    return ended


def written(given, name):
    """A short text that can be kept, "" for none."""
    try:
        text = text_of(given or "")
    except Unreadable as error:
        raise FieldInvalid(error.args[0], name) from error
    if len(text) > LONGEST:
        raise FieldInvalid(TOO_LONG, name)
    return text
