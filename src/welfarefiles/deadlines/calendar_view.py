"""The page on which a school enters its terms, closures and one-off bank holidays."""

from .. import _
from ..calendars import london
from ..calendars.working import bank_holidays
from .dates import BadDates
from .dates import LISTS
from .dates import Period
from .dates import SchoolDates
from .dates import TERMS
from .keeping import change
from .keeping import ChangedMeanwhile
from .keeping import dates_of
from .keeping import revision_of
from datetime import date
from functools import cached_property
from itertools import zip_longest
from plone import api
from Products.Five.browser import BrowserView


#: Empty rows for new dates at the end of each list.
SPARE = 3
TITLES = {
    "terms": _("Terms"),
    "closed": _("Half-terms and INSET days"),
    "holidays": _("One-off bank holidays"),
}
HINTS = {
    "terms": _("First and last day of each term, for example Autumn term 2026."),
    "closed": _("Days within a term on which pupils are not in."),
    "holidays": _("Proclaimed once, for example for a coronation. England's own are known."),
}
MEANWHILE = _("Somebody else changed the calendar meanwhile. Look again, then enter it.")


class CalendarPage(BrowserView):
    """Enter and see the dates. An error stands at its list and what was typed is kept."""

    page_title = _("School calendar")
    error = None
    warning = ""

    def __call__(self):
        if self.request.method == "POST" and self.save():
            api.portal.show_message(_("Saved. Every deadline is reckoned by it from now on."))
            url = f"{self.context.absolute_url()}/@@calendar"
            return self.request.response.redirect(url)
        return self.index()

    def save(self):
        """Keep what was typed; False when it cannot be, with the reason."""
        try:
            change(self.context, self.entered(), seen=self.request.form.get("revision") or "")
        except BadDates as error:
            self.error = error
            return False
        except ChangedMeanwhile:
            self.warning, self.start_again = MEANWHILE, True
            return False
        return True

    start_again = False

    def entered(self):
        """The `SchoolDates` of the form; raises `BadDates`."""
        return SchoolDates(**{name: tuple(self.periods(name)) for name in LISTS})

    def periods(self, name):
        for number, (called, starts, ends) in enumerate(self.typed(name)):
            first = read_day(name, number, starts)
            last = read_day(name, number, ends if ends or name == TERMS else starts)
            yield Period(first, last, called)

    def typed(self, name):
        """(name, first day, last day) as typed, without rows left empty."""
        columns = (self.many(f"{name}_{part}") for part in ("name", "starts", "ends"))
        return [row for row in zip_longest(*columns, fillvalue="") if any(row)]

    def many(self, name):
        value = self.request.form.get(name) or []
        values = [value] if isinstance(value, str) else value
        return [" ".join(one.split())[:80] for one in values if isinstance(one, str)]

    @cached_property
    def dates(self):
        return dates_of(self.context)

    @property
    def revision(self):
        """What the next change is made to."""
        if self.request.method == "POST" and not self.start_again:
            return self.request.form.get("revision") or ""
        return revision_of(self.dates)

    def lists(self):
        """The three lists as the page shows them."""
        for name in LISTS:
            wrong = self.error if self.error is not None and self.error.field == name else None
            yield {
                "name": name,
                "title": TITLES[name],
                "hint": HINTS[name],
                "rows": [*self.rows(name), *[("", "", "")] * SPARE],
                "why": wrong.message if wrong else "",
                "wrong_row": wrong.row if wrong else None,
            }

    def rows(self, name):
        if self.request.method == "POST" and not self.start_again:
            return self.typed(name)
        return [
            (one.name, one.starts.isoformat(), one.ends.isoformat())
            for one in getattr(self.dates, name)
        ]

    def known(self):
        """England's bank holidays of this year and the next, in words."""
        year = london.today().year
        days = sorted(bank_holidays(year) | bank_holidays(year + 1))
        return [london.format_weekday(day) for day in days]


def read_day(name, number, text):
    """A day as a browser sends it; raises `BadDates`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDates(name, number, _("Give the first and the last day.")) from None
