"""What has to be settled before a file leaves `open` for another school. Needs no Plone.

The closing checklist and the authorised summary of transfer are asked for as well
(`closure.guards.Transfer`); this is what the transfer itself has to say (R146-R150, decision 1).
"""

from .questions import CONSENTS
from .questions import GIVEN
from .questions import NO
from .questions import WELFARE_FILE
from .questions import YES


NO_TRANSFER = "No transfer is prepared: say which school the file goes to."
CONSENT = "Say whether consent to send the welfare file was given."
NO_CONSENT = "There is no consent to send the welfare file: two people have to say why it goes."
HALF_AGREED = "A second person has to agree that the welfare file goes without consent."
EARLY = "Say whether anything relevant is shared before the child leaves."
EARLY_WHY = "Say why it is, or is not, shared before the child leaves."
PARENTS = "Say whether the parents were told that the next school gets the file."
PARENTS_WHY = "Say why the parents were not told."
NAMED = "A second person has to agree to each record of the restricted section that goes."


def reasons(transfer, portal_type, named=()):
    """Sentences that say why a file of this type may not go by this transfer yet.

    :param transfer: the `steps.Transfer` under way that has the file in it, or None.
    :param named: `steps.Agreement`s on restricted records, as far as whoever asks may know of them:
        what nobody else knows of stands in nobody's way, it stays.
    """
    if transfer is None:
        return [NO_TRANSFER]
    return [*_consent(transfer, portal_type), *_questions(transfer.answers), *_named(named)]


def _consent(transfer, portal_type):
    """The child protection file goes whatever the consent (d2)."""
    if portal_type != WELFARE_FILE or transfer.answers.consent == GIVEN:
        return
    if transfer.answers.consent not in CONSENTS:
        yield CONSENT
    elif transfer.override is None:
        yield NO_CONSENT
    elif not transfer.override.stands:
        yield HALF_AGREED


def _questions(answers):
    if answers.shared_early not in (YES, NO):
        yield EARLY
    elif not answers.early_reason.strip():
        yield EARLY_WHY
    if answers.parents_told not in (YES, NO):
        yield PARENTS
    elif answers.parents_told == NO and not answers.parents_reason.strip():
        yield PARENTS_WHY


def _named(named):
    if not all(one.stands for one in named):
        yield NAMED
