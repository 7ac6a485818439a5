"""REST on taking a paper volume out: the rules are those of the page."""

from ..errors import BadRow
from ..rest.address import OneName
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from . import keeping
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


#: Step -> what does it, and the field it needs.
STEPS = {
    "authorise": (keeping.authorise, None),
    "refuse": (keeping.refuse, "refusal"),
    "bring-back": (keeping.bring_back, "now_where"),
    "withdraw": (keeping.withdraw, "struck"),
}


def refusing(act, *given):
    """What an act returns; its `BadRow` as a refusal."""
    try:
        return act(*given)
    except BadRow as error:
        raise Refused([{"field": error.field, "message": error.message}]) from None


class Removals(JsonService):
    """``GET …/@removals``: who had it, the latest first."""

    def answer(self):
        items = [as_json(one) for one in keeping.removals(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@removals", "items": items}


class Ask(JsonService):
    """``POST …/@removals``: ``{"holder", "purpose", "back_by"}``; 201 with the removal."""

    def answer(self):
        given = json_body(self.request)
        texts = named_text(given, "holder"), named_text(given, "purpose")
        made = refusing(keeping.ask, self.context, *texts, needed(given, "back_by", day_of))
        self.request.response.setStatus(201)
        return as_json(made)


class Step(OneName, JsonService):
    """``PATCH …/@removals/{id}``: ``{"step"}`` and what that step needs; with the removal."""

    def answer(self):
        try:
            keeping.removal(self.context, self.id)
        except BadRow:
            raise NotFound() from None
        given = json_body(self.request)
        step = named_text(given, "step")
        if step not in STEPS:
            raise Refused([{"field": "step", "message": "Say what is done with it."}])
        act, field = STEPS[step]
        texts = [named_text(given, field)] if field else []
        return as_json(refusing(act, self.context, self.id, *texts))


def as_json(removal):
    """A removal for a client."""
    return {
        "id": removal.id,
        "state": removal.state,
        "holder": removal.holder,
        "purpose": removal.purpose,
        "back_by": removal.back_by.isoformat(),
        "asked_by": removal.asked_by,
        "asked_at": moment(removal.asked_at),
        "manager": removal.manager or None,
        "decided_at": removal.decided_at and moment(removal.decided_at),
        "refusal": removal.refusal or None,
        "back_at": removal.back_at and moment(removal.back_at),
        "now_where": removal.now_where or None,
        "struck": removal.struck_reason or None,
    }
