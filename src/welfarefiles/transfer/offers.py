"""Schools of the same site as receivers, and the transfers that wait there for an answer.

Kept on the receiving school; only what the transfer itself says counts.
"""

from ..access.barriers import barriers
from ..granting.barring import files_of_child
from ..interfaces import ISchool
from ..people.stored import stored
from ..people.team import all_schools
from ..people.team import covered_types
from ..people.team import team
from .questions import BadStep
from .store import transfers_of
from BTrees.OOBTree import OOBTree
from dataclasses import replace
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.transfer.offers"


def schools_beside(school):
    """Pairs (id, title) of the site's other schools, by title."""
    others = [one for one in all_schools() if one.getId() != school.getId()]
    pairs = [(one.getId(), one.title) for one in others]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def school_by_id(id):
    """The school of the site with that id, or None."""
    found = api.portal.get().get(id)
    return found if ISchool.providedBy(found) else None


def receiver_of(transfer):
    """The receiving school where it is one of the same site, or None."""
    return school_by_id(transfer.answers.receiver) if transfer.answers.receiver else None


def addressed(school, answers):
    """The answers with name and address of a receiving school of the same site filled in.

    Raises `BadStep` where there is no such school beside this one.
    """
    if not answers.receiver:
        return answers
    receiver = school_by_id(answers.receiver)
    if receiver is None or answers.receiver == school.getId():
        raise BadStep("Choose one of the schools.", "receiver")
    own = transfers_of(receiver).settings
    return replace(
        answers,
        school=receiver.title,
        address=own.address,
        email=own.email,
        dfe_number=own.dfe_number,
    )


def remember(receiver, sender, transfer):
    """Note at the receiving school that a transfer waits for its answer."""
    annotations = IAnnotations(receiver)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][transfer.id] = sender.getId()


def forget(transfer):
    """It waits no more."""
    receiver = receiver_of(transfer)
    if receiver is not None:
        stored(receiver, KEY).pop(transfer.id, None)


def offers_to(school):
    """(sending school, transfer) of what a school may take or refuse now, the oldest first."""
    found = [(school_by_id(sender), id) for id, sender in stored(school, KEY).items()]
    pairs = [(sender, transfers_of(sender).get(id)) for sender, id in found if sender is not None]
    own = school.getId()
    waiting = [pair for pair in pairs if pair[1].offered and pair[1].answers.receiver == own]
    return sorted(waiting, key=lambda pair: pair[1].offer.at)


def takers(receiver, part, file):
    """User ids of the leads of the receiving school who may take one part over, or refuse it.

    Those named for its kind (R003), without whom a barrier keeps from any file of the child.
    """
    barred = set().union(*(barriers(one).standing() for one in files_of_child(file)))
    ids = {entry.user_id for entry in team(receiver).entries()} - barred
    return {id for id in ids if part.type in covered_types(receiver, id)}
