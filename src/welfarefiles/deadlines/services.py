"""REST on deadlines: what is due and what came late, and the school's calendar (R074-R076)."""

from .. import _
from ..files.serialise import url_of
from ..ledger.writing import enter_now
from ..lookup import query
from ..people.team import school_of
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.fromjson import text_of
from ..rest.fromjson import Unreadable
from ..rest.refusing import JsonService
from ..rest.times import moment
from . import listing
from .dates import BadDates
from .dates import LISTS
from .dates import Period
from .keeping import change
from .keeping import dates_of
from .pep import pep_of
from dataclasses import replace
from plone import api
from plone.restapi.deserializer import json_body


NOT_PERIODS = _("Give a list of objects with name, starts and ends.")
UNKNOWN = _("There is no such list here.")


class Deadlines(JsonService):
    """``GET …/@deadlines``: what is due, the most pressing first, and what was recorded late."""

    def answer(self):
        dues = list(self.dues())
        rows = query.items_of({due.uid for due in dues})
        return {
            "@id": f"{self.context.absolute_url()}/@deadlines",
            "due": [due_as_json(due, rows.get(due.uid)) for due in dues],
            "late": [late_as_json(row, taken) for row, taken in self.late()],
        }


class FileDeadlines(Deadlines):
    """Of one file."""

    def dues(self):
        return listing.dues_of_file(self.context)

    def late(self):
        return listing.late_records_of_file(self.context, school_of(self.context))

    def answer(self):
        state = pep_of(self.context)
        return {**super().answer(), "pep": state and pep_as_json(state)}


class SchoolDeadlines(Deadlines):
    """Of the files of a school; ``after`` is the ``next`` of the page before."""

    def dues(self):
        form = self.request.form
        owner, after = form.get("owner"), form.get("after")
        self.page = listing.dues_of_school(
            self.context, text(owner), form.get("show") == "late", text(after)
        )
        return self.page

    def late(self):
        return listing.late_records_of_school(self.context)

    def answer(self):
        enter_now("deadlines.list-viewed", self.context)
        return {**super().answer(), "next": self.page.next}


def pep_as_json(state):
    """A `PepState` for a client."""
    return {
        "due": state.due.isoformat(),
        "begun": state.begun and state.begun.isoformat(),
        "working_days_late": state.days_late,
        "term": state.term or None,
        "reviewed_this_term": state.reviewed,
    }


def text(given):
    """A word of the query string, or None."""
    return given if isinstance(given, str) and given else None


def due_as_json(due, row):
    """A `Due` for a client."""
    user_id, words = listing.owner_of(due, row)
    return {
        "what": due.what,
        "due": moment(due.due_at),
        "owner": user_id or None,
        "owner_as_written": words or None,
        "about": url_of(row, api.portal.get()) if row is not None else None,
    }


def late_as_json(row, taken):
    """A record that came late, for a client."""
    return {
        "@id": url_of(row, api.portal.get()),
        "happened_at": moment(row.happened_at),
        "recorded_at": moment(row.recorded_at),
        "rule": taken.rule.name,
        "working_days_allowed": taken.rule.days,
        "working_days_taken": taken.days_taken,
        "working_days_late": taken.days_late,
        "due": taken.due.isoformat(),
    }


class Calendar(JsonService):
    """``GET …/@calendar`` of a school: its terms, closures and one-off bank holidays."""

    def answer(self):
        dates = dates_of(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@calendar",
            **{name: [as_json(one) for one in getattr(dates, name)] for name in LISTS},
        }


class ChangeCalendar(Calendar):
    """``PATCH …/@calendar``: the lists given replace those there are."""

    def answer(self):
        given = json_body(self.request)
        for name in given:
            if name not in LISTS:
                raise Refused([{"field": name[:40], "message": UNKNOWN}])
        lists = {name: read_periods(name, rows) for name, rows in given.items()}
        try:
            change(self.context, replace(dates_of(self.context), **lists))
        except BadDates as error:
            raise refusal(error.field, error.row, error.message) from None
        return super().answer()


def refusal(name, number, message):
    """The refusal of one row of a list; rows count from 1 as people do."""
    return Refused([{"field": f"{name} {number + 1}", "message": message}])


def as_json(period):
    return {
        "name": period.name,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
    }


def read_periods(name, rows):
    """`Period`s of JSON; raises `Refused`."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused([{"field": name, "message": NOT_PERIODS}])
    return tuple(read_period(name, number, row) for number, row in enumerate(rows))


def read_period(name, number, row):
    try:
        starts, ends = day_of(row.get("starts")), day_of(row.get("ends"))
        return Period(starts, ends, text_of(row.get("name")))
    except Unreadable as error:
        raise refusal(name, number, error.args[0]) from None
