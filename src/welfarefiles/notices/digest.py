"""One mail a day, of all there was to say, to those who chose so.

Until then each message is a file beside the queue of mails, written and dropped with the
transaction as a mail is. It goes away after the daily mail is in the queue: killed in between, a
message is told twice rather than never.
"""

from .. import _
from ..ledger.writing import enter
from .mail import address_of
from .mail import letter
from .mail import PERSON
from .mail import queue
from .waiting import gathered
from .waiting import put_away
from .waiting import read_mail

import logging
import transaction


logger = logging.getLogger(__name__)


def send_digests():
    """Put one mail for each person into the queue; joins the transaction. Returns how many."""
    waiting = {}
    for path in gathered():
        try:
            _address, mail = read_mail(path)
        except ValueError:
            logger.error("A file among the messages of the day is none; it is put aside")
            put_away(path, keep=True)
            continue
        waiting.setdefault(mail.get(PERSON, ""), []).append((path, mail))
    for user_id, found in sorted(waiting.items()):
        write_one(user_id, [mail for _path, mail in found])
    paths = [path for found in waiting.values() for path, _mail in found]
    transaction.get().addAfterCommitHook(_remove, args=(paths,))
    return len(waiting)


def write_one(user_id, mails):
    """Queue the mail of the day of one person, out of several messages, the oldest first."""
    address = address_of(user_id)
    if address is None:
        enter("mail.unreached", about=user_id)
        return
    subject = _("Welfare Files: messages of the day: ${number}", mapping={"number": len(mails)})
    lines = [f"{mail['Subject']}\n\n{mail.get_content().strip()}" for mail in mails]
    queue(user_id, letter(user_id, address, subject, lines), address)


def _remove(committed, paths):
    for path in paths if committed else ():
        put_away(path, keep=False)
