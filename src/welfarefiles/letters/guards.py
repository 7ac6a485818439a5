"""Why a letter may not go out."""

from .. import _
from ..access.transition_rule import TransitionRule
from ..calendars import london
from .interfaces import ILetter
from .schema import POST
from .schema import WAYS
from zope.component import adapter


SAY_HOW = _("Say how the letter was sent.")
SAY_WHEN = _("Say on which day the letter was sent.")
NOT_YET = _("This day is still to come.")
BEFORE = _("This day is before the letter was prepared.")
NO_ADDRESS = _("There was no address for this person, so it cannot have gone by post.")


@adapter(ILetter)
class Send(TransitionRule):
    """Whoever sends it says how and when (C25, C26: where and to whom recorded)."""

    def reasons(self):
        return [sentence for _field, sentence in wrong_with(self.context)]


def wrong_with(letter, how=None, day=None):
    """(field, sentence) of each thing that keeps a letter from being sent that way on that day."""
    how, day = how or letter.how, day or letter.sent_on
    if how not in WAYS:
        yield "how", SAY_HOW
    elif how == POST and not letter.address:
        yield "how", NO_ADDRESS
    if day is None:
        yield "sent_on", SAY_WHEN
    elif day > london.today():
        yield "sent_on", NOT_YET
    elif day < london.london_date(letter.happened_at):
        yield "sent_on", BEFORE
