"""Pages of deadlines: of a file, and of all files of a school that the person may see."""

from .. import _
from ..calendars import london
from ..files.attention import attention
from ..files.attention import said_of
from ..files.serialise import url_of
from ..files.views import FilePage
from ..ledger.writing import enter_now
from ..lookup import query
from ..people.names import fullname
from ..people.team import school_of
from ..people.team import team
from ..people.typed import text_of
from . import listing
from .keeping import dates_of
from .pep import pep_of
from .record import lateness_in_words
from .rules import INVESTIGATION
from .rules import RECORD
from dataclasses import replace
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


MANAGE_CALENDAR = "welfarefiles: Manage school calendar"


class Lines:
    """How dues and late records are shown, in both pages."""

    allowed = (RECORD.days, INVESTIGATION.days)

    def due_lines(self, dues):
        """Rows of a table of dues: reference of the file, line, day, owner."""
        dues = list(dues)
        rows = query.items_of({due.uid for due in dues})
        files = query.file_rows({due.file_uid for due in dues})
        for due in dues:
            row, file = rows.get(due.uid), files.get(due.file_uid)
            user_id, text = listing.owner_of(due, row)
            line, day = attention(due, row), london.london_date(due.due_at)
            if day >= london.today() and not said_of(due.sentence)[2]:
                line = replace(line, label=_("Due"))  # the day stands beside it
            yield {
                "line": line,
                "reference": file.reference if file else "",
                "day": london.format_weekday(day),
                "owner": fullname(user_id) if user_id else text,
            }

    def late_lines(self, found):
        """Rows of a table of records that came late."""
        found = list(found)
        files = query.file_rows({row.file_uid for row, _taken in found})
        for row, taken in found:
            file = files.get(row.file_uid)
            yield {
                "reference": file.reference if file else "",
                "heading": row.heading or row.title,
                "url": url_of(row, api.portal.get()),
                "happened": london.format_weekday_time(row.happened_at),
                "due": london.format_short_date(taken.due),
                "recorded": london.format_weekday_time(row.recorded_at),
                "author": fullname(row.author) if row.author else "",
                "late": lateness_in_words(taken),
            }


class FileDeadlines(Lines, FilePage):
    """What is due in a file, by whom, and which records came late."""

    tab = "deadlines"
    page_title = _("Deadlines")

    def dues(self):
        return list(self.due_lines(listing.dues_of_file(self.context)))

    def pep(self):
        """(label, value) about the Personal Education Plan; none for a child not looked after."""
        state = pep_of(self.context)
        return list(pep_lines(state)) if state else []

    def late(self):
        school = school_of(self.context)
        return list(self.late_lines(listing.late_records_of_file(self.context, school)))


def pep_lines(state):
    """A `PepState` in words."""
    yield _("To be begun by"), london.format_date(state.due)
    yield _("Begun"), london.format_date(state.begun) if state.begun else _("Not yet")
    if state.days_late:
        words = {"days": state.days_late}
        yield _("Late"), _("${days} working days", mapping=words)
    if state.term == "":
        yield _("Review each term"), _("The school's term dates for today are not entered.")
    elif state.term is None:
        yield _("Review each term"), _("It is no term time.")
    else:
        said = _("Done") if state.reviewed else _("Not yet")
        yield _("Review in ${term}", mapping={"term": state.term}), said


class SchoolDeadlines(Lines, BrowserView):
    """The list of the lead: everything due in the files they see, by owner; and what came late."""

    page_title = _("Deadlines")

    def __call__(self):
        enter_now("deadlines.list-viewed", self.context)
        return self.index()

    @property
    def owner(self):
        """Id of the person whose dues are asked for, or an empty text: everybody's."""
        asked = text_of(self.request.form, "owner")
        return asked if asked in dict(self.owners) else ""

    @property
    def only_late(self):
        return self.request.form.get("show") == "late"

    @cached_property
    def owners(self):
        """(user id, name) to choose from: oneself, and for the lead and the office the team."""
        ids = {api.user.get_current().getId()}
        if self.may_change_calendar:
            ids |= {entry.user_id for entry in team(self.context).entries()}
        return sorted(((one, fullname(one)) for one in ids), key=lambda pair: pair[1].casefold())

    @cached_property
    def page(self):
        return query.still_there(self.asked, text_of(self.request.form, "after") or None)

    def asked(self, after):
        return listing.dues_of_school(self.context, self.owner, self.only_late, after)

    def dues(self):
        return list(self.due_lines(self.page))

    def more(self):
        """Address of the following page, or nothing."""
        if not self.page.next:
            return ""
        show = "late" if self.only_late else ""
        asked = f"owner={self.owner}&show={show}&after={self.page.next}"
        return f"{self.context.absolute_url()}/@@deadlines?{asked}"

    def count_late(self):
        return listing.count_late(self.context)

    def late(self):
        return list(self.late_lines(listing.late_records_of_school(self.context)))

    latest = listing.LATEST

    @property
    def may_change_calendar(self):
        return api.user.has_permission(MANAGE_CALENDAR, obj=self.context)

    def has_terms(self):
        return bool(dates_of(self.context).terms)
