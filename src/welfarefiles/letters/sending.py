"""Letters that wait, for whoever sends them: they need not see the file (R158)."""

from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..ledger.writing import enter
from ..lookup import query
from ..permissions import may
from ..permissions import SEND_LETTER
from ..submission import whole
from .guards import wrong_with
from .preparing import LettersRefused
from .preparing import TYPE
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound


DUE = "send_letter"


def waiting(school):
    """Letters of a school that wait, the oldest first: those the person may send."""
    uids = {due.uid for due in query.dues_of_school(IUUID(school), DUE)}
    rows = query.items_of(uids) if uids else {}
    letters = (found(row) for row in sorted(rows.values(), key=lambda row: row.recorded_at))
    return [letter for letter in letters if letter is not None and may(SEND_LETTER, letter)]


def letter_to_send(school, uid):
    """The letter of that uid, for whoever may send it; raises NotFound for anything else."""
    row = query.item(uid) if isinstance(uid, str) else None
    letter = found(row) if row is not None and row.school_uid == IUUID(school) else None
    if letter is None or not may(SEND_LETTER, letter):
        raise NotFound()
    return letter


def found(row):
    """The letter of a row, whoever asks; None for another record."""
    if row.portal_type != TYPE:
        return None
    return api.portal.get().unrestrictedTraverse(row.path, None)


def send(letter, how, day):
    """Note that a letter was sent: how (`schema.WAYS`) and on which day.

    :raises LettersRefused: and nothing is noted.
    """
    wrong = [sentence for _field, sentence in wrong_with(letter, how, day)]
    if wrong:
        raise LettersRefused(*wrong)
    try:
        with whole():
            letter.how, letter.sent_on = how, day
            perform(letter, "sign")
    except TransitionRefused as error:
        raise LettersRefused(*error.reasons) from error
    enter("letters.sent", letter, how=how, sent_on=day.isoformat())
