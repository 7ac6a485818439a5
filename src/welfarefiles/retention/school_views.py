"""The school's schedule: as it is, as a spreadsheet, changed after seeing what would move."""

from .. import _
from ..calendars import london
from ..ledger.writing import enter_now
from ..lookup import query
from ..people.roles import FILE_TYPES
from ..people.typed import text_of
from . import words
from .acting import adopt_schedule
from .acting import holds_known
from .due import count_due
from .due import count_without_date
from .due import due_by_year
from .known import known_in
from .recomputing import impact
from .schedule import BadSchedule
from .schedule import Schedule
from .schedules import schedule_of
from .schedules import versions_of
from .shipped import SHIPPED
from .shipped import shipped
from .spreadsheet import read
from .spreadsheet import written
from .tabs import Tabs
from .terms import CLASSES
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView


MANAGE_SCHEDULE = "welfarefiles: Manage retention schedule"
#: Years a report looks ahead.
AHEAD = 30
MOVES = {
    "earlier": _("may be destroyed earlier"),
    "later": _("are kept longer"),
    "same": _("stay as they are"),
    "permanent": _("are kept for ever"),
    "unknown": _("lack a fact, or have no rule any more"),
}


class SchedulePage(Tabs, BrowserView):
    """Every rule of the schedule in force, and the versions before it."""

    tab = "retention-schedule"
    page_title = _("Retention schedule")

    @cached_property
    def schedule(self):
        return schedule_of(self.context)

    def rules(self):
        return [shown_rule(rule) for rule in self.schedule.rules]

    def versions(self):
        """Those that were in force before, the latest first."""
        return versions_of(self.context)[-2::-1]

    def day(self, value):
        return words.day(value)

    @property
    def may_change(self):
        return api.user.has_permission(MANAGE_SCHEDULE, obj=self.context)


def shown_rule(rule):
    """A rule in words."""
    return {
        "id": rule.id,
        "class": words.class_title(rule.file_class),
        "life": "" if rule.life == "any" else rule.life,
        "period": words.period(rule),
        "review": words.review(rule),
        "authority": rule.authority,
        "source": rule.source,
    }


class ScheduleFile(BrowserView):
    """The schedule in force as CSV, to edit in a spreadsheet."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", 'attachment; filename="retention-schedule.csv"')
        return ("\ufeff" + written(schedule_of(self.context).rules)).encode()


class ChangeSchedule(Tabs, BrowserView):
    """Give another schedule; see what it moves; take it, or not.

    The text given is shown again on the page, so that what was seen is what is taken.
    """

    tab = "retention-schedule"
    page_title = _("Change the retention schedule")
    faults = ()
    impact = None
    text = ""

    def __call__(self):
        if self.request.method == "POST" and self.act():
            api.portal.show_message(_("The new schedule is in force. Every date follows it."))
            url = f"{self.context.absolute_url()}/@@retention-schedule"
            return self.request.response.redirect(url)
        return self.index()

    def act(self):
        """Show what the schedule would do, or take it; True when it was taken."""
        form = self.request.form
        self.text = self.given(form)
        try:
            rules = read(self.text)
        except BadSchedule as error:
            self.faults = error.faults
            return False
        if form.get("adopt"):
            adopt_schedule(self.context, self.chosen_id, self.chosen_title, rules)
            return True
        self.impact = impact(IUUID(self.context), self.proposed(rules))
        return False

    def given(self, form):
        """The CSV: an uploaded file, a schedule that was shipped, or the text on the page."""
        upload = form.get("upload")
        if getattr(upload, "filename", ""):
            return upload.read(1_000_000).decode("utf-8", "replace")
        chosen = text_of(form, "shipped")
        if chosen in SHIPPED and form.get("preview-shipped"):
            return written(shipped(chosen).rules)
        text = form.get("text")
        return text if isinstance(text, str) else ""

    @property
    def chosen_id(self):
        """Of a shipped schedule taken as it is; otherwise the school's own."""
        for id in SHIPPED:
            if written(shipped(id).rules).split() == self.text.split():
                return id
        return "own"

    @property
    def chosen_title(self):
        return SHIPPED.get(self.chosen_id, "The school's own schedule")

    def proposed(self, rules):
        version = schedule_of(self.context).version + 1
        return Schedule(self.chosen_id, self.chosen_title, version, london.today(), rules)

    def shipped_schedules(self):
        return SHIPPED.items()

    def counts(self):
        """(number, what becomes of them), what hurts most first."""
        counts = self.impact.counts
        return [(counts[kind], title) for kind, title in MOVES.items() if counts.get(kind)]

    def moves(self):
        """Files that would move, by reference, those the person may know of."""
        known = known_in(self.context)
        for move in self.impact.moves:
            row = query.file_row(move.file_uid)
            if row is not None and known.has(row.uid, row.portal_type):
                yield {
                    "reference": row.reference,
                    "before": f"{move.rule_before} {words.day(move.before)}",
                    "after": f"{move.rule_after} {words.day(move.after)}",
                    "kind": MOVES[move.kind],
                }


class Report(Tabs, BrowserView):
    """What falls due in each of the next years, what is held and since when (R183)."""

    tab = "retention-report"
    page_title = _("Retention report")

    def __call__(self):
        enter_now("retention.report-seen", self.context)
        return self.index()

    @cached_property
    def kinds(self):
        """Kinds of file counted: all, for nothing but numbers is shown."""
        return FILE_TYPES

    @cached_property
    def barred(self):
        """Files the person is shut out of: they do not even count."""
        return known_in(self.context).barred

    @cached_property
    def found(self):
        first = london.today().year
        return due_by_year(IUUID(self.context), self.kinds, first, first + AHEAD - 1, self.barred)

    @cached_property
    def classes(self):
        """(token, title) of the classes that have a file falling due."""
        present = {name for _year, name in self.found}
        return [(name, title) for name, title in CLASSES.items() if name in present]

    def rows(self):
        """For each year in which something falls due: the year, a number for each class, all."""
        for year in sorted({year for year, _name in self.found}):
            numbers = [self.found.get((year, name), 0) for name, _title in self.classes]
            yield {"year": year, "numbers": numbers, "total": sum(numbers)}

    def due_now(self):
        return count_due(IUUID(self.context), self.kinds, london.today(), self.barred)

    def without_date(self):
        """(kept for ever, fact missing)."""
        return count_without_date(IUUID(self.context), self.kinds, self.barred)

    def holds(self):
        return [hold for hold in holds_known(self.context) if hold.stands]

    def day(self, value):
        return words.day(value)

    def since(self, hold):
        return words.day(london.london_date(hold.at))
