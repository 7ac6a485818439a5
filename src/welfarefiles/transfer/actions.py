"""What can happen to a transfer."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("transfer.prepared", _("Transfer prepared")),
    Action("transfer.changed", _("Answers of a transfer changed")),
    Action(
        "transfer.override-proposed", _("Transfer without consent proposed"), severity="notable"
    ),
    Action("transfer.override-agreed", _("Transfer without consent agreed"), severity="serious"),
    Action("transfer.named-proposed", _("Restricted record proposed for a transfer")),
    Action(
        "transfer.named-agreed", _("Restricted record agreed for a transfer"), severity="serious"
    ),
    Action("transfer.named-refused", _("Restricted record stays at a transfer")),
    Action("transfer.handed-over", _("Files made ready to go to another school")),
    Action("transfer.packed", _("Transfer pack built"), severity="notable"),
    Action("transfer.downloaded", _("Transfer pack saved"), kind="download", severity="notable"),
    Action("transfer.sent", _("Transfer link sent"), kind="access", severity="notable"),
    Action("transfer.secrets-shown", _("Passphrase of a transfer shown"), severity="notable"),
    Action("transfer.revoked", _("Transfer link taken back"), kind="access"),
    Action("transfer.offered", _("Transfer offered to a school of this site"), severity="notable"),
    Action("transfer.offer-came", _("Transfer offered by a school of this site")),
    Action("transfer.offer-ended", _("Offer of a transfer taken back")),
    Action("transfer.declined", _("Offer of a transfer refused"), severity="notable"),
    Action(
        "transfer.accepted", _("Transfer accepted by a school of this site"), severity="notable"
    ),
    Action("transfer.withdrawn", _("Transfer withdrawn"), severity="notable"),
    Action("transfer.chased", _("Receipt of a transfer asked for")),
    Action("transfer.escalated", _("Unanswered transfer told to the leads"), severity="notable"),
    Action("transfer.opened", _("Transfer link opened"), kind="access", severity="notable"),
    Action("transfer.refused", _("Transfer link refused"), kind="refusal"),
    Action("transfer.identified", _("Receiver of a transfer named themselves")),
    Action("transfer.fetched", _("Pack fetched by the receiver"), kind="download"),
    Action("transfer.confirmed", _("Receipt of a transfer given"), severity="notable"),
    Action("transfer.paper-noted", _("Paper receipt of a transfer noted"), severity="notable"),
    Action("transfer.settings-changed", _("Way of transferring changed"), severity="notable"),
)
