"""Several files to one school, at the end of a year for instance: each with its own transfer.

They are prepared at once, with what was answered for all; a job hands them over one by one through
the same gate. Page and REST call these.
"""

from .. import _
from ..access.guards import NOT_ALLOWED
from ..access.guards import TransitionRefused
from ..calendars import london
from ..cells import as_csv
from ..closure.together import open_files
from ..jobs.asking import ask
from ..jobs.kinds import JobKind
from ..jobs.kinds import Result
from ..lookup.register import Filters
from ..permissions import may
from ..sending import sending
from ..transfer import acting
from ..transfer import steps
from ..transfer.acting import SEND
from ..transfer.knowing import file_of
from ..transfer.knowing import known_transfer
from ..transfer.knowing import known_transfers
from ..transfer.leaving import names_leaving
from ..transfer.questions import BadStep
from ..transfer.store import transfers_of
from AccessControl import Unauthorized
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from zope.globalrequest import getRequest
from zope.i18n import translate

import transaction


KIND = "transfer.together"
MOST = 500
NONE = _("Choose the files that are to go.")
TOO_MANY = _("Choose 500 at most.")
NOT_THEM = _("One of the files you chose is not among your open files: choose again.")
HEADINGS = ("Reference", "Handed over", "Why not", "Records that name other children, not settled")


@dataclass(frozen=True)
class Consent:
    """What parents said to sending one welfare file; see `questions.Answers`."""

    consent: str = ""
    consent_by: str = ""
    consent_on: date | None = None


def files_to_go(school, year_group=""):
    """(register row, state of its summary, its transfer or None) of open files that may go.

    :param year_group: its token, "" for all.
    """
    years = frozenset({year_group}) if year_group else frozenset()
    prepared = prepared_by_file(school)
    rows = open_files(school, "transfer", Filters(state=frozenset({"open"}), year_group=years))
    return [(row, state, prepared.get(row.uid)) for row, state in rows]


def prepared_by_file(school):
    """`{file uid: its transfer}` of those that are prepared and not handed over."""
    found = transfers_of(school).under_way()
    return {part.uid: one for one in found if one.state == steps.PREPARED for part in one.parts}


def hand_over_together(school, answers, consents):
    """Prepare a transfer for each file that has none, and ask for the job that hands them over.

    :param answers: `questions.Answers` for all; not asked for files that are prepared already.
    :param consents: `{file uid: Consent}` of the files chosen.
    :return: id of the job. Raises `BadStep`, whose `file` is the UID of the file it is about, or
        "": then nothing is prepared.
    """
    if not may(SEND, school):
        raise Unauthorized()
    if not consents or len(consents) > MOST:
        raise BadStep(TOO_MANY if consents else NONE, "file")
    if not set(consents) <= {row.uid for row, _state, _transfer in files_to_go(school)}:
        raise BadStep(NOT_THEM, "file")
    before, prepared = transaction.savepoint(), prepared_by_file(school)
    ids = {}
    for uid, consent in consents.items():
        try:
            found = prepared.get(uid) or _prepare(school, uid, answers, consent)
        except BadStep as error:
            before.rollback()
            error.file = uid if error.field in Consent.__dataclass_fields__ else ""
            raise
        ids[found.id] = uid
    return ask(KIND, school, {"transfers": list(ids)})


def _prepare(school, uid, answers, consent):
    file = file_of(school, uid)
    said = consent if file.portal_type == "WelfareFile" else Consent()
    return acting.prepare(file, replace(answers, **vars(said)))


class HandOverTogether(JobKind):
    """``arguments``: ``{"transfers": [id]}``; the context is the school. One transfer a step."""

    title = _("Transferring several files")
    permission = SEND

    def steps(self, context, arguments):
        return arguments["transfers"]

    def do(self, context, arguments, step):
        transfer = known_transfer(context, step)
        if transfer is None:
            return {"reference": "", "reasons": [plain(NOT_ALLOWED)], "names": ""}
        references = ", ".join(part.reference for part in transfer.parts)
        return {
            "reference": references,
            "reasons": handed_over(context, transfer),
            "names": sum(one.unsettled for one in names_leaving(context, transfer)),
        }

    def saying(self, step):
        return _("Handing a file over")

    def result(self, context, arguments, outcomes):
        rows = sorted(outcomes, key=lambda one: (not one["reasons"], one["reference"]))
        table = [
            (
                one["reference"],
                "No" if one["reasons"] else "Yes",
                "\n".join(one["reasons"]),
                one["names"],
            )
            for one in rows
        ]
        name = f"transferred-{london.today().isoformat()}.csv"
        return Result(name, "text/csv", as_csv(HEADINGS, table).encode())


def handed_over(school, transfer):
    """Hand one transfer over; why not, with the sentences of its page: empty when it was done."""
    try:
        acting.hand_over(school, transfer)
    except TransitionRefused as error:
        return [plain(one) for one in error.reasons]
    except BadStep as error:
        return [plain(error.args[0])]
    except Unauthorized:
        return [plain(NOT_ALLOWED)]
    return []


def plain(message):
    """A message as plain text."""
    return str(translate(message, context=getRequest()))


def ready(school):
    """Transfers whose pack is built and that nobody has sent, the oldest first."""
    if not may(SEND, school):
        return []
    return [one for one in reversed(known_transfers(school)) if one.state == steps.READY]


def send_together(school, ids):
    """Send or offer each of these; (transfer, `sending.Secrets` or None for an offer) of each.

    Raises `BadStep` where one is not ready any more: then the caller keeps none.
    """
    waiting = {one.id: one for one in ready(school)}
    if not ids or not set(ids) <= waiting.keys():
        raise BadStep(_("Choose among those that are ready."), "transfer")
    return [_sent(school, waiting[id]) for id in dict.fromkeys(ids)]


def _sent(school, transfer):
    if transfer.stays_here:
        return sending.offer(school, transfer), None
    return sending.send(school, transfer)
