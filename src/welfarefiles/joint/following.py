"""What happens to one copy happens to the others: changed as drafts, signed together."""

from .. import _
from ..access.guards import perform
from ..access.guards import reasons
from ..interfaces import IBeforeSigning
from ..permissions import may
from ..records.events import file_of
from ..records.interfaces import ISignedRecord
from .links import joint_of
from .writing import drafts_with
from .writing import is_together
from .writing import together
from .writing import write_again
from plone import api
from zope.component import adapter
from zope.interface import implementer


SIGN = "welfarefiles: Sign record"
ELSEWHERE = _(
    "This contact is written for several children, and the copy in another file cannot be signed "
    "by you now. Part this copy from the others, or have it put right there."
)
THERE = _("In the copy for ${child}: ${reason}")


def changed(record, event):
    """A changed draft is written again into the others."""
    if joint_of(record) and not is_together() and api.content.get_state(record) == "draft":
        write_again(record)


def signed(record, event):
    """Who signs one copy signs each, or none: a refusal of one undoes all."""
    transition = event.transition and event.transition.id
    if transition != "sign" or is_together() or not joint_of(record):
        return
    with together():
        for one in drafts_with(record):
            perform(one, "sign")


@implementer(IBeforeSigning)
@adapter(ISignedRecord)
class CopiesBeforeSigning:
    """Each copy has to be fit for a signature of the same person."""

    def __init__(self, record):
        self.record = record

    def sentences(self):
        if is_together() or not joint_of(self.record):
            return []
        if api.user.get_current().getId() != self.record.author:
            return []  # told already that only its author signs, and nothing of other files
        found = []
        with together():
            for one in drafts_with(self.record):
                found += _of_copy(one)
        return list(dict.fromkeys(found))


def _of_copy(copy):
    if not (may("View", copy) and may(SIGN, copy)):
        return [ELSEWHERE]
    child = file_of(copy).given_name
    return [_(THERE, mapping={"child": child, "reason": one}) for one in reasons(copy, "sign")]
