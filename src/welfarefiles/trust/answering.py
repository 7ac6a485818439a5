"""Answering an offer: page and REST call these (R147, R148, R152).

Raises `AccessControl.Unauthorized` for whoever is no lead here, `BadStep` for what cannot be.
"""

from .. import _
from ..calendars import london
from ..jobs.asking import ask
from ..ledger.writing import enter
from ..notices.mail import tell
from ..permissions import may
from ..transfer import offers
from ..transfer import steps
from ..transfer.acting import keep
from ..transfer.knowing import me
from ..transfer.questions import BadStep
from ..transfer.words import url_of
from .offered import chosen
from .offered import GONE
from .offered import in_the_way
from AccessControl import Unauthorized


ANSWER = "welfarefiles: Answer offers"
TAKE_OVER = "trust.take-over"
MOST = 200
NONE = _("Choose what your school takes over.")
TOO_MANY = _("Choose 200 at most.")


def need(school):
    """Raise `Unauthorized` for whoever answers no offers here."""
    if not may(ANSWER, school):
        raise Unauthorized("Answers no offers")


def accept(school, keys):
    """Take parts over, as a job; its id. What stands in the way of a single one is said at once."""
    found = needed(school, keys)
    if len(found) == 1 and in_the_way(school, found[0]):
        raise BadStep(in_the_way(school, found[0]), "part")
    asked = [one.key for one in found]
    return ask(TAKE_OVER, school, {"parts": asked}, once=asked[0] if len(asked) == 1 else "")


def refuse(school, keys, why):
    """The school does not take these parts; the sending school is told why."""
    for one in needed(school, keys):
        refusal = steps.Refusal(me(), london.now(), why.strip())
        new = steps.refused(one.transfer, one.part.id, refusal)
        if new.offer is None:
            offers.forget(one.transfer)
        keep(one.sender, new, "transfer.declined", refusal.why, declined=one.part.id)
        its = {"transfer": new.id, "sender": one.sender.title, "reference": one.part.reference}
        enter("trust.refused", school, reason=refusal.why, **its)
        _tell_sender(school, one, new)


def needed(school, keys):
    """The `Offered` parts of these keys. Raises `BadStep` for none, and for what is not there."""
    need(school)
    keys = list(dict.fromkeys(keys))
    if not keys or len(keys) > MOST:
        raise BadStep(TOO_MANY if keys else NONE, "part")
    found = chosen(school, keys)
    if None in found:
        raise BadStep(GONE, "part")
    return found


def _tell_sender(school, one, transfer):
    words = {"school": school.title, "reference": one.part.reference}
    tell(
        {transfer.answers.chaser, transfer.by},
        _("A transfer was refused"),
        [_("${school} does not take ${reference}. The page of the transfer says why.",
           mapping=words)],
        url_of(one.sender, transfer),
    )  # fmt: skip
