"""Verifying a pack, and taking it in, as jobs. Their ``arguments``: ``{"pack": id}``."""

from .. import _
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..received import store
from ..received.reading import BadPack
from ..received.reading import pieces
from ..received.reading import verify_piece
from ..received.taking import front_sheet_of
from ..received.taking import take
from ..transfer.acting import RECEIPTS
from . import bringing
from .looking import GONE
from .looking import opened
from .looking import parts_of
from zExceptions import NotFound
from zope.i18n import translate


#: The last step of verifying.
VERDICT = "verdict"
WORDS = {"files": _("Every file of it"), "records": _("Every record and its signature")}


class Verify(JobKind):
    """A piece of the pack a step; at the end it waits for a decision, or is refused.

    That a pack is refused is an answer, and no job that failed.
    """

    title = _("Verifying a transfer pack")
    permission = RECEIPTS

    def steps(self, context, arguments):
        received = store.by_id(context, arguments["pack"])
        try:
            with opened(received, is_known=True) as pack:
                return [*pieces(pack), VERDICT]
        except BadPack:
            return [VERDICT]

    def do(self, context, arguments, step):
        received = store.by_id(context, arguments["pack"])
        if received.state != store.CHECKING:
            return  # refused by a step before, or removed meanwhile
        try:
            with opened(received, is_known=True) as pack:
                if step != VERDICT:
                    verify_piece(pack, step)
                    return
                for part in pack.manifest["parts"]:
                    front_sheet_of(pack, part)
            bringing.refuse_twice(context, received)
        except BadPack as error:
            bringing.refuse(context, received, error)
            return
        bringing.accept_verified(context, received)

    def saying(self, step):
        return WORDS.get(step.partition(":")[0], "")


class TakeIn(JobKind):
    """One step, so that all of it is there or nothing."""

    title = _("Taking a transfer pack in")
    permission = RECEIPTS

    def do(self, context, arguments, step):
        received = store.by_id(context, arguments["pack"])
        if received is None or received.state != store.WAITING:
            raise Mistake(translate(GONE))
        try:
            # the seal and the manifest are those that were verified, so every byte is
            with opened(received) as pack:
                parts_of(context, pack)  # whoever asked may know of it still
                files = take(context, received, pack)
        except NotFound:
            raise Mistake(translate(GONE)) from None
        except BadPack as error:
            raise Mistake(translate(error.args[0])) from error
        bringing.remove_when_done(received.id)
        return [file.reference for file in files]

    def saying(self, step):
        return _("Files and records")
