"""What can happen to an offer, at the school it was made to."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(Action("trust.refused", _("Offer of another school refused"), severity="notable"))
