"""REST on the markers of a file (R071, R072)."""

from ..rest.address import OneName
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import moment_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from .markers import BadMarker
from .markers import HOURS
from .marking import end_marker
from .marking import markers_of
from .marking import set_marker
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


class Markers(JsonService):
    """``GET …/@markers`` of a file: those that stand and those that were."""

    def answer(self):
        items = [as_json(marker) for marker in markers_of(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@markers", "items": items}


class SetMarker(JsonService):
    """``POST …/@markers``: ``{"kind", "starts", "source"}``; 201 with the marker."""

    def answer(self):
        given = json_body(self.request)
        kind, source = named_text(given, "kind"), named_text(given, "source")
        starts = needed(given, "starts", moment_of)
        marker = refusing(set_marker, self.context, kind, starts, source)
        self.request.response.setStatus(201)
        return as_json(marker)


class EndMarker(OneName, JsonService):
    """``PATCH …/@markers/{id}``: ``{"ends", "source"}``; answered with the marker."""

    def answer(self):
        if self.id not in {marker.id for marker in markers_of(self.context)}:
            raise NotFound()
        given = json_body(self.request)
        ends, source = needed(given, "ends", moment_of), named_text(given, "source")
        return as_json(refusing(end_marker, self.context, self.id, ends, source))


def refusing(act, *args):
    """What an act returns; its `BadMarker` as a refusal."""
    try:
        return act(*args)
    except BadMarker as error:
        field = error.field.removeprefix("end_")
        raise Refused([{"field": field, "message": error.message}]) from None


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
