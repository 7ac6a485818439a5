"""REST on a medication log: the rules are those of its page."""

from ..errors import BadRow
from ..rest.address import OneName
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import flag_of
from ..rest.fromjson import moment_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from . import keeping
from .opening import end_log
from .opening import takes_lines
from plone.restapi.deserializer import json_body
from zExceptions import NotFound


SHOWN = 100


def refusing(act, *given):
    """What an act returns; its `BadRow` as a refusal."""
    try:
        return act(*given)
    except BadRow as error:
        raise Refused([{"field": error.field, "message": error.message}]) from None


class Doses(JsonService):
    """``GET …/@doses``: the medicines, and the lines, the latest first, 100 at a time."""

    def answer(self):
        before = self.request.form.get("before")
        found = keeping.doses_of(self.context, SHOWN + 1, before if before else None)
        url = f"{self.context.absolute_url()}/@doses"
        more = {"next": f"{url}?before={found[SHOWN - 1].id}"} if len(found) > SHOWN else {}
        return {
            "@id": url,
            "takes_lines": takes_lines(self.context),
            "medicines": [medicine_json(one) for one in keeping.medicines_of(self.context)],
            "items": [dose_json(one) for one in found[:SHOWN]],
            **more,
        }


class AddDose(JsonService):
    """``POST …/@doses``: ``{"medicine", "at", "outcome", "dose", "reason"}``; 201 with the line."""

    def answer(self):
        given = json_body(self.request)
        at = needed(given, "at", moment_of)
        texts = [named_text(given, name) for name in ("outcome", "dose", "reason")]
        medicine = named_text(given, "medicine")
        line = refusing(keeping.add_dose, self.context, medicine, at, *texts)
        self.request.response.setStatus(201)
        return dose_json(line)


class ChangeDose(OneName, JsonService):
    """``PATCH …/@doses/{id}``: ``{"witness": true}``, or ``{"struck": reason}``; with the line."""

    def answer(self):
        known(keeping.DOSES, self.context, self.id)
        given = json_body(self.request)
        if "witness" in given and needed(given, "witness", flag_of):
            return dose_json(refusing(keeping.witness_dose, self.context, self.id))
        struck = named_text(given, "struck")
        return dose_json(refusing(keeping.strike_dose, self.context, self.id, struck))


class AddMedicine(JsonService):
    """``POST …/@medicines``: ``{"name", "usual", "instructions"}``; 201 with the medicine."""

    def answer(self):
        given = json_body(self.request)
        texts = [named_text(given, name) for name in ("name", "usual", "instructions")]
        made = refusing(keeping.add_medicine, self.context, *texts)
        self.request.response.setStatus(201)
        return medicine_json(made)


class StopMedicine(OneName, JsonService):
    """``PATCH …/@medicines/{id}``: ``{"stopped": reason}``."""

    def answer(self):
        known(keeping.MEDICINES, self.context, self.id)
        reason = named_text(json_body(self.request), "stopped")
        refusing(keeping.stop_medicine, self.context, self.id, reason)
        return self.reply_no_content()


class EndLog(JsonService):
    """``POST …/@end-log``: ``{"ended": reason}``."""

    def answer(self):
        refusing(end_log, self.context, named_text(json_body(self.request), "ended"))
        return self.reply_no_content()


def known(key, log, id):
    """Not found, unless the log has a line of this id."""
    try:
        keeping.Appended(log, key).get(id)
    except BadRow:
        raise NotFound() from None


def medicine_json(medicine):
    """A medicine for a client."""
    return {
        "id": medicine.id,
        "name": medicine.name,
        "usual": medicine.dose,
        "instructions": medicine.instructions or None,
        "added_by": medicine.added_by,
        "added_at": moment(medicine.added_at),
        "stopped_by": medicine.stopped_by or None,
        "stopped_at": medicine.stopped_at and moment(medicine.stopped_at),
        "stopped": medicine.stop_reason or None,
    }


def dose_json(line):
    """A line for a client."""
    return {
        "id": line.id,
        "medicine": line.medicine_id,
        "name": line.medicine,
        "dose": line.dose,
        "at": moment(line.at),
        "outcome": line.outcome,
        "reason": line.reason or None,
        "by": line.by,
        "recorded_at": moment(line.recorded_at),
        "witness": line.witness or None,
        "witnessed_at": line.witnessed_at and moment(line.witnessed_at),
        "waits": line.waits,
        "struck_by": line.struck_by or None,
        "struck_at": line.struck_at and moment(line.struck_at),
        "struck": line.struck_reason or None,
    }
