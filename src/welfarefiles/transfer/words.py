"""Transfers in words, for pages, mails and paper; and where each is shown."""

from .. import _
from ..files.register import KINDS
from . import questions
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
OFFERED = ("info", _("Offered, not accepted yet"))
UNANSWERED = ("bad", _("Unanswered"))
CONSENTS = {
    questions.GIVEN: _("Given"),
    questions.REFUSED: _("Refused"),
    questions.NOT_SOUGHT: _("Not sought"),
}
YES_NO = {questions.YES: _("Yes"), questions.NO: _("No")}


def part_title(part):
    """What a part is called."""
    return KINDS[part.type]


def url_of(school, transfer):
    """Address of the page of a transfer."""
    return f"{school.absolute_url()}/@@transfer-of?id={transfer.id}"
