"""Closing several files, at the end of a year for instance: one by one through the same gate."""

from .. import _
from ..access.guards import NOT_ALLOWED
from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..access.who import who_asks
from ..calendars import london
from ..cells import as_csv
from ..jobs.asking import ask
from ..jobs.kinds import JobKind
from ..jobs.kinds import Result
from ..lookup import query
from ..lookup.register import Filters
from ..permissions import CLOSE_TOGETHER
from ..permissions import may
from ..submission import whole
from plone.uuid.interfaces import IUUID
from zope.i18n import translate


KIND = "closure.together"
MOST = 500
NONE = _("Choose the files that are to be closed.")
TOO_MANY = _("Choose 500 files at most.")
NOT_THEM = _("One of the files you chose is not among your open files: choose again.")
HEADINGS = ("Reference", "Closed", "Why not")


class NotTogether(ValueError):
    """Files cannot be closed together; the message is a sentence."""


OPEN = Filters(state=frozenset({"open"}))


def open_files(school, purpose="closure", filters=OPEN):
    """Rows of the open files the person may close, by name of the child, with their summary.

    Pairs of a register row and the state of its summary for that purpose, "" for none.
    """
    who, uid = who_asks(), IUUID(school)
    states = summary_states(school, purpose)
    after, found = None, []
    while True:
        page = query.register(who, uid, filters, after=after, limit=100)
        found += [row for row in page if row.opens]
        after = page.next
        if not after:
            break
    return [(row, states.get(row.uid, "")) for row in found]


def summary_states(school, purpose="closure"):
    """`{file uid: state of its latest summary for a purpose}`, of those the person may read."""
    found, after = {}, None
    while True:
        page = query.records(
            who_asks(),
            school_uid=IUUID(school),
            portal_types=["ClosingSummary"],
            sort="recorded_at",
            after=after,
            limit=100,
        )
        for row in page:
            if row.state != "struck" and row.details.get("purpose") == purpose:
                found[row.file_uid] = row.state
        after = page.next
        if not after:
            return found


def close_together(school, uids):
    """Ask for the job that closes these files; its id. Raises `NotTogether`."""
    uids = list(dict.fromkeys(uids))
    if not uids:
        raise NotTogether(NONE)
    if len(uids) > MOST:
        raise NotTogether(TOO_MANY)
    known = {row.uid for row, _state in open_files(school)}
    if not set(uids) <= known:
        raise NotTogether(NOT_THEM)
    return ask(KIND, school, {"files": uids})


class CloseTogether(JobKind):
    """``arguments``: ``{"files": [uid]}``; the context is the school. One file a step."""

    title = _("Closing several files")
    permission = CLOSE_TOGETHER

    def steps(self, context, arguments):
        return arguments["files"]

    def do(self, context, arguments, step):
        row = query.file_row(step)
        file = context["files"].get(row.path.rsplit("/", 1)[-1]) if row is not None else None
        if file is None or not may("View", file):
            return {"reference": "", "closed": False, "reasons": [translate(NOT_ALLOWED)]}
        return {"reference": file.reference, **closed(file)}

    def saying(self, step):
        return _("Closing a file")

    def result(self, context, arguments, outcomes):
        name = f"closed-{london.today().isoformat()}.csv"
        return Result(name, "text/csv", report(outcomes).encode())


def closed(file):
    """Close one file, or say why not: with the sentences of its page."""
    try:
        with whole():
            perform(file, "close")
    except TransitionRefused as error:
        return {"closed": False, "reasons": [translate(one) for one in error.reasons]}
    return {"closed": True, "reasons": []}


def report(outcomes):
    """CSV of what became of each file; those that stayed open first."""
    ordered = sorted(outcomes, key=lambda one: (one["closed"], one["reference"]))
    return as_csv(HEADINGS, map(line, ordered))


def line(outcome):
    """A row of the report."""
    done = "Yes" if outcome["closed"] else "No"
    return (outcome["reference"], done, "\n".join(outcome["reasons"]))
