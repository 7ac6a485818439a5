"""Links of the header bar. Each concern registers its own `INavigationItem`; none is known here.

The item registered under the name `search` is not drawn as a link: its `url` is where the search
box sends the field `text`, by POST, because an address with a child's name in it would stay in
every log.
"""

from .. import _
from ..access.wall import account_id
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..permissions import may
from ..unchanged import while_unchanged
from dataclasses import dataclass
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.component import getSiteManager
from zope.component import queryMultiAdapter
from zope.interface import implementer
from zope.interface import providedBy


SEARCH = "search"


def links(portal, request):
    """Return the links the person may follow, by `order`, as the template wants them.

    The one with the longest address that the present page's begins with is current, or that has the
    present page's among its `pages`; an item may settle it by an attribute `current` (True or
    False).
    """
    with query.together():
        found = sorted(_found(portal, request), key=lambda link: link.order)
    current = current_item(found, request.get("ACTUAL_URL", ""))
    return [
        {
            "title": link.title,
            "url": link.url,
            "count": link.count or None,
            "current": link is current,
        }
        for link in found
    ]


@dataclass(frozen=True)
class Link:
    """What an `INavigationItem` said, for one person."""

    order: int
    title: str
    url: str
    count: int
    pages: tuple
    current: bool | None


def _found(portal, request):
    """`Link`s of the items that are for the person; the steady ones may come from memory."""
    given = providedBy(portal), providedBy(request)
    makers = getSiteManager().adapters.lookupAll(given, INavigationItem)
    steady, live = [], []
    for name, maker in makers:
        if name != SEARCH:
            (steady if getattr(maker, "steady", False) else live).append(maker)

    def ask(makers):
        items = (maker(portal, request) for maker in makers)
        return [_link(item) for item in items if item.available()]

    return [*while_unchanged(("links", account_id()), lambda: ask(steady)), *ask(live)]


def _link(item):
    pages = tuple(getattr(item, "pages", ()))
    return Link(item.order, item.title, item.url, item.count, pages, getattr(item, "current", None))


def current_item(items, here):
    """Return the item whose part of the portal the address `here` is in, or None."""
    settled = [item for item in items if isinstance(getattr(item, "current", None), bool)]
    for item in settled:
        if item.current:
            return item
    under = [item for item in items if item not in settled and is_of(here, item)]
    return max(under, key=lambda item: len(item.url), default=None)


def is_of(here, item):
    """Say whether the address `here` is a page of the item."""
    return here in getattr(item, "pages", ()) or is_under(here, item.url)


def is_under(here, url):
    """Say whether the address `here` is `url` or below it."""
    return here.rstrip("/") == url.rstrip("/") or here.startswith(url.rstrip("/") + "/")


def search_url(portal, request):
    """Return where the search box sends its words, or None when the person has no search."""
    item = queryMultiAdapter((portal, request), INavigationItem, name=SEARCH)
    return item.url if item is not None and item.available() else None


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class SetupItem:
    """Plone's own administration pages, for those who look after the site."""

    steady = True
    order = 100
    title = _("Site setup")
    count = 0

    def __init__(self, portal, request):
        self.portal = portal
        self.url = f"{portal.absolute_url()}/@@overview-controlpanel"

    def available(self):
        return may("Plone Site Setup: Overview", self.portal)


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class HomeItem:
    """The way home."""

    order = 0
    title = _("Home")
    count = 0

    def __init__(self, portal, request):
        self.url = portal.absolute_url()
        # Every address begins with the portal's: only its own page is home.
        self.current = request.get("ACTUAL_URL", "").rstrip("/") in (self.url, f"{self.url}/home")

    def available(self):
        return True
