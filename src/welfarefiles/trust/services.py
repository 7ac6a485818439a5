"""REST on offers of other schools: the rules are those of the page."""

from ..rest.address import Names
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.times import moment
from ..transfer.questions import BadStep
from . import answering
from .offered import chosen
from .offered import offered
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


def offer_as_json(school, one):
    """One offered part; it names no child."""
    pack, offer = one.transfer.pack, one.transfer.offer
    return {
        "@id": f"{school.absolute_url()}/@offers/{one.transfer.id}/{one.part.id}",
        "transfer": one.transfer.id,
        "part": one.part.id,
        "type": one.part.type,
        "reference": one.part.reference,
        "sender": one.sender.title,
        "offered_by": offer.by,
        "offered_at": moment(offer.at),
        "size": pack.size,
        "manifest_sha256": pack.manifest_hash,
    }


class Offers(Names, JsonService):
    """``GET <school>/@offers``; ``GET <school>/@offers/{transfer}/{part}``."""

    def answer(self):
        answering.need(self.context)
        if self.names:
            return offer_as_json(self.context, self.one(*self.names))
        found = [offer_as_json(self.context, one) for one in offered(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@offers", "items": found}

    def one(self, *names):
        """The offered part of an address. Raises `NotFound`."""
        found = chosen(self.context, [":".join(names)]) if len(names) == 2 else [None]
        if found == [None]:
            raise NotFound()
        return found[0]


class Answer(Offers):
    """``POST <school>/@offers/{transfer}/{part}/accept``: a job; ``…/refuse``: `why`."""

    def answer(self):
        answering.need(self.context)
        *names, step = self.names or [""]
        if step not in ("accept", "refuse"):
            raise NotFound()
        key = self.one(*names).key
        try:
            if step == "accept":
                job = answering.accept(self.context, [key])
                self.request.response.setStatus(202)
                return {"job": job}
            why = named_text(json_body(self.request), "why")
            answering.refuse(self.context, [key], why)
        except BadStep as error:
            raise Refused([{"field": error.field, "message": error.args[0]}]) from None
        self.request.response.setStatus(204)
        return None
