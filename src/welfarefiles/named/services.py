"""REST on other children named: the rules are those of the page."""

from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from .checking import Check
from .keeping import REASONS
from .settling import BadSettlement
from .settling import keep_name
from .settling import replace_name
from plone.restapi.deserializer import json_body


class Named(JsonService):
    """``GET <record>/@named``: each name with its places, and whether it was settled."""

    def answer(self):
        tell_revision(self.context, self.request)
        return {
            "@id": f"{self.context.absolute_url()}/@named",
            "items": [self.mention(one) for one in Check(self.context).mentions],
            "reasons": [{"token": one, "title": self.said(REASONS[one])} for one in REASONS],
        }

    def mention(self, one):
        return {
            "key": one.key,
            "words": one.words,
            "pseudonym": one.pseudonym,
            "replaceable": one.is_replaceable,
            "on_front_sheet": one.is_known,
            "parent_or_carer": one.is_adult,
            "settled": one.is_settled,
            "kept": one.kept and {"reason": one.kept.reason, "why": self.said(one.kept.why)},
            "places": [
                {
                    "field": place.name,
                    "before": place.before,
                    "words": place.words,
                    "after": place.after,
                }
                for place in one.places
            ],
        }


class Settle(ChangeService):
    """``POST <record>/@named``: `key` of a name, and `reason` why it stays, or none to replace it.

    `words` say the reason where it is `other`.
    """

    def answer(self):
        sent = json_body(self.request)
        key, reason = named_text(sent, "key"), named_text(sent, "reason")
        try:
            if reason:
                keep_name(self.context, key, reason, named_text(sent, "words"))
            else:
                replace_name(self.context, key)
        except BadSettlement as error:
            raise Refused([{"field": error.field, "message": error.args[0]}]) from error
        tell_revision(self.context, self.request)
        return self.reply_no_content()
