"""Carry out an authorised batch as a job: each file in a transaction of its own, then the remains.

Killed in the middle it goes on where it was: a file is destroyed with its tombstone or not at all.
"""

from .. import _
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..retention.acting import file_of
from .acting import finish
from .batch import AUTHORISED
from .batch import BadStep
from .cleaning import clean
from .destroying import destroy
from .exporting import append
from .register import disposals_of


CARRY_OUT = "disposal.carry-out"
FINISH, CLEAN = "finish", "clean"


class CarryOut(JobKind):
    """``arguments``: ``{"batch": id}``; the context is the school."""

    title = _("Carrying out a disposal")
    permission = "welfarefiles: Prepare disposal"

    def steps(self, context, arguments):
        batch = disposals_of(context).batch(arguments["batch"])
        return [*(batch.to_destroy if batch else ()), FINISH, CLEAN]

    def do(self, context, arguments, step):
        if step == CLEAN:
            return clean(context._p_jar.db())
        batch = disposals_of(context).batch(arguments["batch"])
        if step == FINISH:
            return self.end(context, batch)
        file = file_of(context, step)
        if file is None:
            return None
        try:
            append(destroy(file, batch))
        except BadStep as error:
            raise Mistake(str(error)) from error
        return None

    def end(self, context, batch):
        """Note the end; and that every tombstone stands outside the databases too."""
        if batch.state == AUTHORISED:
            finish(context, batch)
        for stone in disposals_of(context).tombstones(batch.id):
            append(stone)

    def saying(self, step):
        names = {FINISH: _("Writing the certificate"), CLEAN: _("Removing what is left of them")}
        return names.get(step, _("Destroying a file"))
