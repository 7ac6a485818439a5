"""Pages of a thread: what a later email holds of the earlier ones, and marking them."""

from .. import _
from ..calendars import london
from ..fragment import Fragment
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from ..people.typed import text_of
from ..records.heading import heading_of
from ..records.interfaces import ICorrespondence
from .superseding import BadThread
from .superseding import candidates
from .superseding import compared
from .superseding import later_of
from .superseding import may_supersede
from .superseding import supersede
from .superseding import take_back
from functools import cached_property
from plone import api
from plone.protect.authenticator import createToken
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


PANEL = Fragment(__file__, "templates/panel.pt")


class Thread(BrowserView):
    """`@@thread` of an email: the earlier ones, compared; one button marks those it holds whole."""

    page_title = _("Earlier emails of this thread")

    def __call__(self):
        if not may_supersede(self.context):
            raise NotFound()
        if self.request.method == "POST" and self.done():
            return self.request.response.redirect(self.context.absolute_url())
        return self.index()

    def done(self):
        try:
            if text_of(self.request.form, "do") == "back":
                take_back(self.context)
                said = _("This email counts by itself again")
            else:
                number = len(supersede(self.context))
                said = _("${number} marked as superseded", mapping={"number": number})
        except BadThread as error:
            api.portal.show_message(error.args[0], self.request, "error")
            return False
        api.portal.show_message(said, self.request)
        return True

    @property
    def what(self):
        return heading_of(self.context)

    @property
    def is_signed(self):
        return api.content.get_state(self.context) == "signed"

    @cached_property
    def earlier(self):
        return compared(self.context)

    @property
    def whole(self):
        return [one for one in self.earlier if one.is_whole]

    def heading(self, one):
        return heading_of(one.record)

    def when(self, one):
        return london.format_weekday_time(one.record.happened_at)


@implementer(IRecordPanel)
@adapter(ICorrespondence, IWelfareFilesLayer)
class ThreadPanel:
    """Of a superseded email: where all of it is. Of another: the way to the earlier ones."""

    order = 30

    def __init__(self, record, request):
        self.record = record
        self.request = request

    def render(self):
        later = later_of(self.record)
        may_mark = may_supersede(self.record)
        earlier = len(candidates(self.record)) if may_mark and not self.record.superseded_by else 0
        if not (self.record.superseded_by or earlier):
            return ""
        return PANEL(
            self.request,
            superseded=bool(self.record.superseded_by),
            later=later and {"url": later.absolute_url(), "title": heading_of(later)},
            earlier=earlier,
            may_mark=may_mark,
            token=f'<input type="hidden" name="_authenticator" value="{createToken()}" />',
            url=self.record.absolute_url(),
        )
