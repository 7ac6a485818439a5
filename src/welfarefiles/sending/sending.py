"""Send a pack that is ready: a one-time link by mail, its code and the passphrase by another way.

Page, REST and script call these. What is kept of a link are hashes.
"""

from .. import _
from ..calendars import london
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..notices.mail import letter
from ..notices.mail import queue
from ..notices.mail import tell
from ..packs import passphrases
from ..packs import spool
from ..receipts.confirming import confirm
from ..transfer import links
from ..transfer import offers
from ..transfer import steps
from ..transfer.acting import keep
from ..transfer.acting import need_keeper
from ..transfer.acting import need_sender
from ..transfer.knowing import files_of
from ..transfer.knowing import me
from ..transfer.naming import readable
from ..transfer.questions import BadStep
from ..transfer.steps import Link
from ..transfer.steps import Receipt
from ..transfer.store import transfers_of
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
    need_pack(transfer)
    need_outside(transfer)
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


def need_pack(transfer):
    """Raise `BadStep` unless the pack of a transfer is there."""
    if transfer.pack is None or spool.pack_path(transfer.pack.id) is None:
        raise BadStep("There is no pack to send: build it first.")


def need_outside(transfer):
    """Raise `BadStep` for what goes to a school of the same site: that takes it over by itself."""
    if transfer.stays_here:
        raise BadStep("It goes to a school of this site: offer it to the school.")


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


def offer(school, transfer):
    """Offer what is ready to the receiving school of the same site; the transfer."""
    need_sender(school, transfer)
    need_pack(transfer)
    receiver = offers.receiver_of(transfer)
    if receiver is None:
        raise BadStep("It goes to a school outside this site: send the link.")
    new = steps.offered(transfer, me(), london.now())
    offers.remember(receiver, school, transfer)
    enter("transfer.offer-came", receiver, transfer=transfer.id, sender=school.title)
    _tell_takers(receiver, school, new)
    return keep(school, new, "transfer.offered", to=receiver.title)


def _tell_takers(receiver, school, transfer):
    """The leads of the receiving school hear of the parts that they may take."""
    references = {}
    for part, file in files_of(school, transfer):
        for user_id in offers.takers(receiver, part, file) if file is not None else ():
            references.setdefault(user_id, []).append(part.reference)
    for user_id, its in sorted(references.items()):
        words = {"school": school.title, "references": ", ".join(its)}
        tell(
            [user_id],
            _("Records are offered to your school"),
            [_("${school} offers ${references}: a child moves to you.", mapping=words)],
            f"{receiver.absolute_url()}/@@offers",
        )


def take_offer_back(school, transfer):
    """The receiving school cannot take it any more."""
    need_sender(school, transfer)
    new = steps.taken_back(transfer)
    offers.forget(transfer)
    return keep(school, new, "transfer.offer-ended")


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
    need_outside(transfer)
    path = spool.pack_path(transfer.pack.id) if transfer.pack else None
    if path is None:
        raise BadStep("There is no pack: build it first.")
    if not may_carry(school, transfer):
        raise BadStep("This pack goes by its link alone.")
    for part, file in files_of(school, transfer):
        if file is not None:
            enter_now("transfer.downloaded", file, transfer=transfer.id, part=part.id)
    return path


def may_carry(school, transfer):
    """Whether the pack holds nothing that the person does not read: they could open it."""
    return set(transfer.agreed) <= set(readable(school, transfer))


def show_passphrase(school, transfer):
    """The passphrase, once, to whoever carries the pack over."""
    need_sender(school, transfer)
    need_outside(transfer)
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
    need_outside(transfer)
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
