"""Page and REST on what was raised and went into no file: how long it is kept, and its end."""

from .. import _
from ..disposal.batch import BadStep
from ..disposal.views import Form
from ..forms.content import KINDS
from ..forms.services import Service
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import texts_of
from ..retention import words
from . import unfiled
from AccessControl import Unauthorized
from functools import cached_property
from plone import api
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


STEPS = {
    "prepare": (unfiled.prepare, _("Prepared. Somebody else has to destroy it.")),
    "withdraw": (unfiled.withdraw, _("Withdrawn: it is kept.")),
    "destroy": (unfiled.destroy, _("Destroyed.")),
}
NO_STEP = _("Give prepare, withdraw or destroy.")


def lines(school):
    """What is kept and until when, by reference alone; what may go first stands first."""
    ready = unfiled.prepared(school)
    found = [(one, unfiled.explain_concern(one)) for one in unfiled.unfiled(school)]
    found.sort(key=lambda pair: (pair[1].disposal_from is None, pair[1].disposal_from))
    for concern, explanation in found:
        by, at = ready.get(concern.getId(), ("", None))
        winner = explanation.winner
        yield {
            "id": concern.getId(),
            "reference": concern.reference,
            "kind": KINDS[concern.kind],
            "settled_on": unfiled.settled_on(concern),
            "rule": winner.rule.id if winner else "",
            "period": words.period(winner.rule) if winner else "",
            "keep_until": explanation.keep_until,
            "obstacles": unfiled.obstacles_of(concern),
            "prepared_by": by,
            "prepared_at": at,
        }


class UnfiledPage(Form):
    """`<school>/@@raised-kept`: for records managers, and for those who authorise disposal."""

    tab = "raised-kept"
    page_title = _("Raised, in no file")
    ledger_action = "inbox.unfiled-listed"

    def act(self):
        step = self.typed("step")
        if step not in STEPS:
            raise NotFound
        do, said = STEPS[step]
        try:
            do(self.context, self.many("ids"))
        except Unauthorized:
            raise NotFound from None
        api.portal.show_message(said, self.request)
        return f"{self.context.absolute_url()}/@@raised-kept"

    @cached_property
    def lines(self):
        return list(lines(self.context))

    @property
    def kept(self):
        return [line for line in self.lines if not line["prepared_by"]]

    @property
    def prepared(self):
        return [line for line in self.lines if line["prepared_by"]]


class Kept(Service):
    """``GET <school>/@raised-kept``: what was settled and went into no file."""

    ledger_action = "inbox.unfiled-listed"

    def answer(self):
        items = [self.item(line) for line in lines(self.context)]
        return {"items": items, "items_total": len(items)}

    def item(self, line):
        days = ("settled_on", "keep_until", "prepared_at")
        line |= {name: line[name] and line[name].isoformat() for name in days}
        said = [self.said(one) for one in line["obstacles"]]
        words = {name: self.said(line[name]) for name in ("kind", "period")}
        return {**line, **words, "obstacles": said}


class End(Kept):
    """``POST <school>/@raised-kept``: `step` (prepare, withdraw, destroy) and `ids`."""

    ledger_action = ""

    def answer(self):
        step, ids = self.asked("step"), needed(json_body(self.request), "ids", texts_of)
        if step not in STEPS:
            raise Refused([{"field": "step", "message": NO_STEP}])
        try:
            STEPS[step][0](self.context, ids)
        except BadStep as error:
            raise Refused([{"field": "ids", "message": error.args[0]}]) from error
        except Unauthorized:
            raise NotFound from None
        return super().answer()
