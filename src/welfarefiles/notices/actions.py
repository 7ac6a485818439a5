"""What the ledger says about mail: that one went to whom, never what was in it."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("mail.queued", _("Mail written to a member of staff"), kind="mail"),
    Action("mail.gathered", _("Message kept for somebody's mail of the day"), kind="mail"),
    Action("mail.chosen", _("How mail of the portal comes was chosen"), kind="mail"),
    Action(
        "mail.unreached",
        _("Nobody could be written to: no address any more"),
        kind="mail",
        severity="notable",
    ),
    Action("mail.sent", _("Mail handed to the mail server"), kind="mail"),
    Action(
        "mail.refused",
        _("Mail refused by the mail server"),
        kind="mail",
        severity="notable",
    ),
)
