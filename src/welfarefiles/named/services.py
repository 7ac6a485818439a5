"""REST on other children named: the rules are those of the page."""

from ..files.serialise import addresses
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from .checking import Check
from .keeping import REASONS
from .of_file import named_in
from .settling import BadSettlement
from .settling import keep_name
from .settling import replace_name
from plone import api
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


class NamedInFile(JsonService):
    """``GET <file>/@names``: the records that name others, with the words and why each stays."""

    def answer(self):
        found, is_whole = named_in(self.context)
        address = addresses(api.portal.get())
        return {
            "@id": f"{self.context.absolute_url()}/@names",
            "whole": is_whole,
            "items": [
                {
                    "@id": address(row),
                    "names": [
                        {
                            "words": one.words,
                            "settled": one.is_settled,
                            "why": self.said(one.kept.why) if one.is_settled else None,
                        }
                        for one in mentions
                    ],
                }
                for row, mentions in found
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
