"""The folder in which mails wait until the mail server takes them.

A Maildir as the mail host's own queue: one file a mail, private to the server's account.
"""

from ..sql.configuration import data_folder
from ..sql.configuration import setting
from email import message_from_bytes
from email.policy import SMTP
from Products.CMFCore.utils import getToolByName
from zope.component.hooks import getSite
from zope.sendmail.maildir import Maildir

import contextlib
import os


FOLDER = "mail-queue"
_ENVELOPE = (b"X-Zope-From: ", b"X-Zope-To: ")


def mail_host():
    """The site's mail host: the server's address, and its queue when that is on."""
    return getToolByName(getSite(), "MailHost")


def queue_folder():
    """Path of the Maildir, made with all above it if there is none.

    The mail host's own when its queue is on, else the setting "mail-queue", else
    `instance/var/mail-queue`.
    """
    host = mail_host()
    own = host.smtp_queue_directory if getattr(host, "smtp_queue", False) else None
    return _made(own or setting(FOLDER) or os.path.join(data_folder(), FOLDER))


def digest_folder():
    """Path of the Maildir beside it, of messages that wait for the mail of the day."""
    return _made(queue_folder().rstrip("/") + "-digest")


def _made(path):
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(path, part), mode=0o700, exist_ok=True)
    return path


def waiting():
    """Paths of the mails that wait, the oldest first."""
    return list(Maildir(queue_folder()))


def gathered():
    """Paths of the messages that wait for the mail of the day, the oldest first."""
    return list(Maildir(digest_folder()))


def read_mail(path):
    """(addresses, message) of a file of either folder; raises ValueError where it is none."""
    with open(path, "rb") as opened:
        first, second, rest = opened.read().split(b"\n", 2)
    if not (first.startswith(_ENVELOPE[0]) and second.startswith(_ENVELOPE[1])):
        raise ValueError(f"not a mail of the queue: {os.path.basename(path)}")
    return second.removeprefix(_ENVELOPE[1]).decode().split(", "), message_from_bytes(
        rest, policy=SMTP
    )


def put_away(path, keep):
    """Remove a file; `keep`: put it aside, for whoever runs the server."""
    folder, name = os.path.split(path)
    with contextlib.suppress(FileNotFoundError):
        if keep:
            os.replace(path, os.path.join(folder, f".rejected-{name}"))
        else:
            os.unlink(path)


def refused():
    """How many mails the mail server refused for good; they are kept for whoever runs it."""
    names = os.listdir(os.path.join(queue_folder(), "new"))
    return sum(name.startswith(".rejected-") for name in names)
