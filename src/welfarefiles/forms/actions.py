"""What members of staff do with the forms, as the ledger calls it."""

from .. import _
from ..ledger.actions import Action
from ..ledger.actions import Actions


ACTIONS = Actions(
    Action("forms.raised", _("Concern raised")),
    Action("forms.photograph", _("Photograph or scan of a concern received")),
    Action("forms.asked", _("Request to see a record passed on")),
    Action("forms.added", _("Added to a raised concern by who raised it")),
    Action("forms.own-viewed", _("Own raised concerns seen"), kind="view"),
    Action("forms.refused", _("Too many concerns sent by one person"), severity="notable"),
    Action("forms.pupils-imported", _("List of pupils replaced")),
    Action("forms.pupils-viewed", _("List of pupils seen"), kind="view"),
)
