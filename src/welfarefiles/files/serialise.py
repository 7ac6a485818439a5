"""Our content as JSON, in plone.restapi's shape, without what it would look up in the catalogue."""

from ..access.who import who_asks
from ..interfaces import IPrivateContent
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..rest.listing import batching
from ..rest.listing import page_asked
from ..rest.refusing import JsonService
from ..rest.times import moment
from ..rest.times import stamp
from ..unchanged import memory
from .interfaces import IFilesFolder
from .interfaces import ISchool
from .interfaces import IWelfareFileBase
from .navigation import schools
from .states import state_of
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import ISchemaSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.supermodel.utils import mergedTaggedValueDict
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText


#: Fields whose value is what plone.restapi would give out.
PLAIN = (IText, IBool, IDate, IInt)


def summary_of(obj, request):
    """What a listing says of an object: no more than its reference or type."""
    return {
        "@id": obj.absolute_url(),
        "@type": obj.portal_type,
        "title": translate(obj.Title(), context=request),
    }


def row_summary(row, address):
    """A row of the index in a listing, as plone.restapi shows a brain; of a record also when.

    :param address: what `addresses` gave.
    """
    found = {
        "@id": address(row),
        "@type": row.portal_type,
        "UID": row.uid,
        "description": "",
        "review_state": row.state,
        "title": getattr(row, "reference", None) or row.title,
    }
    if row.uid != getattr(row, "file_uid", row.uid):
        found["happened_at"] = moment(row.happened_at)
        if row.details.get("restricted"):
            found["restricted"] = True
    return found


def url_of(row, portal):
    """Address of the object of a row, as this request sees it."""
    return addresses(portal)(row)


def addresses(portal):
    """`url_of` for many rows: a function of one row."""
    base, depth = portal.absolute_url(), len(portal.getPhysicalPath())
    return lambda row: "/".join([base, *row.path.split("/")[depth:]])


@implementer(ISerializeToJson)
@adapter(IWelfareContent, IWelfareFilesLayer)
class ToJson:
    """What all our content says: its fields and its state; no neighbours, no catalogue."""

    is_folderish = True

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True, include_expansion=True):
        result = {**self.about(), **self.fields()}
        if include_items and self.request.form.get("include_items") not in ("0", "false"):
            result.update(self.items())
        return result

    def about(self):
        obj = self.context
        return {
            **summary_of(obj, self.request),
            "UID": IUUID(obj),
            "created": stamp(obj.created()),
            "id": obj.getId(),
            "is_folderish": self.is_folderish,
            "modified": stamp(obj.modified()),
            "parent": summary_of(aq_parent(aq_inner(obj)), self.request),
            "review_state": state_of(obj),
        }

    def fields(self):
        """Values by name. Most are plain, and need none of the adapters that others ask for."""
        found = {}
        for schema in iterSchemata(self.context):
            if mergedTaggedValueDict(schema, READ_PERMISSIONS_KEY):
                asked = (schema, self.context, self.request)
                found.update(getMultiAdapter(asked, ISchemaSerializer)())
                continue
            place = schema(self.context)
            for name, field in getFieldsInOrder(schema):
                if any(plain.providedBy(field) for plain in PLAIN):
                    found[name] = json_compatible(getattr(place, name, None))
                else:
                    asked = (field, self.context, self.request)
                    found[name] = getMultiAdapter(asked, IFieldSerializer)()
        return found

    def items(self):
        """What is in it, a page at a time."""
        return {}

    def listed(self, ask, count):
        """A page of rows: `ask(after=, limit=)` answers them, `count()` how many there are."""
        asked, address = self.request.form, addresses(api.portal.get())
        wanted = page_asked(asked)
        with query.together():
            page = ask(**wanted)
            is_all = not (wanted["after"] or page.next)
            total = len(page) if is_all else count()
        return {
            "items": [row_summary(row, address) for row in page],
            "items_total": total,
            **batching(self.context.absolute_url(), asked, page.next),
        }


@adapter(IPrivateContent, IWelfareFilesLayer)
class RecordToJson(ToJson):
    """A record."""

    is_folderish = False


@adapter(IWelfareFileBase, IWelfareFilesLayer)
class FileToJson(ToJson):
    """A file, with its records from the index, the newest event first."""

    def items(self):
        who, uid = who_asks(), IUUID(self.context)
        return self.listed(
            lambda **page: query.records(who, uid, descending=True, **page),
            lambda: sum(query.count_records(who, uid).values()),
        )


@adapter(IFilesFolder, IWelfareFilesLayer)
class FilesFolderToJson(ToJson):
    """The files of a school the person may open, by name of the child."""

    def items(self):
        who, school_uid = who_asks(), IUUID(aq_parent(aq_inner(self.context)))
        return self.listed(
            lambda **page: query.register(who, school_uid, **page),
            lambda: query.count_files(who, school_uid, memory=memory()),
        )


@adapter(ISchool, IWelfareFilesLayer)
class SchoolToJson(ToJson):
    """A school, and where its files are."""

    def items(self):
        return {"items": [summary_of(self.context["files"], self.request)], "items_total": 1}


class Schools(JsonService):
    """``GET @schools``: those the person may see. The catalogue knows no team and lists none."""

    def answer(self):
        found = [summary_of(school, self.request) for school in schools(self.context)]
        base = self.context.absolute_url()
        return {"@id": f"{base}/@schools", "items": found, "items_total": len(found)}
