"""The versions of a plan on its page, and the page on which a new one is begun."""

from .. import _
from ..calendars import london
from ..files.naming import child_shown
from ..files.states import shown_state
from ..fragment import Fragment
from ..interfaces import IRecordAction
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from ..records.heading import heading_of
from ..records.interfaces import IPlan
from .keeping import begin
from .keeping import may_begin
from .keeping import NoNewVersion
from .keeping import versions
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


PANEL = Fragment(__file__, "templates/versions.pt")


@implementer(IRecordAction)
@adapter(IPlan, IWelfareFilesLayer)
class NewVersionAction:
    """The way to a new version, on the page of the plan in force."""

    order = 5
    title = _("New version")

    def __init__(self, plan, request):
        self.plan = plan

    def available(self):
        return may_begin(self.plan)


@implementer(IRecordPanel)
@adapter(IPlan, IWelfareFilesLayer)
class VersionsPanel:
    """Every version the person may see, each with its day and state."""

    order = 10

    def __init__(self, plan, request):
        self.plan, self.request = plan, request

    def render(self):
        found = [shown(plan, plan.id == self.plan.id) for plan in seen(self.plan)]
        return PANEL(self.request, versions=found) if len(found) > 1 else ""


def seen(plan):
    """Versions of a plan that the person may see."""
    return [one for one in versions(plan) if may("View", one)]


def shown(plan, is_this):
    """One version in words."""
    return {
        "number": plan.version,
        "is_this": is_this,
        "url": plan.absolute_url(),
        "day": london.format_date(london.london_date(plan.happened_at)),
        "state": shown_state(plan),
        "superseded": plan.superseded,
    }


class NewVersion(BrowserView):
    """Asks once, then opens the draft to be written on."""

    page_title = _("New version")
    warning = ""

    def __call__(self):
        if not may_begin(self.context):
            raise NotFound()
        if self.request.method == "POST":
            return self.request.response.redirect(self.begun())
        return self.index()

    def begun(self):
        try:
            draft = begin(self.context)
        except NoNewVersion as refused:
            api.portal.show_message(refused.args[0], type="warning")
            return refused.url or self.context.absolute_url()
        api.portal.show_message(_("A draft of the new version: change what has changed."))
        return f"{draft.absolute_url()}/edit"

    @property
    def heading(self):
        return heading_of(self.context)

    @property
    def child(self):
        return child_shown(self.context)
