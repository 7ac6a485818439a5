"""A child comes back, or the way out was a mistake: the transfer that was under way ends too."""

from .. import _
from ..people.stored import uid_of
from ..people.team import school_of
from . import steps
from .acting import end
from .knowing import me
from .store import transfers_of
from dataclasses import replace


def file_recalled(file, event):
    """Subscriber of a file's transitions: nobody can fetch a pack of what is open again."""
    if event.transition is None or event.transition.id not in ("recall", "reopen"):
        return
    file.transferred_on = None
    school = school_of(file)
    store = transfers_of(school)
    for transfer in store.of(uid_of(file)):
        if transfer.under_way and transfer.state != steps.PREPARED:
            end(school, transfer)
            withdraw(store, transfer)


def withdraw(store, transfer):
    """Withdraw it; where a part was received already, only its link or offer ends."""
    if transfer.receipts:
        store.keep(replace(transfer, link=None, offer=None))
    else:
        store.keep(steps.withdrawn(transfer, me(), str(_("The file was recalled."))))
