"""Links of the header bar that lead to files: the register of each school, and the search."""

from .. import _
from ..access.who import reads_register
from ..access.who import who_asks
from ..interfaces import INavigationItem
from ..interfaces import ISchool
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..permissions import may
from AccessControl import getSecurityManager
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


def every_school(portal):
    """All schools, whoever asks."""
    return [one for one in portal.objectValues("Dexterity Container") if ISchool.providedBy(one)]


def schools(portal):
    """The schools the person may see."""
    kept, key = query.kept(), ("schools", getSecurityManager().getUser().getId())
    if key not in kept:
        kept[key] = [one for one in every_school(portal) if may("View", one)]
    return kept[key]


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class RegisterItem:
    """The register: of the one school, or of the first of several (each links to the others).

    For whoever finds a file in it, by a role or because one was given to them.
    """

    steady = True
    order = 10
    title = _("Register")
    count = 0

    def __init__(self, portal, request):
        self.schools = schools(portal)

    @property
    def url(self):
        return f"{self.schools[0].absolute_url()}/files"

    def available(self):
        if not self.schools:
            return False
        who = who_asks()
        return reads_register(who.user_id, self.schools) or bool(query.facets(who)["state"])


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class SearchItem:
    """Where the search box of the bar sends its words."""

    order = 90
    title = _("Search")
    count = 0

    def __init__(self, portal, request):
        self.url = f"{portal.absolute_url()}/@@find"

    def available(self):
        return getSecurityManager().getUser().getId() is not None
