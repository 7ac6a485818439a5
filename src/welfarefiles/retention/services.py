"""REST on retention: how long a file is kept, the schedule, the holds (R163-R183, R184)."""

from .. import _
from ..calendars import london
from ..people.team import school_of
from ..rest.deserialise import Refused
from ..rest.fromjson import text_of
from ..rest.fromjson import Unreadable
from ..rest.refusing import JsonService
from ..rest.times import moment
from .acting import adopt_schedule
from .acting import holds_known
from .acting import release_hold
from .acting import save_knowledge
from .acting import set_hold
from .acting import sibling
from .facts import as_json
from .gathering import explain_file
from .gathering import facts_of
from .gathering import holds_on
from .holds import BadHold
from .knowledge import BadKnowledge
from .knowledge import DAYS
from .knowledge import knowledge_of
from .known import sees_facts
from .recomputing import impact
from .schedule import BadSchedule
from .schedule import Schedule
from .schedules import schedule_of
from .spreadsheet import read
from .spreadsheet import written
from dataclasses import replace
from datetime import date
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


NOT_DAY = _("Give the day as 2026-11-19, or null.")
NOT_BOOLEAN = _("Give true or false.")
NOT_LIST = _("Give a list.")
UNKNOWN = _("There is no such fact here.")


def day(value):
    """A day as JSON, or None."""
    return value.isoformat() if value else None


def read_day(field, value):
    """A day of JSON, or None; raises `Refused`."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except (TypeError, ValueError):
        raise Refused([{"field": field, "message": NOT_DAY}]) from None


def read_text(field, value):
    """A text of JSON; raises `Refused`."""
    try:
        return text_of(value)
    except Unreadable as error:
        raise Refused([{"field": field, "message": error.args[0]}]) from None


class Retention(JsonService):
    """``GET …/@retention`` of a file: rules that apply, which decides, what is missing.

    Days, facts and holds are null to whoever does not need them: see `known.sees_facts`.
    """

    def answer(self):
        found, in_full = explain_file(self.context), sees_facts(self.context)
        schedule = schedule_of(school_of(self.context))
        holds = holds_on(self.context)

        def told(value):
            return value if in_full else None

        return {
            "@id": f"{self.context.absolute_url()}/@retention",
            "schedule": {"id": schedule.id, "version": schedule.version, "title": schedule.title},
            "facts": told(as_json(facts_of(self.context))),
            "rules": [
                {
                    "rule": result.rule.id,
                    "class": result.rule.file_class,
                    "trigger": result.rule.trigger,
                    "years": result.rule.years,
                    "counted_from": told(day(result.day)),
                    "keep_until": told(day(result.keep_until)),
                    "missing": result.missing or None,
                    "decides": result is found.winner,
                }
                for result in found.results
            ],
            "keep_until": told(day(found.keep_until)),
            "disposal_from": told(day(found.disposal_from)),
            "review_on": told(day(found.review_on)),
            "permanent": found.permanent,
            "missing": list(found.missing),
            "held": bool(holds),
            "holds": told([hold_as_json(hold) for hold in holds]),
        }


class EnterFacts(Retention):
    """``PATCH …/@retention``: enter facts; answered with what follows from them.

    ``siblings``: a list of ``{"reference": …}`` or ``{"born": day}``.
    """

    def answer(self):
        given = json_body(self.request)
        readers = {
            **dict.fromkeys((*DAYS, "keep_until"), read_day),
            **dict.fromkeys(("family_complete", "sexual_abuse"), read_flag),
            "keep_reason": read_text,
            "classes": read_tokens,
            "siblings": self.read_siblings,
        }
        for name in given:
            if name not in readers:
                raise Refused([{"field": name[:40], "message": UNKNOWN}])
        try:
            values = {name: readers[name](name, value) for name, value in given.items()}
            save_knowledge(self.context, replace(knowledge_of(self.context), **values))
        except BadKnowledge as error:
            raise Refused([{"field": error.field, "message": str(error)}]) from None
        return super().answer()

    def read_siblings(self, name, given):
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise Refused([{"field": name, "message": NOT_LIST}])
        return tuple(
            sibling(
                self.context,
                read_text(name, one.get("reference") or ""),
                read_day(name, one.get("born")),
            )
            for one in given
        )


def read_flag(field, value):
    """True or false of JSON; raises `Refused`."""
    if not isinstance(value, bool):
        raise Refused([{"field": field, "message": NOT_BOOLEAN}])
    return value


def read_tokens(field, value):
    """A set of texts of JSON; raises `Refused`."""
    if not isinstance(value, list):
        raise Refused([{"field": field, "message": NOT_LIST}])
    return frozenset(read_text(field, one) for one in value)


def hold_as_json(hold):
    """A hold for a client."""
    return {
        "id": hold.id,
        "authority": hold.authority,
        "reason": hold.reason,
        "scope": hold.scope,
        "value": hold.value or None,
        "set_by": hold.set_by or None,
        "set_at": moment(hold.at),
        "review_on": day(hold.review_on),
        "stands": hold.stands,
        "releases": [
            {"by": release.by, "reason": release.reason, "at": moment(release.at)}
            for release in hold.releases
        ],
    }


class HoldList(JsonService):
    """``GET …/@holds`` of a school: every hold one may know of, those that ended too."""

    def answer(self):
        holds = [hold_as_json(hold) for hold in holds_known(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@holds", "items": holds}


class SetHold(JsonService):
    """``POST …/@holds``: set one: ``authority``, ``reason``, ``scope``, ``value``, ``review_on``.

    ``value`` of scope "file" is a reference of the register, of scope "class" a class of file.
    """

    def answer(self):
        given = json_body(self.request)
        words = {
            name: read_text(name, given.get(name) or "")
            for name in ("authority", "reason", "scope", "value")
        }
        review_on = read_day("review_on", given.get("review_on"))
        if review_on is None:
            raise Refused([{"field": "review_on", "message": NOT_DAY}])
        try:
            if words["scope"] == "file":
                words["value"] = sibling(self.context, words["value"], None).file_uid
            hold = set_hold(self.context, **words, review_on=review_on)
        except (BadHold, BadKnowledge) as error:
            field = "value" if isinstance(error, BadKnowledge) else error.field or None
            raise Refused([{"field": field, "message": str(error)}]) from None
        self.request.response.setStatus(201)
        return hold_as_json(hold)


@implementer(IPublishTraverse)
class ReleaseHold(JsonService):
    """``POST …/@holds-release/{id}``: agree, with a ``reason``, that it may end."""

    id = None

    def publishTraverse(self, request, name):
        if self.id is not None:
            raise NotFound(name)
        self.id = name
        return self

    def answer(self):
        reason = read_text("reason", json_body(self.request).get("reason") or "")
        try:
            return hold_as_json(release_hold(self.context, self.id or "", reason))
        except BadHold as error:
            raise Refused([{"field": error.field or None, "message": str(error)}]) from None


class ScheduleInForce(JsonService):
    """``GET …/@retention-schedule`` of a school: the rules as CSV, and their version."""

    def answer(self):
        schedule = schedule_of(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@retention-schedule",
            "id": schedule.id,
            "title": schedule.title,
            "version": schedule.version,
            "in_force_from": day(schedule.in_force_from),
            "rules": written(schedule.rules),
        }


class ChangeSchedule(ScheduleInForce):
    """``POST …/@retention-schedule``: ``{"rules": CSV, "title": …, "adopt": false}``.

    Without ``adopt`` it only says what would change.
    """

    def answer(self):
        given = json_body(self.request)
        title = read_text("title", given.get("title") or "") or "The school's own schedule"
        adopt = read_flag("adopt", given.get("adopt", False))
        try:
            rules = read(given["rules"] if isinstance(given.get("rules"), str) else "")
        except BadSchedule as error:
            wrong = [{"field": f"line {line}", "message": text} for line, text in error.faults]
            raise Refused(wrong) from None
        if adopt:
            adopt_schedule(self.context, "own", title, rules)
            return super().answer()
        version = schedule_of(self.context).version + 1
        proposed = Schedule("own", title, version, london.today(), rules)
        return {"changes": impact(IUUID(self.context), proposed).counts}
