"""Transfers in words, for pages, mails and paper."""

from .. import _
from ..files.register import KINDS
from . import steps


#: State -> (class of the tag, words).
STATES = {
    steps.PREPARED: ("warn", _("Being prepared")),
    steps.HANDED_OVER: ("warn", _("Pack is being built")),
    steps.READY: ("warn", _("Ready to send")),
    steps.SENT: ("info", _("Sent, no receipt yet")),
    steps.RECEIVED: ("good", _("Received")),
    steps.WITHDRAWN: ("", _("Withdrawn")),
}
#: The same of a record of the restricted section.
STAYS = ("", _("Stays here"))
ASKED = ("warn", _("A second person is asked"))
GOES = ("good", _("Goes too"))
UNANSWERED = ("bad", _("Unanswered"))
CONSENTS = {
    steps.GIVEN: _("Given"),
    steps.REFUSED: _("Refused"),
    steps.NOT_SOUGHT: _("Not sought"),
}
YES_NO = {steps.YES: _("Yes"), steps.NO: _("No")}


def part_title(part):
    """What a part is called."""
    return KINDS[part.type]
