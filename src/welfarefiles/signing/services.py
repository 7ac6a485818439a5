"""REST on what was added to a signed record; the rules are those of the pages."""

from ..errors import FieldInvalid
from ..rest.deserialise import as_json
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..rest.times import moment
from .addenda import add_addendum
from .addenda import addenda
from .history import deed
from plone.restapi.deserializer import json_body


PARTS = ("about", "text", "names_stay")


class Addenda(JsonService):
    """``GET <record>/@addenda``: the addenda, the oldest first."""

    def answer(self):
        tell_revision(self.context, self.request)
        items = [addendum_as_json(one) for one in addenda(self.context)]
        url = f"{self.context.absolute_url()}/@addenda"
        return {"@id": url, "items": items, "items_total": len(items)}


class AddAddendum(ChangeService):
    """``POST <record>/@addenda``: ``{"about", "text"}``; 201 with the addendum, signed at once.

    `names_stay` says why another child is named in it.
    """

    def answer(self):
        given = json_body(self.request)
        try:
            link = add_addendum(self.context, *(given.get(name) or "" for name in PARTS))
        except FieldInvalid as error:
            raise Refused([as_json(error, self.request)]) from error
        tell_revision(self.context, self.request)
        self.request.response.setStatus(201)
        return addendum_as_json(deed(self.context, link))


def addendum_as_json(one):
    """An addendum for a client; `number` is its place among all that was done to the record."""
    return {
        "number": one.number,
        "about": one.about,
        "text": one.text,
        "at": moment(one.at),
        "by": one.user_id,
        "name": one.by,
        "hash": one.hash,
    }
