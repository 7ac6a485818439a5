"""Build the pack of a transfer as a job: so many records a step, each step a segment of the zip.

A step that is done again writes its segment anew. Nothing of a pack is in memory but what is at
hand, and one row for each record.
"""

from .. import _
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..packs import spool
from ..packs.contents import packed_uids
from ..packs.passphrases import passphrase_of
from ..transfer import steps
from ..transfer.acting import SEND
from ..transfer.store import transfers_of
from . import segments
from .finishing import finish


FINISH = "finish"
#: Records of a step.
AT_ONCE = 25
NOT_NOW = "The pack cannot be built any more: the transfer has moved on."


class BuildPack(JobKind):
    """``arguments``: ``{"transfer": id, "pack": id}``; the context is the school."""

    title = _("Transfer pack")
    permission = SEND

    def steps(self, context, arguments):
        transfer = self.transfer(context, arguments)
        found = [
            segments.key(part.id, start)
            for part in transfer.parts
            for start in range(0, len(packed_uids(part, transfer.agreed)), AT_ONCE)
        ]
        return [*found, FINISH]

    def do(self, context, arguments, step):
        transfer, pack_id = self.transfer(context, arguments), arguments["pack"]
        passphrase = passphrase_of(context, pack_id)
        if passphrase is None:
            raise Mistake(NOT_NOW)
        if step == FINISH:
            finish(context, transfer, pack_id, passphrase)
            return None
        part_id, start = segments.place(step)
        part = next(part for part in transfer.parts if part.id == part_id)
        uids = packed_uids(part, transfer.agreed)[start : start + AT_ONCE]
        segments.write(context, part, start, uids, pack_id, passphrase)
        return len(uids)

    def transfer(self, school, arguments):
        """The transfer, if a pack of it can still be built."""
        found = transfers_of(school).get(arguments["transfer"])
        if found is None or found.state not in (steps.HANDED_OVER, steps.READY, steps.SENT):
            spool.remove(arguments["pack"])
            raise Mistake(NOT_NOW)
        return found

    def saying(self, step):
        return _("Putting it together") if step == FINISH else _("Records")
