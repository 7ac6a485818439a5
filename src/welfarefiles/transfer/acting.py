"""What people do about a transfer before it is sent: page, REST and script call these.

Each asks for the right itself and enters what it does. Raises `AccessControl.Unauthorized` for
whoever may not, `questions.BadStep` for what cannot be.
"""

from ..access.guards import perform
from ..access.guards import reasons
from ..access.guards import TransitionRefused
from ..calendars import london
from ..index.pending import touch
from ..jobs.asking import ask
from ..ledger.writing import enter
from ..packs import passphrases
from ..packs import spool
from ..people.roles import AUTHORISER
from ..people.roles import WELFARE_LEAD
from ..people.stored import uid_of
from ..people.team import school_of
from ..permissions import may
from . import links
from . import offers
from . import questions
from . import steps
from .knowing import chasers
from .knowing import covers
from .knowing import files_of
from .knowing import me
from .knowing import named_records
from .knowing import transfer_of
from .other import other_file
from .questions import BadStep
from .steps import Part
from .steps import Transfer
from .store import transfers_of
from AccessControl import Unauthorized
from secrets import token_hex
from uuid import uuid4


TRANSFER_FILE = "welfarefiles: Transfer file"
SEND = "welfarefiles: Send transfer"

RECEIPTS = "welfarefiles: Keep transfer receipts"
BUILD = "transfer.pack"


def keep(school, transfer, action, reason="", **detail):
    """Store a transfer and enter the step, in each file it is about."""
    transfers_of(school).keep(transfer)
    for part, file in files_of(school, transfer):
        if file is not None:
            enter(action, file, reason=reason, transfer=transfer.id, part=part.id, **detail)
            touch(file)
    return transfer


def prepare(file, answers, with_other=False):
    """Begin the transfer of a file, and of the child's other one if asked; the `Transfer`."""
    need_transfer_right(file)
    school = school_of(file)
    answers = offers.addressed(school, answers)
    under_way = transfer_of(file, school)
    if under_way is not None:
        raise BadStep("A transfer of this file is under way already.")
    other = other_file(file) if with_other else None
    if other is not None:
        need_transfer_right(other)
        if transfer_of(other, school) is not None:
            raise BadStep("A transfer of the child's other file is under way already.", "other")
    together = sorted([file, *([other] if other is not None else [])], key=_order)
    parts = tuple(
        Part(str(number), uid_of(one), one.portal_type, one.reference)
        for number, one in enumerate(together, 1)
    )
    new = Transfer(token_hex(8), parts, answers, me(), london.now())
    check(school, new, answers)
    return keep(school, new, "transfer.prepared")


def _order(file):
    """The child protection file first."""
    return file.portal_type == questions.WELFARE_FILE


def check(school, transfer, answers):
    """Raise `BadStep` for answers that cannot be."""
    questions.check(answers, transfer.has_welfare)
    if answers.chaser not in dict(chasers(school)):
        raise BadStep("Choose a lead or somebody of the office.", "chaser")


def change(school, transfer, answers):
    """Other answers, before it is sent."""
    need_files(school, transfer)
    answers = offers.addressed(school, answers)
    check(school, transfer, answers)
    return keep(school, steps.changed(transfer, answers), "transfer.changed")


def propose_override(school, transfer, why):
    """The welfare file is to go without consent, because …"""
    need_files(school, transfer)
    new = steps.override_proposed(transfer, why, me(), london.now())
    return keep(school, new, "transfer.override-proposed", new.override.why)


def agree_override(school, transfer):
    """A second person agrees to that."""
    need_second(school, transfer)
    new = steps.override_agreed(transfer, me(), london.now())
    return keep(school, new, "transfer.override-agreed", new.override.why)


def hand_over(school, transfer):
    """The files leave `open` through their gate, and the pack is built; id of the job.

    Raises `access.guards.TransitionRefused` with what is missing: then nothing has changed.
    """
    need_files(school, transfer)
    new = steps.handed_over(transfer, me(), london.now())
    files = [file for _part, file in files_of(school, transfer)]
    # of all of them before the first has moved
    found = [why for file in files for why in reasons(file, "transfer")]
    if found:
        raise TransitionRefused(list(dict.fromkeys(found)))
    for file in files:
        perform(file, "transfer")
    keep(school, new, "transfer.handed-over")
    _ask_nobody(school, new)
    return build(school, new)


def build(school, transfer):
    """Ask for the pack to be built, again if need be; id of the job."""
    need_sender(school, transfer)
    steps.need(transfer, steps.HANDED_OVER, steps.READY, steps.SENT)
    pack_id = uuid4().hex
    passphrases.make(school, pack_id)
    return ask(BUILD, school, {"transfer": transfer.id, "pack": pack_id}, once=transfer.id)


def withdraw(school, transfer, why):
    """It does not go. The files stay as they are: whoever wants them back recalls them."""
    need_sender(school, transfer)
    new = steps.withdrawn(transfer, me(), why)
    end(school, transfer)
    return keep(school, new, "transfer.withdrawn", new.withdrawn_why)


def end(school, transfer):
    """Its link and its offer lead nowhere any more, and its pack goes from the server."""
    links.forget(transfer.link)
    offers.forget(transfer)
    if transfer.pack is not None:
        spool.remove_after_commit(transfer.pack.id)
        passphrases.forget(school, transfer.pack.id)
    _ask_nobody(school, transfer)


def _ask_nobody(school, transfer):
    """What was named waits on nobody's list any more."""
    for record in named_records(school, transfer):
        touch(record)


def may_transfer(school, transfer):
    """Whether the person may transfer each of the files."""
    try:
        need_files(school, transfer)
    except (Unauthorized, BadStep):
        return False
    return True


def need_transfer_right(file):
    if not (may("View", file) and may(TRANSFER_FILE, file)):
        raise Unauthorized()


def need_files(school, transfer):
    """Raise `Unauthorized` unless the person may transfer each of the files."""
    for _part, file in files_of(school, transfer):
        if file is None:
            raise BadStep("One of the files is not there any more.")
        need_transfer_right(file)


def need_second(school, transfer):
    """Raise `Unauthorized` unless the person may agree to what somebody else proposed."""
    if not covers(school, transfer, me(), (AUTHORISER, WELFARE_LEAD)):
        raise Unauthorized()


def need_sender(school, transfer):
    """Raise `Unauthorized` unless the person sends transfers of these files."""
    if not (may(SEND, school) and covers(school, transfer, me(), (WELFARE_LEAD,))):
        raise Unauthorized()


def need_keeper(school, transfer):
    """Raise `Unauthorized` unless the person looks after receipts of these files."""
    if not (may(RECEIPTS, school) and covers(school, transfer, me())):
        raise Unauthorized()
