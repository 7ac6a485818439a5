"""Carry out an authorised batch as a job: each file in a transaction of its own, then the remains.

Killed in the middle it goes on where it was: a file is destroyed with its tombstone or not at all.
What stands in the way of one file keeps that file and no other.
"""

from .. import _
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..retention.acting import file_of
from .acting import finish
from .batch import AUTHORISED
from .batch import BadStep
from .cleaning import clean_up
from .destroying import destroy
from .destroying import obstacles_of
from .exporting import append
from .register import disposals_of
from contextlib import suppress
from zope.component.hooks import getSite


CARRY_OUT = "disposal.carry-out"
FINISH, CLEAN = "finish", "clean"
WITHDRAWN = "The batch was withdrawn."
AGAIN = "It was not destroyed. Carry the batch out again."


class CarryOut(JobKind):
    """``arguments``: ``{"batch": id}``; the context is the school."""

    title = _("Carrying out a disposal")
    permission = "welfarefiles: Prepare disposal"

    def steps(self, context, arguments):
        batch = disposals_of(context).batch(arguments["batch"])
        return [*(batch.to_destroy if batch else ()), CLEAN, FINISH]

    def do(self, context, arguments, step):
        if step == CLEAN:
            return clean_up(getSite())
        batch = disposals_of(context).batch(arguments["batch"])
        if step == FINISH:
            return self.end(context, batch)
        file = file_of(context, step)
        if file is not None:
            with suppress(BadStep):  # said at the end, when all the others are destroyed
                append(destroy(file, batch))
        return None

    def end(self, context, batch):
        """Note the end; and that every tombstone stands outside the databases too."""
        left = list(self.left(context, batch))
        if left:
            raise Mistake(" ".join(left))
        if batch.state == AUTHORISED:
            finish(context, batch)
        for stone in disposals_of(context).tombstones(batch.id):
            append(stone)

    def left(self, context, batch):
        """A sentence for each file that was not destroyed: what stands in its way."""
        found = (file_of(context, uid) for uid in batch.to_destroy)
        for file in filter(None, found):
            why = " ".join(obstacles_of(file)) if batch.state == AUTHORISED else WITHDRAWN
            yield f"{file.reference}: {why or AGAIN}"

    def saying(self, step):
        names = {FINISH: _("Writing the certificate"), CLEAN: _("Removing what is left of them")}
        return names.get(step, _("Destroying a file"))
