"""REST on raising concerns: the rules are those of the pages."""

from ..people.team import school_of
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.fromjson import value_of
from ..rest.refusing import JsonService
from ..rest.upload import decoded
from ..rest.upload import HOW
from ..rest.wording import Unreadable
from ..submission import TOKEN
from .asking import ask
from .asking import day_of
from .definition import definition_of
from .lists import offered
from .own import mine
from .own import shown
from .page import problem
from .page import WHY_NOT_TOLD
from .raising import add_to
from .raising import BadConcern
from .raising import own
from .raising import raise_concern
from .taking import photograph
from .taking import refuse_too_many
from .taking import sent_of
from plone.restapi.deserializer import json_body
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema import getFieldsInOrder


class Service(JsonService):
    """What they share: reading what was sent, errors beside their field."""

    def asked(self, name):
        return named_text(json_body(self.request), name)

    def token(self):
        """The client's `Idempotency-Key`, or None."""
        key = self.request.getHeader("Idempotency-Key")
        return key if key and TOKEN.match(key) else None

    def refusing(self, do, *given):
        """Do it; a refusal becomes the errors of the answer."""
        try:
            return do(*given)
        except BadConcern as error:
            raise refused(error.field, error.args[0]) from error

    def made(self, concern):
        self.request.response.setStatus(201)
        return shown(concern)


def refused(field, message):
    """A `Refused` with one error."""
    said = translate(message, context=getRequest())
    return Refused([{"field": field, "message": said}])


class FindPupil(Service):
    """``POST <school>/concerns/@find-pupil``: `text`; what the form offers for it."""

    def answer(self):
        items = offered(self.context, self.asked("text"))
        return {"items": items, "items_total": len(items)}


class Raise(Service):
    """``POST <school>/concerns/@raise``: `child`, `pupil` (key), the fields, `photographs`.

    With an `Idempotency-Key` (16 hex digits) the same request sent twice makes one concern.
    """

    def answer(self):
        given = json_body(self.request)
        definition = definition_of(school_of(self.context))
        data = values(definition.schema, given)
        photographs = self.refusing(pictures, given.get("photographs") or [])
        flags = tuple(self.said(one) for one in definition.flags)
        child, pupil = self.asked("child"), self.asked("pupil")
        school = school_of(self.context)
        sent = sent_of(school, definition.schema, data, child, pupil, photographs, flags)
        return self.made(self.refusing(raise_concern, self.context, sent, self.token()))


def values(schema, given):
    """{field: value} of the form's fields; raises `Refused` with every error."""
    found, errors = {}, []
    for name, field in getFieldsInOrder(schema):
        bound = field.bind(None)
        try:
            value = value_of(bound, given.get(name))
        except Unreadable as error:
            errors.append({"field": name, "message": error.args[0]})
            continue
        sentence = problem(field, value)
        if sentence:
            errors.append({"field": name, "message": sentence})
        found[name] = value
    if found.get("parents_know") == "no" and not found.get("not_told_reason"):  # R029
        errors.append({"field": "not_told_reason", "message": WHY_NOT_TOLD})
    if errors:
        raise Refused(errors)
    return found


def pictures(given):
    """`NamedBlobFile`s of what a client sent: a list of data, encoding, filename."""
    try:
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise Unreadable(HOW)
        refuse_too_many(given, sum(len(str(one.get("data"))) * 3 // 4 for one in given))
        return tuple(photograph(decoded(one.get("data")), one.get("filename")) for one in given)
    except Unreadable as error:
        raise BadConcern(error.args[0], "photographs") from error


class Ask(Service):
    """``POST …/@ask-to-see``: `child`, `pupil`, `who`, `name`, `how`, `day`, `what`."""

    def answer(self):
        names = ("child", "pupil", "who", "name", "how")
        given = [self.asked(name) for name in names]
        day = day_of(self.asked("day"))
        concern = self.refusing(ask, self.context, *given, day, self.asked("what"), self.token())
        return self.made(concern)


class Mine(Service):
    """``GET <school>/concerns/@my-concerns``: what the person raised and what became of it."""

    ledger_action = "forms.own-viewed"

    def answer(self):
        items = mine(self.context)
        return {"items": items, "items_total": len(items)}


class Add(Service):
    """``POST <school>/concerns/@my-concerns``: the `id` of one, and the `text` to add to it."""

    def answer(self):
        concern = own(self.context, self.asked("id"))
        if concern is None:
            raise NotFound()
        self.refusing(add_to, concern, self.asked("text"))
        return shown(concern)
