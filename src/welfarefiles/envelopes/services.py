"""REST on envelopes: the rules are those of the pages."""

from ..calendars import london
from ..lookup import query
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from .received import received
from .received import received_one
from .sending import BadEnvelope
from .sending import envelopes_of
from .sending import give_back
from .sending import lend
from .sending import may_lend
from .sending import take_back
from .shown import as_json
from datetime import date
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.i18n import translate


class Service(JsonService):
    """What they share: errors beside their field, lists of envelopes."""

    def listed(self, pairs):
        now = london.now()
        items = [as_json(envelope, record, now) for envelope, record in pairs]
        url = f"{self.context.absolute_url()}/@envelopes"
        return {"@id": url, "items": items, "items_total": len(items)}

    def asked(self, name):
        return named_text(json_body(self.request), name)

    def refusing(self, do, *given):
        """Do it; a refusal becomes the errors of the answer."""
        try:
            return do(*given)
        except BadEnvelope as error:
            said = translate(error.args[0], context=self.request)
            raise Refused([{"field": error.field, "message": said}]) from error


class OfRecord(Service):
    """``GET <record>/@envelopes``: to whom a record was lent, for whoever may lend it."""

    def answer(self):
        return self.listed((one, self.context) for one in envelopes_of(self.context))


class OfFile(Service):
    """``GET <file>/@envelopes``: all that was lent of a file."""

    def answer(self):
        found = []
        for row in query.records_alone(IUUID(self.context)):
            record = self.context[row.path.rsplit("/", 1)[-1]]
            found += [(one, record) for one in envelopes_of(record)]
        found.sort(key=lambda pair: (pair[0].sent_at, pair[0].id), reverse=True)
        return self.listed(found)


class Lend(Service):
    """``POST <record>/@envelopes``: lend it: `recipient`, `purpose`, `until` (a date)."""

    def answer(self):
        if not may_lend(self.context):
            raise NotFound()
        try:
            until = date.fromisoformat(self.asked("until"))
        except ValueError:
            until = None
        given = (self.context, self.asked("recipient"), self.asked("purpose"), until)
        envelope = self.refusing(lend, *given)
        self.request.response.setStatus(201)
        return as_json(envelope, self.context, london.now())


class TakeBack(Service):
    """``POST <record>/@take-back``: `id` of the envelope and the `reason`."""

    def answer(self):
        self.refusing(take_back, self.context, self.asked("id"), self.asked("reason"))
        return self.reply_no_content()


class Mine(Service):
    """``GET @envelopes`` of the portal: what was lent to whoever asks and has to come back."""

    ledger_action = "envelopes.listed"

    def answer(self):
        return self.listed((one.envelope, one.record) for one in received() if one.envelope)


class GiveBack(Service):
    """``POST @give-back`` of the portal: the `id` of an envelope that one has done with."""

    def answer(self):
        one = received_one(self.asked("id"))
        if one is None:
            raise NotFound()
        self.refusing(give_back, one.record, one.envelope.id)
        return self.reply_no_content()
