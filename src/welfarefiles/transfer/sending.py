"""Send a pack that is ready: a one-time link by mail, its code and the passphrase by another way.

Page, REST and script call these. What is kept of a link are hashes.
"""

from .. import _
from ..calendars import london
from ..ledger.writing import enter_now
from ..notices.mail import letter
from ..notices.mail import queue
from . import links
from . import passphrases
from . import spool
from . import steps
from .acting import keep
from .acting import need_keeper
from .acting import need_sender
from .confirming import confirm
from .knowing import files_of
from .knowing import me
from .steps import BadStep
from .steps import Link
from .steps import Receipt
from .store import transfers_of
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api


#: Days a link opens the pack.
LASTS = 28
FOOTER = _("This mail names nobody on purpose. Please do not answer it: ring the school.")


@dataclass(frozen=True)
class Secrets:
    """What is shown once, to be told by telephone. `passphrase`: None when shown before."""

    code: str
    passphrase: str | None


def send(school, transfer):
    """Make the link, mail it to the receiving school, and return (transfer, `Secrets`).

    A link that was out before opens nothing any more.
    """
    need_sender(school, transfer)
    if transfer.pack is None or spool.pack_path(transfer.pack.id) is None:
        raise BadStep("There is no pack to send: build it first.")
    token, code, at = links.new_token(), links.new_code(), london.now()
    link = Link(
        links.hash_of(token),
        links.code_hash(token, code),
        transfer.answers.email,
        at,
        at + timedelta(days=LASTS),
    )
    links.forget(transfer.link)
    new = steps.sent(transfer, link)
    links.remember(token, school, transfer.id)
    secrets = Secrets(code, passphrases.passphrase_of(school, transfer.pack.id))
    passphrases.forget(school, transfer.pack.id)
    _mail(school, link, token)
    keep(school, new, "transfer.sent", pack=new.pack.id, to=link.sent_to)
    return new, secrets


def _mail(school, link, token):
    words = {"school": school.title, "day": london.format_date(london.london_date(link.expires))}
    mail = letter(
        "",
        link.sent_to,
        _("Records for your school wait to be received"),
        [
            _("${school} has records for your school: a child moves to you.", mapping=words),
            _(
                "The page below gives them to you, and asks you to confirm what you received. It "
                "asks for a code, which ${school} tells you by telephone. The page can be used "
                "until ${day}.",
                mapping=words,
            ),
        ],
        f"{api.portal.get().absolute_url()}/@@receipt?link={token}",
        footer=FOOTER,
    )
    queue("", mail, link.sent_to)


def revoke(school, transfer):
    """The link that is out opens nothing any more."""
    need_sender(school, transfer)
    new = steps.revoked(transfer)
    links.forget(transfer.link)
    spool.remove_after_commit(transfer.pack.id)
    return keep(school, new, "transfer.revoked")


def save_pack(school, transfer):
    """Path of the pack, for a lead who carries it over; entered before it leaves."""
    need_sender(school, transfer)
    path = spool.pack_path(transfer.pack.id) if transfer.pack else None
    if path is None:
        raise BadStep("There is no pack: build it first.")
    for part, file in files_of(school, transfer):
        if file is not None:
            enter_now("transfer.downloaded", file, transfer=transfer.id, part=part.id)
    return path


def show_passphrase(school, transfer):
    """The passphrase, once, to whoever carries the pack over."""
    need_sender(school, transfer)
    if transfer.pack is None:
        raise BadStep("There is no pack: build it first.")
    found = passphrases.passphrase_of(school, transfer.pack.id)
    if found is None:
        raise BadStep("It was shown before. Build the pack again for a new one.")
    passphrases.forget(school, transfer.pack.id)
    keep(school, transfer, "transfer.secrets-shown")
    return found


def note_paper(school, transfer, part_id, name, role, on, scan=None):
    """A receipt signed on paper; its scan is the proof (R148)."""
    need_keeper(school, transfer)
    if on is None or on > london.today():
        raise BadStep("Enter the day on the receipt.", "on")
    if on < london.london_date(transfer.at):
        raise BadStep("This day is before the transfer was prepared.", "on")
    if scan is None:
        raise BadStep("Choose the scan of the signed receipt.", "scan")
    at = datetime.combine(on, time(12), london.LONDON)
    said = transfer.answers
    receipt = Receipt(name.strip(), role.strip(), said.school, said.email, at, steps.ON_PAPER, me())
    new = confirm(school, transfer, part_id, receipt, "transfer.paper-noted")
    transfers_of(school).keep_proof(transfer.id, part_id, scan)
    return new
