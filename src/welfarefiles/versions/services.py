"""REST on the versions of a plan."""

from ..calendars.london import london_date
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from .keeping import begin
from .keeping import NoNewVersion
from .keeping import state_of
from .page import seen


class Versions(JsonService):
    """``GET …/@versions``: every version the person may see, the first one first."""

    def answer(self):
        items = [as_json(one) for one in seen(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@versions", "items": items}


class Begin(JsonService):
    """``POST …/@versions``: begin a new one; 201 with the draft."""

    def answer(self):
        try:
            draft = begin(self.context)
        except NoNewVersion as error:
            more = {"@id": error.url} if error.url else {}
            raise Refused([{"field": None, "message": error.args[0], **more}]) from None
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", draft.absolute_url())
        return as_json(draft)


def as_json(plan):
    """A version for a client."""
    return {
        "@id": plan.absolute_url(),
        "version": plan.version,
        "day": london_date(plan.happened_at).isoformat(),
        "review_state": state_of(plan),
        "superseded": plan.superseded,
    }
