"""REST on what happened to something that is kept: the rules are those of the page."""

from ..errors import BadRow
from ..records.appended import Appended
from ..rest.address import OneName
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from .keeping import happenings
from .keeping import KEY
from .keeping import note
from .keeping import strike
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


class Happenings(JsonService):
    """``GET …/@happenings``: what happened to it, the earliest first."""

    def answer(self):
        items = [as_json(one) for one in happenings(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@happenings", "items": items}


class Note(JsonService):
    """``POST …/@happenings``: ``{"kind", "on", "whom", "where", "note"}``; 201 with the line."""

    def answer(self):
        given = json_body(self.request)
        on = needed(given, "on", day_of)
        texts = [named_text(given, name) for name in ("whom", "where", "note")]
        try:
            made = note(self.context, named_text(given, "kind"), on, *texts)
        except BadRow as error:
            raise Refused([{"field": error.field, "message": error.message}]) from None
        self.request.response.setStatus(201)
        return as_json(made)


class Strike(OneName, JsonService):
    """``PATCH …/@happenings/{id}``: ``{"struck": reason}``."""

    def answer(self):
        try:
            Appended(self.context, KEY).get(self.id)
        except BadRow:
            raise NotFound() from None
        try:
            strike(self.context, self.id, named_text(json_body(self.request), "struck"))
        except BadRow as error:
            raise Refused([{"field": error.field, "message": error.message}]) from None
        return self.reply_no_content()


def as_json(line):
    """A line for a client."""
    return {
        "id": line.id,
        "kind": line.kind,
        "on": line.on.isoformat(),
        "whom": line.whom or None,
        "where": line.where or None,
        "note": line.note or None,
        "by": line.by,
        "at": moment(line.at),
        "struck_by": line.struck_by or None,
        "struck_at": line.struck_at and moment(line.struck_at),
        "struck": line.struck_reason or None,
    }
