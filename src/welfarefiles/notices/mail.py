"""Mail to people of the school, sent after the transaction by the queue of the mail host."""

from .. import _
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..ledger.writing import LedgerUnavailable
from .choice import DAILY
from .choice import way_of
from .waiting import digest_folder
from .waiting import queue_folder
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.sendmail.delivery import QueuedMailDelivery

import secrets


#: Says to the queue whose mail it is; taken out before the mail leaves.
PERSON = "X-Welfarefiles-Person"
LANGUAGE = "en"
FOOTER = _(
    "This mail names nobody on purpose. Sign in to Welfare Files to read more. "
    "Please do not answer it."
)


def tell_now(user_ids, subject, lines, link=""):
    """The same as `tell`, whatever becomes of the transaction: what is told of a refusal."""
    return tell(user_ids, subject, lines, link, hand_on=queue_now)


def tell(user_ids, subject, lines, link="", at_once=False, hand_on=None):
    """Mail the same words to each of the people who has an address, one mail each.

    `subject`, `lines`: messages (i18n) with references, never with the name of a child; `link`:
    address of a page, or "". Joins the transaction: nothing is sent when it aborts, and a mail
    server that is down is a waiting mail, not an error here. Who chose one mail a day gets it with
    the others then, unless it has to be known `at_once` (an emergency, their own account). Returns
    the ids of the people it could not write to (no account, no address).
    """
    unreached = []
    for user_id in dict.fromkeys(user_ids):
        address = address_of(user_id)
        if address is None:
            unreached.append(user_id)
            continue
        if hand_on is not None or at_once or way_of(user_id) != DAILY:
            mail = letter(user_id, address, subject, lines, link)
            (hand_on or queue)(user_id, mail, address)
        else:
            gather(user_id, letter(user_id, address, subject, lines, link, footer=""), address)
    return unreached


def address_of(user_id):
    """Mail address of a member of staff, or None."""
    member = api.user.get(userid=user_id) if user_id else None
    text = (member.getProperty("email", "") or "").strip() if member is not None else ""
    try:
        address = Address(addr_spec=text) if text else None
    except (MessageError, ValueError, IndexError):
        return None
    return text if address is not None and address.domain and text.isascii() else None


def letter(user_id, address, subject, lines, link="", footer=FOOTER):
    """The mail itself, without a sender: that is put in when it leaves."""
    said = [_said(line) for line in lines]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(_said(subject).split())
    mail["To"] = Address(addr_spec=address)
    mail["Date"] = localtime()
    mail["Message-Id"] = f"<{secrets.token_hex(16)}@welfarefiles>"
    mail["Auto-Submitted"] = "auto-generated"
    mail[PERSON] = user_id
    parts = ["\n\n".join(said), link, _said(footer)]
    mail.set_content("\n\n".join(filter(None, parts)) + "\n")
    return mail


def queue(user_id, mail, address):
    """Let a mail wait in the queue from the end of the transaction on."""
    QueuedMailDelivery(queue_folder()).send("", [address], mail.as_bytes())
    enter("mail.queued", about=user_id, message=mail["Message-Id"])


def gather(user_id, mail, address):
    """Let a message wait for the mail of the day, from the end of the transaction on."""
    QueuedMailDelivery(digest_folder()).send("", [address], mail.as_bytes())
    enter("mail.gathered", about=user_id, message=mail["Message-Id"])


def queue_now(user_id, mail, address):
    """Let a mail wait in the queue from now on."""
    delivery = QueuedMailDelivery(queue_folder())
    waits = delivery.createDataManager("", [address], mail.as_bytes())
    try:
        enter_now("mail.queued", about=user_id, message=mail["Message-Id"])
    except LedgerUnavailable:
        waits.abort(None)
        raise
    waits.tpc_finish(None)


def _said(message):
    return str(translate(message, context=getRequest(), target_language=LANGUAGE))
