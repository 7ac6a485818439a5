"""REST on the markers of a file (R071, R072)."""

from .. import _
from ..calendars import london
from ..rest.deserialise import Refused
from ..rest.fromjson import text_of
from ..rest.fromjson import Unreadable
from ..rest.refusing import JsonService
from ..rest.times import moment
from .markers import BadMarker
from .markers import HOURS
from .marking import end_marker
from .marking import markers_of
from .marking import set_marker
from datetime import datetime
from plone.restapi.deserializer import json_body
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


NOT_MOMENT = _("Give the date and the time as 2026-11-19T15:40, London's time, or with an offset.")


class Markers(JsonService):
    """``GET …/@markers`` of a file: those that stand and those that were."""

    def answer(self):
        items = [as_json(marker) for marker in markers_of(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@markers", "items": items}


class SetMarker(JsonService):
    """``POST …/@markers``: ``{"kind", "starts", "source"}``; 201 with the marker."""

    def answer(self):
        given = json_body(self.request)
        kind, source = read_text(given, "kind"), read_text(given, "source")
        starts = read_moment(given, "starts")
        marker = refusing(set_marker, self.context, kind, starts, source)
        self.request.response.setStatus(201)
        return as_json(marker)


@implementer(IPublishTraverse)
class EndMarker(JsonService):
    """``PATCH …/@markers/{id}``: ``{"ends", "source"}``; answered with the marker."""

    id = None

    def publishTraverse(self, request, name):
        if self.id is not None:
            raise NotFound(name)
        self.id = name
        return self

    def answer(self):
        if self.id not in {marker.id for marker in markers_of(self.context)}:
            raise NotFound()
        given = json_body(self.request)
        ends, source = read_moment(given, "ends"), read_text(given, "source")
        return as_json(refusing(end_marker, self.context, self.id, ends, source))


def refusing(act, *args):
    """What an act returns; its `BadMarker` as a refusal."""
    try:
        return act(*args)
    except BadMarker as error:
        field = error.field.removeprefix("end_")
        raise Refused([{"field": field, "message": error.message}]) from None


def read_text(given, name):
    try:
        return text_of(given.get(name) or "")
    except Unreadable as error:
        raise Refused([{"field": name, "message": error.args[0]}]) from None


def read_moment(given, name):
    """An instant of JSON, London's where no offset says otherwise; raises `Refused`."""
    try:
        read = datetime.fromisoformat(given[name])
        return london.storable(read if london.is_aware(read) else london.localise(read))
    except (london.NoSuchTime, london.AmbiguousTime) as error:
        raise Refused([{"field": name, "message": str(error)}]) from None
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Refused([{"field": name, "message": NOT_MOMENT}]) from None


def as_json(marker):
    """A marker for a client."""
    return {
        "id": marker.id,
        "kind": marker.kind,
        "starts": moment(marker.starts),
        "source": marker.source,
        "set_by": marker.set_by,
        "set_at": moment(marker.set_at),
        "hours_taken": marker.hours_taken,
        "hours_allowed": HOURS.get(marker.kind),
        "in_time": marker.in_time,
        "ends": marker.ends and moment(marker.ends),
        "end_source": marker.end_source or None,
        "ended_by": marker.ended_by or None,
        "ended_at": marker.ended_at and moment(marker.ended_at),
    }
