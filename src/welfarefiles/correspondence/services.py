"""REST on threads of emails: the rules are those of the pages."""

from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from .superseding import BadThread
from .superseding import compared
from .superseding import may_supersede
from .superseding import supersede
from .superseding import take_back
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


class Thread(JsonService):
    """``GET <email>/@thread``: the earlier emails, and what this one lacks of each."""

    def answer(self):
        if not may_supersede(self.context):
            raise NotFound()
        items = [
            {"@id": one.record.absolute_url(), "lacking": [self.said(why) for why in one.lacking]}
            for one in compared(self.context)
        ]
        return {"@id": f"{self.context.absolute_url()}/@thread", "items": items}


class Supersede(JsonService):
    """``POST <email>/@thread``: mark those it holds whole.

    With ``"back": true`` this one counts by itself again.
    """

    def answer(self):
        sent = json_body(self.request)
        try:
            if sent.get("back") is True:
                take_back(self.context)
                return self.reply_no_content()
            marked = supersede(self.context)
        except BadThread as error:
            raise Refused([{"field": None, "message": error.args[0]}]) from error
        return {"items": [{"@id": one.absolute_url()} for one in marked]}
