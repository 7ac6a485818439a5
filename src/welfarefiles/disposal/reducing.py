"""Reduce the sender's copy of a file that was received elsewhere (decision 7): two people, no hold.

What stays: the file's row in the register, the transfer with its receipts, and the manifest of the
pack, which proves what was sent without a word of it.
"""

from .. import _
from ..access.removal import disposal_allowed
from ..calendars import london
from ..files.schema import IFrontSheet
from ..interfaces import IRecord
from ..jobs.asking import ask
from ..jobs.kinds import JobKind
from ..jobs.kinds import Mistake
from ..ledger.writing import enter
from ..retention.gathering import holds_on
from ..retention.hold_register import holds_of
from ..transfer.knowing import covers
from ..transfer.knowing import file_of
from ..transfer.knowing import me
from ..transfer.questions import BadStep
from ..transfer.store import transfers_of
from .batch import refuse_closers
from .cleaning import clean_up
from .destroying import closed_by
from .exporting import append_reduced
from AccessControl import Unauthorized
from dataclasses import replace
from plone import api
from zope.component.hooks import getSite
from zope.schema import getFieldsInOrder


REDUCE = "disposal.reduce"
CLEAN = "clean"
#: What the register says of a file.
REGISTER = frozenset(
    {
        "given_name", "family_name", "known_as", "date_of_birth", "upn", "year_group", "reasons",
        "responsible_leader", "separate_cp_file", "consent", "consent_date", "volume",
    }
)  # fmt: skip
AUTHORISE = "welfarefiles: Authorise disposal"
PREPARE = "welfarefiles: Prepare disposal"


def obstacles(school, transfer, part):
    """Sentences that say why the copy of one part may not be reduced now; none means it may."""
    store, file = transfers_of(school), file_of(school, part.uid)
    if store.settings.copy != "reduce":
        yield _("The school keeps its copies (How this school transfers).")
    if part.id not in transfer.receipts:
        yield _("Its receipt is not there.")
    if transfer.pack is None or store.manifest(transfer.pack.id) is None:
        yield _("There is no manifest of what was sent.")
    if part.id in transfer.reduced and transfer.reduced[part.id].get("at"):
        yield _("It is reduced already.")
    if file is None or api.content.get_state(file) != "transferred":
        yield _("The file is not transferred.")
    elif holds_on(file):
        yield _("A hold stands on it.")


def propose(school, transfer, part_id):
    """The first of two people: somebody who prepares disposals."""
    part = _part(school, transfer, part_id, PREPARE)
    asked = {"by": me(), "asked": london.now()}
    new = replace(transfer, reduced={**transfer.reduced, part.id: asked})
    transfers_of(school).keep(new)
    enter("disposal.reduction-proposed", file_of(school, part.uid), transfer=transfer.id)
    return new


def agree(school, transfer, part_id):
    """The second, who authorises disposals; id of the job that does it."""
    part = _part(school, transfer, part_id, AUTHORISE)
    asked = transfer.reduced.get(part.id)
    if not asked:
        raise BadStep(_("Nobody has proposed it."))
    if asked["by"] == me():
        raise BadStep(_("Somebody else has to agree to what you proposed."))
    file = file_of(school, part.uid)
    refuse_closers((asked["by"], me()), (part.uid,), {part.uid: closed_by(file)})
    agreed = {**asked, "agreed_by": me()}
    transfers_of(school).keep(replace(transfer, reduced={**transfer.reduced, part.id: agreed}))
    enter("disposal.reduction-agreed", file, transfer=transfer.id)
    return ask(REDUCE, school, {"transfer": transfer.id, "part": part.id}, once=part.uid)


def _part(school, transfer, part_id, permission):
    """The part, for whoever has the right and where nothing stands in the way."""
    if not (api.user.has_permission(permission, obj=school) and covers(school, transfer, me())):
        raise Unauthorized()
    part = next((one for one in transfer.parts if one.id == part_id), None)
    if part is None:
        raise BadStep(_("There is no such part."))
    found = list(obstacles(school, transfer, part))
    if found:
        raise BadStep(found[0])
    return part


class ReduceCopy(JobKind):
    """``arguments``: ``{"transfer": id, "part": id}``; the context is the school."""

    title = _("Reducing the copy of a file that was transferred")
    permission = AUTHORISE

    def steps(self, context, arguments):
        return [arguments["part"], CLEAN]

    def do(self, context, arguments, step):
        if step == CLEAN:
            return clean_up(getSite())
        transfer = transfers_of(context).get(arguments["transfer"])
        part = next(one for one in transfer.parts if one.id == step)
        asked = transfer.reduced.get(part.id, {})
        if not asked.get("agreed_by") or asked["agreed_by"] == asked["by"]:
            raise Mistake("It takes two people.")
        holds_of(context).keep_still()
        found = list(obstacles(context, transfer, part))
        if found:
            raise Mistake(str(found[0]))
        reduce(context, transfer, part, {**asked, "at": london.now()})
        return None

    def saying(self, step):
        return _("Removing what is left of them") if step == CLEAN else _("Removing records")


def reduce(school, transfer, part, asked):
    """Take the records and the rest of the front sheet away, in the present transaction.

    :param asked: who asked for it, who agreed, and when: what the transfer keeps of it.
    """
    file = file_of(school, part.uid)
    records = [one.getId() for one in file.objectValues() if IRecord.providedBy(one)]
    with disposal_allowed():
        for id in records:
            file._delObject(id)
    for name, field in getFieldsInOrder(IFrontSheet):
        if name not in REGISTER and not field.readonly:
            setattr(file, name, field.missing_value)
    file.reindexObject()
    done = {**asked, "records": len(records)}
    append_reduced(
        {
            **done,
            "file_uid": part.uid,
            "reference": part.reference,
            "transfer": transfer.id,
            "part": part.id,
        }
    )
    transfers_of(school).keep(replace(transfer, reduced={**transfer.reduced, part.id: done}))
    enter(
        "disposal.reduced",
        file,
        transfer=transfer.id,
        records=len(records),
        manifest=transfer.pack.manifest_hash,
    )
