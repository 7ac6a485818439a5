"""The page on which a signed record is corrected by an addendum."""

from .. import _
from ..granting.form import AREA
from ..granting.form import Field
from ..granting.form import KeptForm
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..people.typed import text_of
from ..records.heading import heading_of
from ..signing.addenda import add_addendum
from ..signing.addenda import may_add
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class AddAddendum(KeptForm):
    """Write an addendum; saving signs it."""

    page_title = _("Add an addendum")
    button = _("Sign and add")
    done = _("The addendum is signed and stands beside the record")
    warnings = (
        _("The record stays as it was signed. This is added with your name and the time."),
        _("I wrote this addendum and it is true to the best of my knowledge."),
    )
    asked = (
        Field("about", _("What it is about"), hint=_("For example: the time of the call")),
        Field("text", _("What is added or put right"), AREA),
    )
    names = Field("names_stay", _("Why another child is named"))

    def __call__(self):
        if not may_add(self.context):
            raise NotFound()
        return super().__call__()

    def may_be_opened(self, restricted):
        return may_add(self.context) and not restricted

    @property
    def about(self):
        return heading_of(self.context)

    @property
    def fields(self):
        """With the question about names where it arises."""
        is_asked = "names_stay" in self.request.form or self.error_of("names_stay")
        return (*self.asked, self.names) if is_asked else self.asked

    def act(self):
        form = self.request.form
        given = (text_of(form, name) for name in ("about", "text", "names_stay"))
        add_addendum(self.context, *given)


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class AddendumAction:
    """The way there from the record's page."""

    order = 5
    title = _("Add an addendum")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return may_add(self.record)
