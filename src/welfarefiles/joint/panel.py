"""On the record's page: the copies the reader may see, and a visit that is recorded twice."""

from ..files.serialise import url_of
from ..fragment import Fragment
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from ..people.stored import uid_of
from ..permissions import ADD_RECORD
from ..permissions import may
from ..records.events import file_of
from ..records.interfaces import ISignedRecord
from .duplicates import same_visit
from .links import joint_of
from .links import others
from .uploads import given
from .uploads import may_give
from .writing import drafts_with
from .writing import MINUTES
from plone import api
from plone.protect.authenticator import createToken
from zope.component import adapter
from zope.interface import implementer


PANEL = Fragment(__file__, "templates/panel.pt")


def shown_copies(record):
    """The other copies whose file the person may read."""
    return [one for one in others(record) if may("View", one) and may("View", file_of(one))]


@implementer(IRecordPanel)
@adapter(ISignedRecord, IWelfareFilesLayer)
class JointPanel:
    """Nothing for whoever may read this copy alone."""

    order = 20

    def __init__(self, record, request):
        self.record = record
        self.request = request

    def uploads(self):
        """The files of this draft that the other drafts may get: whom they name, who has them."""
        drafts = [one for one in drafts_with(self.record) if may_give(self.record, one)]
        return [
            {
                "field": one.field,
                "label": one.label,
                "names": ", ".join(one.names or ()),
                "is_read": one.names is not None,
                "copies": [
                    {"uid": uid_of(copy), "child": file_of(copy).child_name, "has": has}
                    for copy, has in one.copies
                ],
            }
            for one in given(self.record, drafts)
            if one.copies
        ]

    def render(self):
        is_draft = may("Modify portal content", self.record)
        copies = shown_copies(self.record) if joint_of(self.record) else []
        twice = same_visit(self.record) if may(ADD_RECORD, self.record) else []
        if not (copies or twice):
            return ""
        return PANEL(
            self.request,
            copies=[
                {"url": one.absolute_url(), "child": file_of(one).child_name} for one in copies
            ],
            twice=[{"url": url_of(row, api.portal.get()), "title": row.heading} for row in twice],
            is_draft=is_draft,
            uploads=self.uploads() if is_draft and copies else [],
            is_minutes=self.record.portal_type == MINUTES,
            token=f'<input type="hidden" name="_authenticator" value="{createToken()}" />',
            url=self.record.absolute_url(),
        )
