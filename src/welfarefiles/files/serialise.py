"""Our content as JSON, in plone.restapi's shape, without what it would look up in the catalogue."""

from ..access.who import who_asks
from ..index import query
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareFilesLayer
from .interfaces import IFilesFolder
from .interfaces import IWelfareFileBase
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api
from plone.dexterity.utils import iterSchemata
from plone.restapi.interfaces import ISchemaSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer


PAGE = 25


@implementer(ISerializeToJson)
@adapter(IPrivateContent, IWelfareFilesLayer)
class PrivateToJson:
    """A file or record: its fields, its state, its file; no neighbours, no catalogue."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True, include_expansion=True):
        obj = self.context
        result = {
            "@id": obj.absolute_url(),
            "@type": obj.portal_type,
            "UID": IUUID(obj),
            "created": json_compatible(obj.created()),
            "id": obj.getId(),
            "is_folderish": False,
            "modified": json_compatible(obj.modified()),
            "parent": summary_of(aq_parent(aq_inner(obj)), self.request),
            "review_state": api.content.get_state(obj),
            "title": translate(obj.Title(), context=self.request),
        }
        for schema in iterSchemata(obj):
            result.update(getMultiAdapter((schema, obj, self.request), ISchemaSerializer)())
        return result


def summary_of(obj, request):
    """What a listing says of an object: no more than its reference or type."""
    return {
        "@id": obj.absolute_url(),
        "@type": obj.portal_type,
        "title": translate(obj.Title(), context=request),
    }


def row_summary(row, portal):
    """A row of the index in a listing, as plone.restapi shows a brain."""
    return {
        "@id": url_of(row, portal),
        "@type": row.portal_type,
        "UID": row.uid,
        "description": "",
        "review_state": row.state,
        "title": getattr(row, "reference", None) or row.title,
    }


def url_of(row, portal):
    """Address of the object of a row, as this request sees it."""
    depth = len(portal.getPhysicalPath())
    return "/".join([portal.absolute_url(), *row.path.split("/")[depth:]])


@adapter(IWelfareFileBase, IWelfareFilesLayer)
class FileToJson(PrivateToJson):
    """A file, with its records from the index: 25 a page, the newest event first."""

    def __call__(self, version=None, include_items=True, include_expansion=True):
        result = super().__call__(version, include_items, include_expansion)
        result["is_folderish"] = True
        if include_items and self.request.form.get("include_items") not in ("0", "false"):
            result.update(self.items())
        return result

    def items(self):
        who, uid, portal = who_asks(), IUUID(self.context), api.portal.get()
        after = self.request.form.get("after") or None
        page = query.records(who, uid, descending=True, after=after, limit=PAGE)
        found = {
            "items": [row_summary(row, portal) for row in page.rows],
            "items_total": sum(query.count_records(who, uid).values()),
        }
        if page.next:
            base = self.context.absolute_url()
            found["batching"] = {"@id": base, "next": f"{base}?after={page.next}"}
        return found


@implementer(ISerializeToJson)
@adapter(IFilesFolder, IWelfareFilesLayer)
class FilesFolderToJson:
    """The files of a school the person may see: 25 a page, by name of the child."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True, include_expansion=True):
        folder, portal = self.context, api.portal.get()
        school_uid = IUUID(aq_parent(aq_inner(folder)))
        after = self.request.form.get("after") or None
        page = query.register(who_asks(), school_uid, after=after, limit=PAGE)
        result = {
            "@id": folder.absolute_url(),
            "@type": folder.portal_type,
            "id": folder.getId(),
            "is_folderish": True,
            "items": [row_summary(row, portal) for row in page.rows],
            "title": folder.title,
        }
        if page.next:
            base = folder.absolute_url()
            result["batching"] = {"@id": base, "next": f"{base}?after={page.next}"}
        return result
