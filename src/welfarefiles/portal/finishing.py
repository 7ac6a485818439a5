"""The step that usually follows writing: its button stands first on the form."""

from .. import _
from ..records.interfaces import IAuthorisedRecord
from ..records.interfaces import ISignedRecord
from dataclasses import dataclass


@dataclass(frozen=True)
class Finishing:
    """A transition, the button that saves and takes it, and what is said afterwards."""

    transition: str
    button: str
    done: str


FINISHINGS = (
    (ISignedRecord, Finishing("sign", _("Sign and file"), _("Signed and filed"))),
    (
        IAuthorisedRecord,
        Finishing("submit", _("Submit for authorisation"), _("Submitted for authorisation")),
    ),
)


def finishing_of_class(content_class):
    """Return the `Finishing` for a content class, or None where saving is all there is."""
    for interface, finishing in FINISHINGS:
        if interface.implementedBy(content_class):
            return finishing
    return None
