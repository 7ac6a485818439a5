"""The step that usually follows writing: its button stands first on the form."""

from .. import _
from ..records.interfaces import IAuthorisedRecord
from ..records.interfaces import ISignedRecord
from dataclasses import dataclass


# The page that follows lists all reasons; more than these would push it out of sight.
MOST_TOLD = 3


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


def told(reasons):
    """Sentences that say why the step was not taken: the reasons, or how many there are."""
    if len(reasons) <= MOST_TOLD:
        return reasons
    words = {"number": len(reasons)}
    return [_("${number} things are to be done first; they are listed below.", mapping=words)]
