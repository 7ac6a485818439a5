"""The folder in which mails wait until the mail server takes them.

A Maildir as the mail host's own queue: one file a mail, private to the server's account.
"""

from ..sql.configuration import data_folder
from ..sql.configuration import setting
from Products.CMFCore.utils import getToolByName
from zope.component.hooks import getSite
from zope.sendmail.maildir import Maildir

import os


FOLDER = "mail-queue"


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
    path = own or setting(FOLDER) or os.path.join(data_folder(), FOLDER)
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(path, part), mode=0o700, exist_ok=True)
    return path


def waiting():
    """Paths of the mails that wait, the oldest first."""
    return list(Maildir(queue_folder()))


def refused():
    """How many mails the mail server refused for good; they are kept for whoever runs it."""
    names = os.listdir(os.path.join(queue_folder(), "new"))
    return sum(name.startswith(".rejected-") for name in names)
