"""Search in what the person may see, from the index: page and REST ``@search`` alike."""

from .. import _
from ..access.who import who_asks
from ..blinding import blinded
from ..interfaces import IWelfareFileBase
from ..lookup import query
from ..people.team import school_of
from ..people.typed import text_of
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.listing import batching
from ..rest.listing import page_asked
from ..rest.listing import USUAL
from ..rest.refusing import JsonService
from .entries import Entries
from .serialise import addresses
from .serialise import row_summary
from Acquisition import aq_chain
from Acquisition import aq_inner
from functools import cached_property
from plone import api
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView


#: Conditions by their names in plone.restapi, and what they are called in the index.
CONDITIONS = {"portal_type": "portal_types", "review_state": "states", "kind": "kinds"}
SORTS = ("happened_at", "recorded_at", "title")
ORDERS = {"": True, "descending": True, "reverse": True, "ascending": False}
PAGING = {"b_size", "b_start", "after"}
#: Of plone.restapi's, without a meaning here: what is listed is listed the same for all.
IGNORED = {"metadata_fields", "fullobjects", "use_site_search_settings", "include_items", "expand"}
KNOWN = {"SearchableText", "sort_on", "sort_order", *CONDITIONS, *PAGING, *IGNORED}


class Search(JsonService):
    """``GET`` or ``POST @search``: plone.restapi's own format; rights are applied before the text.

    Below the object it is asked of. What may not stand in an address, which logs keep, comes in the
    body of a POST. The following page is at ``batching.next``: places in the list have no numbers.
    """

    ledger_action = ""

    def answer(self):
        asked = json_body(self.request) if self.request.method == "POST" else self.request.form
        text, conditions = named_text(asked, "SearchableText"), where(asked)
        who, place, address = who_asks(), place_of(self.context), addresses(api.portal.get())
        paging = {**order(asked), **page_asked(asked)}
        with query.together():
            page = query.search(who, text, **place, **conditions, **paging)
            total = query.count_found(who, text, **place, **conditions)
        url = f"{self.context.absolute_url()}/@search"
        total = query.count_found(who, text, **place, **conditions)
        note_found(self, text, total, page)
        return {
            "@id": url,
            "items": [row_summary(row, address) for row in page],
            "items_total": total,
            **batching(url, None if self.request.method == "POST" else asked, page.next),
        }


def where(asked):
    """Conditions for the index; a name nobody knows would silently find too much."""
    unknown = sorted(name for name in asked if name not in KNOWN)
    if unknown:
        message = _("There is no such condition.")
        raise Refused([{"field": name, "message": message} for name in unknown])
    return {
        CONDITIONS[name]: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in asked.items()
        if name in CONDITIONS and value
    }


def order(asked):
    """By which column, and which way."""
    column = asked.get("sort_on") or SORTS[0]
    if column not in SORTS:
        message = _("Give one of ${names}.", mapping={"names": ", ".join(SORTS)})
        raise Refused([{"field": "sort_on", "message": message}])
    direction = asked.get("sort_order") or ""
    if not isinstance(direction, str) or direction not in ORDERS:
        message = _("Give ascending or descending.")
        raise Refused([{"field": "sort_order", "message": message}])
    return {"sort": column, "descending": ORDERS[direction]}


def place_of(context):
    """Where to search: in one file, in one school, everywhere."""
    for around in aq_chain(aq_inner(context)):
        if IWelfareFileBase.providedBy(around):
            return {"file_uid": IUUID(around)}
    school = school_of(context)
    return {"school_uid": IUUID(school)} if school is not None else {}


def note_found(view, text, number, rows):
    """Say what the ledger is to know of a search that found something: never its words."""
    if not number:
        return
    view.ledger_action = "files.searched"
    view.ledger_detail = {"found": number, "words": blinded(text.casefold())}
    portal = api.portal.get()
    school_ids = {row.path.split("/")[len(portal.getPhysicalPath())] for row in rows}
    view.ledger_context = portal._getOb(min(school_ids), None) if school_ids else None


class Find(Entries, BrowserView):
    """Hits for the words of the search box. They come by POST: an address would stay in logs."""

    page_title = _("Search")
    ledger_action = ""

    def __call__(self):
        if len(self.page):
            number = query.count_found(who_asks(), self.text)
            note_found(self, self.text, number, self.page)
        return self.index()

    @cached_property
    def text(self):
        return " ".join(text_of(self.request.form, "text").split())[:200]

    @cached_property
    def who(self):
        return who_asks()

    @cached_property
    def page(self):
        if not self.text:
            return query.Page([])
        after = text_of(self.request.form, "after") or None
        return query.search(self.who, self.text, after=after, limit=USUAL)

    @cached_property
    def files(self):
        return query.file_rows([row.file_uid for row in self.page], self.who)

    def child_of(self, row):
        """Reference of the file a hit belongs to, and the child's name; nothing of a file of which
        the person may see this one record only."""
        file = self.files.get(row.file_uid)
        return f"{file.reference}, {file.child_name}" if file else ""
