"""Taking over what was accepted, as a job: a part a step, all of it and its receipt or nothing."""

from .. import _
from ..calendars import london
from ..cells import as_csv
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..jobs.kinds import Result
from ..packs import passphrases
from ..packs import spool
from ..people.names import fullname
from ..people.roles import WELFARE_LEAD
from ..receipts import confirming
from ..received import store
from ..received.reading import BadPack
from ..received.reading import open_pack
from ..received.reading import verify
from ..received.taking import take
from ..transfer import steps
from ..transfer.knowing import me
from ..transfer.questions import BadStep
from ..transfer.store import transfers_of
from .answering import ANSWER
from .offered import chosen
from .offered import GONE
from contextlib import contextmanager
from zope.globalrequest import getRequest
from zope.i18n import translate

import transaction


NO_PACK = _("The pack is not there any more: the sending school has to build it again.")
HEADINGS = ("Their reference", "Taken over", "Ours", "Why not")


class TakeOver(JobKind):
    """``arguments``: ``{"parts": [key]}`` (`offered.Offered.key`); the context is the school."""

    title = _("Taking files over from another school")
    permission = ANSWER

    def steps(self, context, arguments):
        return arguments["parts"]

    def do(self, context, arguments, step):
        """What became of one part; where it is the only one, the job itself fails with it."""
        [one] = chosen(context, [step])
        before = transaction.savepoint()
        try:
            file = take_over(context, one)
        except (BadPack, BadStep) as error:
            if len(arguments["parts"]) == 1:
                raise Mistake(said(error)) from error
            before.rollback()
            reference = one.part.reference if one is not None else ""
            return {"reference": reference, "file": "", "why": said(error)}
        return {"reference": one.part.reference, "file": file.reference, "why": ""}

    def saying(self, step):
        return _("Files and records")

    def result(self, context, arguments, outcomes):
        if len(outcomes) == 1:
            return None
        rows = sorted(outcomes, key=lambda one: (bool(one["file"]), one["reference"]))
        table = [
            (one["reference"], "Yes" if one["file"] else "No", one["file"], one["why"])
            for one in rows
        ]
        name = f"taken-over-{london.today().isoformat()}.csv"
        return Result(name, "text/csv", as_csv(HEADINGS, table).encode())


def said(error):
    """The sentence of a refusal, as plain text."""
    return translate(error.args[0], context=getRequest())


def take_over(school, one):
    """Make the file of one offered part here and give the receipt for it; the new file.

    Raises `BadPack`, `BadStep`; then the caller takes back whatever was made.
    """
    if one is None:
        raise BadStep(GONE)
    with pack_of(one) as pack:
        verify(pack)
        received = received_from(one, pack)
        [file] = take(school, received, pack, [one.part.id])
    new = transfers_of(one.sender).get(one.transfer.id)
    new = confirming.confirm(one.sender, new, one.part.id, receipt(school), "transfer.accepted")
    if new.state == steps.RECEIVED:
        confirming.tell_sender(one.sender, new)
    return file


@contextmanager
def pack_of(one):
    """The pack, opened with the passphrase that nobody was shown. Raises `BadPack`."""
    path = spool.pack_path(one.transfer.pack.id)
    passphrase = passphrases.passphrase_of(one.sender, one.transfer.pack.id)
    if path is None or passphrase is None:
        raise BadPack(NO_PACK)
    with path.open("rb") as file, open_pack(file, passphrase) as pack:
        yield pack


def received_from(one, pack):
    """What the school keeps of a pack of which it takes one part."""
    return store.Received(
        id=store.new_id(),
        pack=pack.id,
        transfer=one.transfer.id,
        sender=one.sender.title,
        manifest_hash=pack.manifest_hash,
        at=london.now(),
        by=me(),
        references=(one.part.reference,),
        types=(one.part.type,),
    )


def receipt(school):
    """The signed-in person's, in the name of the school."""
    own = transfers_of(school).settings
    return steps.Receipt(
        name=fullname(me()),
        role=WELFARE_LEAD,
        school=school.title,
        address=own.email,
        at=london.now(),
        how=steps.WITHIN,
    )
