"""Hand the waiting mails to the mail server. A job does it, every minute.

A mail is entered in the ledger and its file removed after the server took it. Killed in between,
it goes once more: a mail twice rather than a mail never.
"""

from ..ledger.writing import enter
from .mail import PERSON
from .waiting import mail_host
from .waiting import put_away
from .waiting import read_mail
from .waiting import waiting
from dataclasses import dataclass
from email.utils import formataddr
from plone import api

import contextlib
import logging
import os
import smtplib
import time
import transaction


logger = logging.getLogger(__name__)

SENT, WAITS, REFUSED, ELSEWHERE = "sent", "waits", "refused", "elsewhere"
#: Somebody who began to send so long ago (seconds) was killed meanwhile.
ABANDONED = 900


class MailServerDown(Exception):
    """No mail can leave now: every one of them waits."""


@dataclass(frozen=True)
class Sender:
    """From whom mail of the portal comes."""

    name: str
    address: str


def sender():
    """The `Sender` in the site's mail settings. Raises `MailServerDown` when there is none."""
    read = api.portal.get_registry_record
    address = read("plone.email_from_address", default="") or ""
    if not address or not read("plone.smtp_host", default=None):
        raise MailServerDown("No mail server or no sender's address is set in the site")
    return Sender(read("plone.email_from_name", default="") or "", address)


def send_waiting():
    """Send what waits: {what became of it: how many}. Each mail is a transaction of its own.

    Raises `MailServerDown` at the first mail that the server cannot be given; the others wait.
    """
    became = {SENT: 0, REFUSED: 0, ELSEWHERE: 0}
    found = waiting()
    whom = sender() if found else None
    for path in found:
        became[send_one(path, whom)] += 1
    return became


def send_one(path, whom):
    """Send the mail in a file of the queue. SENT, REFUSED, or ELSEWHERE: another one is at it."""
    with _alone(path) as mine:
        if not mine:
            return ELSEWHERE
        try:
            to, mail = read_mail(path)
        except ValueError:
            logger.error("A file in the queue of mails is none; it is put aside")
            put_away(path, keep=True)
            return REFUSED
        person, message = mail.get(PERSON, ""), mail.get("Message-Id", "")
        del mail[PERSON], mail["From"]
        mail["From"] = formataddr((whom.name, whom.address))
        transaction.begin()
        became = _hand_over(whom.address, to, mail.as_bytes())
        enter(f"mail.{became}", about=person, message=message)
        transaction.commit()
        put_away(path, keep=became == REFUSED)
        return became


def _hand_over(sender_address, to, content):
    try:
        mail_host()._makeMailer().send(sender_address, to, content)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        if not _for_good(error):
            raise MailServerDown(type(error).__name__) from None
        logger.error("The mail server refused a mail for good (%s)", type(error).__name__)
        return REFUSED
    except (OSError, smtplib.SMTPException, RuntimeError) as error:
        raise MailServerDown(type(error).__name__) from None
    return SENT


def _for_good(error):
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False  # ours to put right, not the recipient's
    answers = getattr(error, "recipients", None)
    codes = [code for code, _text in answers.values()] if answers else [error.smtp_code]
    return all(500 <= code <= 599 for code in codes)


@contextlib.contextmanager
def _alone(path):
    """Whether this process may send the file; the same mark as the mail host's own thread uses."""
    folder, name = os.path.split(path)
    mark = os.path.join(folder, f".sending-{name}")
    with contextlib.suppress(FileNotFoundError):
        if time.time() - os.stat(mark).st_mtime > ABANDONED:
            os.unlink(mark)
    try:
        os.utime(path)
        os.link(path, mark)
    except (FileExistsError, FileNotFoundError):
        yield False
        return
    try:
        yield True
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(mark)
