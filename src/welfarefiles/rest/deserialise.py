"""A client's JSON put into one of our objects: every field, every rule, then the values (R184).

In place of plone.restapi's own: that one sets values before it has checked them, loses what it does
not know, and drops the field from the errors of rules that look at several.
"""

from .. import _
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFilesLayer
from .fromjson import text_of
from .fromjson import Unreadable
from .fromjson import value_of
from .wording import MISSING
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamedField
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from z3c.form.interfaces import IManagerValidator
from zExceptions import BadRequest
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.event import notify
from zope.i18n import translate
from zope.interface import implementer
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder


#: The portal sets these beside what the schemas mark as its own.
SET_BY_PORTAL = frozenset(
    ("id", "UID", "title", "created", "modified", "creators", "review_state", "parent", "layout")
)
SET_HERE = _("The portal sets this itself; leave it out.")
NO_SUCH_FIELD = _("There is no such field.")


class Refused(BadRequest):
    """What a client sent cannot be taken.

    :ivar errors: list of ``{"field": name or None, "message": sentence, …}``, never empty.
    """

    def __init__(self, errors):
        super().__init__(" ".join(error["message"] for error in errors))
        self.errors = errors


def as_json(error, request):
    """An `Invalid` of a rule, as one of the errors of `Refused`.

    Its `field` and, of a child who has a file already, `url` come along where it has them.
    """
    found = {
        "field": getattr(error, "field", None),
        "message": translate(error.args[0], context=request),
    }
    url = getattr(error, "url", None)
    return {**found, "@id": url} if url else found


def needed(sent, name, read):
    """A value that has to be among what was sent beside the fields; raises `Refused`.

    :param read: a reader of `rest.fromjson`, for example `day_of`.
    """
    try:
        return read(sent.get(name))
    except Unreadable as error:
        raise Refused([{"field": name, "message": error.args[0]}]) from error


def named(sent, name, read):
    """The same for a value that may be left out: None when it was."""
    return None if sent.get(name) is None else needed(sent, name, read)


def named_text(sent, name):
    """The same for a text, "" when it was not sent."""
    return named(sent, name, text_of) or ""


@implementer(IDeserializeFromJson)
@adapter(IWelfareContent, IWelfareFilesLayer)
class FromJson:
    """Reads the body of a request into a school, file or record."""

    def __init__(self, context, request):
        self.context = context
        self.request = request
        self.errors = []

    def __call__(self, validate_all=False, data=None, create=False):
        """Set all fields that were sent, or raise `Refused` and set none.

        :param create: the object is new: what is not sent has its default, and has to stand too.
        """
        data = json_body(self.request) if data is None else data
        schemata = list(iterSchemata(self.context))
        self.refuse_unknown(data, schemata)
        values = {schema: self.read(schema, data, validate_all) for schema in schemata}
        for schema in schemata:
            self.ask_rules(schema, values[schema])
        if self.errors:
            raise Refused(self.errors)
        changed = [Attributes(schema, *self.put(schema, values[schema])) for schema in schemata]
        if not create and any(change.attributes for change in changed):
            notify(ObjectModifiedEvent(self.context, *changed))
        return self.context

    def refuse(self, name, message):
        self.errors.append({"field": name, "message": translate(message, context=self.request)})

    def refuse_unknown(self, data, schemata):
        """A name that is misspelt would lose what was written under it."""
        fields = {name: field for schema in schemata for name, field in getFieldsInOrder(schema)}
        for name in data:
            if name in fields:
                if fields[name].readonly:
                    self.refuse(name, SET_HERE)
            elif not name.startswith("@"):
                self.refuse(name, SET_HERE if name in SET_BY_PORTAL else NO_SUCH_FIELD)

    def read(self, schema, data, everything):
        """`{name: value}` of what was sent for a schema and can be meant."""
        values, place = {}, schema(self.context)
        for name, field in getFieldsInOrder(schema):
            if field.readonly or is_kept(field, data.get(name), getattr(place, name, None)):
                continue
            if name in data:
                self.read_one(field.bind(self.context), data[name], values)
            elif everything and field.required and getattr(place, name, None) is None:
                self.refuse(name, MISSING)
        return values

    def read_one(self, field, given, values):
        try:
            values[field.__name__] = value_of(field, given)
        except Unreadable as error:
            self.refuse(field.__name__, error.args[0])

    def ask_rules(self, schema, values):
        """What forms ask too: rules that look at several fields. A field is blamed once."""
        validator = getMultiAdapter(
            (self.context, self.request, None, schema, None), IManagerValidator
        )
        blamed = {error["field"] for error in self.errors}
        for error in validator.validate(values):
            found = as_json(error, self.request)
            if found["field"] is None or found["field"] not in blamed:
                blamed.add(found["field"])
                self.errors.append(found)

    def put(self, schema, values):
        """Set what differs; the names of it."""
        place = schema(self.context)
        changed = [name for name, value in values.items() if getattr(place, name, None) != value]
        for name in changed:
            setattr(place, name, values[name])
        return changed


def is_kept(field, given, present):
    """Whether a client sent a file back as it was given out: described, without its data."""
    described = isinstance(given, dict) and "download" in given
    return described and present is not None and INamedField.providedBy(field)
