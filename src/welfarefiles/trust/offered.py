"""What is offered to a school, as far as the signed-in person may answer it; no child is named."""

from .. import _
from ..calendars import london
from ..files.opening import find_twin
from ..granting.barring import files_of_child
from ..lookup.rights import files_barred
from ..people.names import fullname
from ..people.stored import uid_of
from ..people.team import covered_types
from ..received.taking import OTHER_STATE
from ..transfer.knowing import file_of
from ..transfer.knowing import me
from ..transfer.offers import offers_to
from ..transfer.steps import Part
from ..transfer.steps import Transfer
from ..transfer.words import part_title
from dataclasses import dataclass
from functools import cached_property
from typing import Any


GONE = _("This is not offered any more.")


@dataclass(frozen=True)
class Offered:
    """One part that waits for an answer. `sender`: the school that offers it."""

    sender: Any
    transfer: Transfer
    part: Part

    @cached_property
    def file(self):
        """The sender's copy, for rules alone: nothing of it is shown. None where it is gone."""
        return file_of(self.sender, self.part.uid)

    @property
    def key(self):
        """What a form or a job calls it."""
        return f"{self.transfer.id}:{self.part.id}"

    def shown(self):
        """What may be said of it before it is accepted: that of the receipt page, no more."""
        pack, offer = self.transfer.pack, self.transfer.offer
        return {
            "key": self.key,
            "sender": self.sender.title,
            "title": part_title(self.part),
            "reference": self.part.reference,
            "by": fullname(offer.by),
            "at": london.format_datetime(offer.at),
            "size": f"{pack.size / 1_000_000:,.1f} MB",
            "manifest": pack.manifest_hash,
        }


def offered(school):
    """Every `Offered` part the person may answer, the oldest first."""
    types, barred = covered_types(school, me()), files_barred(me())
    found = [
        Offered(sender, transfer, part)
        for sender, transfer in offers_to(school)
        for part in transfer.offered
        if part.type in types
    ]
    return [one for one in found if not barred or may_know(one, barred)]


def may_know(one, barred):
    """Whether no barrier keeps the person from any file of the child, in any school.

    :param barred: UIDs of the files they are shut out of.
    """
    return one.file is not None and not barred & {uid_of(file) for file in files_of_child(one.file)}


def chosen(school, keys):
    """Those of these keys, in their order; None in the place of what is not theirs to answer."""
    known = {one.key: one for one in offered(school)}
    return [known.get(key) for key in keys]


def in_the_way(school, one):
    """Why it cannot be taken over as the child's file here now is, or None."""
    twin = find_twin(school, one.part.type, one.file)
    return OTHER_STATE if twin is not None and twin.state != "open" else None
