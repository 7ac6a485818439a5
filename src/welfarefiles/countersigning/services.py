"""REST on second signatures; the rules are those of the pages."""

from ..errors import FieldInvalid
from ..rest.deserialise import as_json
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..rest.times import moment
from ..signing.history import deed
from ..signing.history import deeds
from . import asking
from .asked import requests
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


class Signatures(JsonService):
    """``GET <record>/@signatures``: second signatures, requests, and the roles still missing."""

    def answer(self):
        record = self.context
        tell_revision(record, self.request)
        return {
            "@id": f"{record.absolute_url()}/@signatures",
            "items": [signature_as_json(one) for one in deeds(record, "countersigned")],
            "asked": [asked_as_json(one) for one in requests(record)],
            "missing": asking.missing_roles(record),
        }


class Change(ChangeService):
    """What the services that change something share: the refusals of `asking` as errors."""

    def answer(self):
        try:
            found = self.act(json_body(self.request))
        except FieldInvalid as error:
            raise Refused([as_json(error, self.request)]) from error
        tell_revision(self.context, self.request)
        return found

    def act(self, given):
        raise NotImplementedError


class Ask(Change):
    """``POST <record>/@signatures``: ``{"person", "role", "note"}``; 201 with the request."""

    def act(self, given):
        person, role = named_text(given, "person"), named_text(given, "role")
        asked = asking.ask(self.context, person, role, given.get("note") or "")
        self.request.response.setStatus(201)
        return asked_as_json(asked)


class Withdraw(Change):
    """``POST <record>/@withdraw-signature``: ``{"id"}`` of a standing request."""

    def act(self, given):
        return asked_as_json(asking.withdraw(self.context, named_text(given, "id")))


class Answer(Change):
    """Of whoever is asked; for anybody else there is no such service."""

    def reply(self):
        if not asking.may_sign(self.context):
            raise NotFound()
        return super().reply()


class Countersign(Answer):
    """``POST <record>/@countersign``: sign it."""

    def act(self, given):
        return signature_as_json(deed(self.context, asking.countersign(self.context)))


class Decline(Answer):
    """``POST <record>/@decline-signature``: ``{"reason"}``."""

    def act(self, given):
        return asked_as_json(asking.decline(self.context, given.get("reason") or ""))


def signature_as_json(one):
    """A second signature for a client; `number` is its place among all that was done."""
    return {
        "number": one.number,
        "by": one.user_id,
        "name": one.by,
        "role": one.role,
        "at": moment(one.at),
        "hash": one.hash,
    }


def asked_as_json(one):
    """A request for a client; `how` is null while nobody has answered it."""
    return {
        "id": one.id,
        "person": one.person,
        "role": one.role,
        "by": one.by,
        "at": moment(one.at),
        "note": one.note or None,
        "how": one.how or None,
        "ended_at": one.ended_at and moment(one.ended_at),
        "reason": one.reason or None,
    }
