"""Said wherever something of a file is about to leave: whom its records name (R106, R107, R128).

A warning with the way to the list, never a block: pages of transfer, of closing, and of prints and
exports ask here. It is of what the person who asks may know.
"""

from .. import _
from ..fragment import Fragment
from .of_file import named_in
from dataclasses import dataclass


SHOWN = Fragment(__file__, "templates/leaving.pt")
ONE = _(
    "In 1 record another child, or a parent or carer of one, may be named, and nobody has said why."
)
SEVERAL = _(
    "In ${number} records another child, or a parent or carer of one, may be named, and nobody has "
    "said why."
)
ONE_KEPT = _("In 1 record another child is named, with the reason why.")
SEVERAL_KEPT = _("In ${number} records other children are named, each with the reason why.")
NOBODY = _("No record names another child, or a parent or carer of one.")
NOT_ALL = _("There are more records than were read.")


@dataclass(frozen=True)
class Leaving:
    """What there is to say of a file.

    :ivar unsettled: how many records name somebody of whom nobody has said why they stay.
    :ivar settled: how many name others, all of them with a reason.
    :ivar is_whole: whether every record was read.
    """

    file: object
    unsettled: int
    settled: int
    is_whole: bool

    @property
    def is_open(self):
        """Whether somebody has to look before anything leaves."""
        return bool(self.unsettled) or not self.is_whole

    def sentences(self):
        """All of it in words."""
        found = [
            _counted(self.unsettled, ONE, SEVERAL),
            _counted(self.settled, ONE_KEPT, SEVERAL_KEPT),
        ]
        found = [one for one in found if one] or [NOBODY]
        return found if self.is_whole else [*found, NOT_ALL]

    @property
    def url(self):
        """Where each place is listed."""
        return f"{self.file.absolute_url()}/@@names"


def leaving(file, who=None):
    """`Leaving` of a file; `who`: whose records, where not all that the person sees leave."""
    found, is_whole = named_in(file, who)
    unsettled = sum(any(not one.is_settled for one in mentions) for _row, mentions in found)
    return Leaving(file, unsettled, len(found) - unsettled, is_whole)


def shown(found, request):
    """HTML of a `Leaving`: what it says, and the way to the list."""
    return SHOWN(request, found=found)


def _counted(number, one, several):
    if number == 1:
        return one
    return number and _(several, mapping={"number": number})
