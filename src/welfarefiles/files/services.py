"""REST on our content: read, add, change. The rules are those of the pages (R184)."""

from .. import _
from ..interfaces import IFilesFolder
from ..interfaces import IRecord
from ..interfaces import ISchool
from ..interfaces import IWelfareFileBase
from ..permissions import EDIT_FRONT_SHEET
from ..rest.deserialise import as_json
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..submission import object_id
from ..submission import TOKEN
from .opening import refuse_uncovered
from AccessControl import Unauthorized
from plone import api
from plone.app.content.interfaces import INameFromTitle
from plone.dexterity.interfaces import IDexterityFTI
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.services.content.add import FolderPost
from zExceptions import NotFound
from zope.component import createObject
from zope.component import getMultiAdapter
from zope.component import queryUtility
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import ObjectCreatedEvent


NO_TYPE = _("Say what to add.")
NOT_HERE = _("This cannot be added here.")
BAD_KEY = _("An Idempotency-Key is 16 hexadecimal digits, made anew for each thing to add.")

#: Which permission each way of writing needs, as in services.zcml.
WRITING = (
    (IFilesFolder, "POST", "Add portal content"),
    (IWelfareFileBase, "POST", "Add portal content"),
    (ISchool, "PATCH", "Modify portal content"),
    (IWelfareFileBase, "PATCH", EDIT_FRONT_SHEET),
    (IRecord, "PATCH", "Modify portal content"),
)


class Get(JsonService):
    """``GET`` and ``HEAD``: the fields; `ETag` names the state they are of."""

    @property
    def ledger_action(self):
        """What seeing this is called in the ledger; a school alone tells of nobody."""
        if IFilesFolder.providedBy(self.context):
            return "files.register-viewed"
        if IWelfareFileBase.providedBy(self.context):
            return "files.viewed"
        return "records.viewed" if IRecord.providedBy(self.context) else ""

    def answer(self):
        tell_revision(self.context, self.request)
        return serialised(self.context, self.request)


class Post(JsonService):
    """``POST``: add a file or a record, all or nothing.

    With an `Idempotency-Key` (16 hex digits) the same request sent twice makes one thing: the
    second is answered with what the first made.
    """

    def answer(self):
        data = json_body(self.request)
        fti = allowed_type(self.context, data.get("@type"))
        obj = createObject(fti.factory)
        name = self.name(obj)
        if name in self.context:
            return self.made(visible(self.context[name]), 200)
        self.fill(obj, data)
        try:
            notify(ObjectCreatedEvent(obj))
            self.context._setObject(name, obj)
        except Invalid as error:
            raise Refused([as_json(error, self.request)]) from error
        return self.made(self.context[name], 201)

    def name(self, obj):
        """The new object's id, which nobody can choose or guess; it gets it here."""
        key = self.request.getHeader("Idempotency-Key")
        obj.id = INameFromTitle(obj).title
        if key is not None:
            if not TOKEN.match(key):
                raise Refused([{"field": None, "message": BAD_KEY}])
            same_each_time = object_id(self.context, key)
            obj.id = obj.id[: -len(same_each_time)] + same_each_time
        return obj.id

    def fill(self, obj, data):
        """Read what was sent into an object that has its place only as far as rules can see."""
        placed = obj.__of__(self.context)
        reader = getMultiAdapter((placed, self.request), IDeserializeFromJson)
        reader(validate_all=True, data=data, create=True)

    def made(self, obj, status):
        response = self.request.response
        response.setStatus(status)
        response.setHeader("Location", obj.absolute_url())
        tell_revision(obj, self.request)
        return serialised(obj, self.request)


class PostToSite(Post):
    """``POST`` to the portal: a school as ours, anything else as Plone does."""

    def answer(self):
        if json_body(self.request).get("@type") == "School":
            return super().answer()
        stock = FolderPost()
        stock.context, stock.request = self.context, self.request
        return stock.reply()


class Patch(ChangeService):
    """``PATCH``: change a draft, or the front sheet of a file.

    `If-Match` names the state it is made from: see `rest.revision`.
    """

    def answer(self):
        try:
            getMultiAdapter((self.context, self.request), IDeserializeFromJson)()
        except Invalid as error:
            raise Refused([as_json(error, self.request)]) from error
        tell_revision(self.context, self.request)
        if self.request.getHeader("Prefer") == "return=representation":
            return serialised(self.context, self.request)
        return self.reply_no_content()


class Options(JsonService):
    """``OPTIONS``: what the person may do here now, in `Allow`."""

    def answer(self):
        allowed = ["GET", "HEAD", "OPTIONS"]
        for interface, method, permission in WRITING:
            if interface.providedBy(self.context) and api.user.has_permission(
                permission, obj=self.context
            ):
                allowed.append(method)
        self.request.response.setHeader("Allow", ", ".join(allowed))
        return self.reply_no_content()


class Absent(JsonService):
    """In place of stock services that are none of ours."""

    def answer(self):
        raise NotFound()


def allowed_type(container, name):
    """The type information of what may be added here by whoever asks.

    Raises `Refused` for what nobody can add here, `Unauthorized` for what this person may not.
    """
    if not name:
        raise Refused([{"field": "@type", "message": NO_TYPE}])
    fti = queryUtility(IDexterityFTI, name=name) if isinstance(name, str) else None
    if fti is None or not container.getTypeInfo().allowType(name):
        raise Refused([{"field": "@type", "message": NOT_HERE}])
    if not fti.isConstructionAllowed(container):
        raise Unauthorized
    refuse_uncovered(container, name)
    return fti


def visible(obj):
    """The object, or `Unauthorized`: who made it may have lost sight of it since."""
    if not api.user.has_permission("View", obj=obj):
        raise Unauthorized
    return obj


def serialised(obj, request):
    """The object as JSON."""
    return getMultiAdapter((obj, request), ISerializeToJson)()
