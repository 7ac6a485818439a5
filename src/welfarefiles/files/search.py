"""Search in what the person may see, from the index: page and REST ``@search`` alike."""

from .. import _
from ..access.who import who_asks
from ..index import query
from .serialise import row_summary
from .views import Entries
from functools import cached_property
from plone import api
from plone.restapi.services import Service
from Products.Five.browser import BrowserView


MOST = 100
USUAL = 25


def conditions(form):
    """What a form asks for: `SearchableText`, `portal_type`, `review_state`."""
    asked = {"portal_types": form.get("portal_type"), "states": form.get("review_state")}
    return {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in asked.items()
        if value
    }


def page_size(text):
    """What the client asked for, within bounds."""
    try:
        return max(1, min(int(text), MOST))
    except (TypeError, ValueError):
        return USUAL


class SearchGet(Service):
    """``GET @search``: plone.restapi's own format; rights are applied before the text is searched.

    The following page is at ``batching.next``; places in the list have no numbers.
    """

    def reply(self):
        form, portal, who = self.request.form, api.portal.get(), who_asks()
        text, asked = form.get("SearchableText") or "", conditions(form)
        size = page_size(form.get("b_size"))
        page = query.search(who, text, after=form.get("after") or None, limit=size, **asked)
        base = f"{self.context.absolute_url()}/@search"
        result = {
            "@id": base,
            "items": [row_summary(row, portal) for row in page],
            "items_total": query.count_found(who, text, **asked),
        }
        if page.next:
            result["batching"] = {"@id": base, "next": f"{base}?after={page.next}"}
        return result


class Find(Entries, BrowserView):
    """Hits for the words of the search box. They come by POST: an address would stay in logs."""

    page_title = _("Search")

    @cached_property
    def text(self):
        return " ".join((self.request.form.get("text") or "").split())[:200]

    @cached_property
    def page(self):
        if not self.text:
            return query.Page([])
        after = self.request.form.get("after") or None
        return query.search(who_asks(), self.text, after=after, limit=USUAL)

    @cached_property
    def files(self):
        return query.file_rows([row.file_uid for row in self.page])

    def child_of(self, row):
        """Reference and name of the file a hit belongs to."""
        file = self.files.get(row.file_uid)
        return f"{file.reference}, {file.child_name}" if file else ""
