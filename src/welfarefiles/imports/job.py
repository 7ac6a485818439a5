"""Taking a pack in as a job: one step, so that all of it is there or nothing."""

from .. import _
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..transfer.acting import RECEIPTS
from . import store
from .bringing import GONE
from .bringing import opened
from .bringing import parts_of
from .bringing import remove_when_done
from .reading import BadPack
from .reading import verify
from .taking import take
from zExceptions import NotFound
from zope.i18n import translate


class TakeIn(JobKind):
    """``arguments``: ``{"pack": id}``; the context is the school."""

    title = _("Taking a transfer pack in")
    permission = RECEIPTS

    def do(self, context, arguments, step):
        received = store.by_id(context, arguments["pack"])
        if received is None or received.state != store.WAITING:
            raise Mistake(translate(GONE))
        try:
            with opened(received) as pack:
                verify(pack)
                parts_of(context, pack)  # whoever asked may know of it still
                files = take(context, received, pack)
        except NotFound:
            raise Mistake(translate(GONE)) from None
        except BadPack as error:
            raise Mistake(translate(error.args[0])) from error
        remove_when_done(received.id)
        return [file.reference for file in files]

    def saying(self, step):
        return _("Files and records")
