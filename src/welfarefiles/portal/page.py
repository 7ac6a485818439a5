"""What the frame of a page shows around its content."""

from .. import _
from ..access.headers import STRICT
from ..accounts.own import seconds_left
from ..fragment import Fragment
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFileBase
from ..people.names import fullname
from ..permissions import may
from . import assets
from . import navigation
from .lean import LEAN_PAGES
from .roles import role_shown
from AccessControl import getSecurityManager
from Acquisition import aq_chain
from functools import cached_property
from plone import api
from plone.registry.interfaces import IRegistry
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from zope.component import getMultiAdapter
from zope.component import queryUtility
from zope.i18n import translate


HEAD = Fragment(__file__, "templates/head.pt")
REST = Fragment(__file__, "templates/rest.pt")
BRAND = _("Welfare Files")
DEMONSTRATION = "welfarefiles.demonstration"

# The filter says the same of every answer; here it holds without a filter too.
HEADERS = {
    "X-Theme-Disabled": "1",
    "Cache-Control": "no-store",
    "Content-Security-Policy": STRICT,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# Kind of status message: (class, role, word said before it).
MESSAGES = {
    "info": ("info", "status", ""),
    "warning": ("warn", "status", _("Note:")),
    "error": ("bad", "alert", _("Not done:")),
}


class Page(BrowserView):
    """`@@welfare-page`: the variable `page` in every template that fills our frame."""

    @cached_property
    def portal(self):
        return api.portal.get()

    def set_headers(self):
        """Keep the page out of caches and away from Diazo; let nothing foreign run in it."""
        for name, value in HEADERS.items():
            self.request.response.setHeader(name, value)

    def asset(self, name):
        """Address of an asset (`assets.ASSETS`); it changes with the content."""
        return assets.url(self.portal.absolute_url(), name)

    def title(self, view):
        """Text of `<title>`: the page, the reference and the product, never a child's name.

        A view names its page by `page_title`; titles of our content are references and types.
        """
        parts = [self._page_title(view), self._own_title()]
        named = ", ".join(self._said(part) for part in dict.fromkeys(parts) if part)
        whole = f"{named}: {self._said(BRAND)}" if named else self._said(BRAND)
        wrong = getattr(view, "has_errors", False)
        return self._said(_("Error: ${title}", mapping={"title": whole})) if wrong else whole

    def heading(self, view):
        """Text of the `h1` where a template gives none."""
        return self._page_title(view) or self._own_title() or BRAND

    def _page_title(self, view):
        """What the view calls itself; Plone's own pages in our frame are named by us."""
        own = getattr(view, "page_title", None)
        return own or LEAN_PAGES.get(getattr(view, "__name__", None))

    def _own_title(self):
        return self.context.Title() if IWelfareContent.providedBy(self.context) else None

    def _said(self, message):
        return translate(message, context=self.request)

    def crumbs(self, view):
        """Way from the school to this page; titles of our content only, so no name is in it."""
        chain = [item for item in aq_chain(self.context) if IWelfareContent.providedBy(item)]
        shown = [crumb for item in reversed(chain) if (crumb := crumb_of(item))]
        own = self._page_title(view)
        if own and own != self._own_title():
            shown.append({"title": own, "url": None})
        elif shown:
            shown[-1]["url"] = None
        return shown if len(shown) > 1 else []

    @cached_property
    def user_id(self):
        """Of whoever is signed in; None for nobody."""
        return getSecurityManager().getUser().getId()

    @cached_property
    def links(self):
        """Links of the bar for whoever is signed in; see `navigation`."""
        return navigation.links(self.portal, self.request) if self.user_id else []

    @cached_property
    def search_url(self):
        """Where the search box sends its words by POST, or None: no box."""
        return navigation.search_url(self.portal, self.request) if self.user_id else None

    @cached_property
    def person(self):
        """Name and role of whoever is signed in; None for nobody."""
        if not self.user_id:
            return None
        return {"name": fullname(self.user_id), "role": role_shown(self.context, self.user_id)}

    def may(self, permission, content):
        """`permissions.may`, as Plone's own templates ask it."""
        return may(permission, content)

    def later(self, name):
        """A view of Plone's that its own templates may ask for; ours do not."""
        return Later(self.context, self.request, name)

    def head(self):
        """HTML of the bar at the head of the page."""
        return HEAD(
            self.request,
            portal_url=self.portal.absolute_url(),
            demonstration=self.demonstration,
            links=self.links,
            search=self.search_url,
            person=self.person,
        )

    def rest(self):
        """HTML of the warning that the session will end if nothing is done; "" without one."""
        left, url = seconds_left(self.request), self.portal.absolute_url()
        return REST(self.request, portal_url=url, left=left, person=self.user_id) if left else ""

    @property
    def demonstration(self):
        """Whether everything in this site is invented."""
        registry = queryUtility(IRegistry)
        return bool(registry and registry.get(DEMONSTRATION, False))

    @property
    def messages(self):
        """Status messages for the next page, with what to call them in words."""
        for message in IStatusMessage(self.request).show():
            kind, role, word = MESSAGES.get(message.type, MESSAGES["info"])
            yield {"kind": kind, "role": role, "word": word, "text": message.message}


class Later:
    """Stands for a view until something is asked of it."""

    def __init__(self, *asked):
        self._asked = asked

    def __getattr__(self, name):
        return getattr(getMultiAdapter(self._asked[:2], name=self._asked[2]), name)


def crumb_of(item):
    """A step of the way: of a file of which the person may see one record, its reference alone."""
    seen = may("View", item)
    if seen or IWelfareFileBase.providedBy(item):
        return {"title": item.Title(), "url": item.absolute_url() if seen else None}
    return None
