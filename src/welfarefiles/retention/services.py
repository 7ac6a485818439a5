"""REST on retention: how long a file is kept, the schedule, the holds (R163-R183, R184)."""

from .. import _
from ..calendars import london
from ..people.team import school_of
from ..rest.address import OneName
from ..rest.deserialise import named
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.fromjson import flag_of
from ..rest.fromjson import NOT_LIST
from ..rest.fromjson import text_of
from ..rest.fromjson import texts_of
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
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID


UNKNOWN = _("There is no such fact here.")


def day_or_none(value):
    """A reader of a day that may be taken away."""
    return None if value is None else day_of(value)


def day(value):
    """A day as JSON, or None."""
    return value.isoformat() if value else None


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
            **dict.fromkeys((*DAYS, "keep_until"), day_or_none),
            **dict.fromkeys(("family_complete", "sexual_abuse"), flag_of),
            "keep_reason": text_of,
            "classes": texts_of,
            "siblings": self.siblings_of,
        }
        for name in given:
            if name not in readers:
                raise Refused([{"field": name[:40], "message": UNKNOWN}])
        try:
            values = {name: needed(given, name, readers[name]) for name in given}
            save_knowledge(self.context, replace(knowledge_of(self.context), **values))
        except BadKnowledge as error:
            raise Refused([{"field": error.field, "message": str(error)}]) from None
        return super().answer()

    def siblings_of(self, given):
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise Unreadable(NOT_LIST)
        return tuple(
            sibling(
                self.context,
                named_text(one, "reference"),
                named(one, "born", day_of),
            )
            for one in given
        )


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
            name: named_text(given, name) for name in ("authority", "reason", "scope", "value")
        }
        review_on = needed(given, "review_on", day_of)
        try:
            if words["scope"] == "file":
                words["value"] = sibling(self.context, words["value"], None).file_uid
            hold = set_hold(self.context, **words, review_on=review_on)
        except (BadHold, BadKnowledge) as error:
            field = "value" if isinstance(error, BadKnowledge) else error.field or None
            raise Refused([{"field": field, "message": str(error)}]) from None
        self.request.response.setStatus(201)
        return hold_as_json(hold)


class ReleaseHold(OneName, JsonService):
    """``POST …/@holds-release/{id}``: agree, with a ``reason``, that it may end."""

    def answer(self):
        reason = named_text(json_body(self.request), "reason")
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
        title = named_text(given, "title") or "The school's own schedule"
        adopt = needed({"adopt": False, **given}, "adopt", flag_of)
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
