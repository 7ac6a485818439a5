"""The first page: what waits for the person, and how the school stands. From the index only."""

from .. import _
from ..access.who import about_open_files
from ..access.who import who_asks
from ..calendars import london
from ..deadlines.waiting import AUTHORISE
from ..deadlines.waiting import waiting_for
from ..drafts.offering import begun
from ..envelopes.received import received
from ..envelopes.sending import shared_url
from ..envelopes.shown import shown
from ..files.attention import attentions
from ..files.navigation import schools
from ..history.lately import seen_lately
from ..lookup import query
from datetime import timedelta
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
AHEAD = timedelta(days=14)
SHOWN = 12


class Home(BrowserView):
    """Page of the portal itself for whoever is signed in; anybody else is asked to sign in."""

    page_title = _("Home")

    def __call__(self):
        if api.user.is_anonymous():
            return self.request.response.redirect(f"{self.context.absolute_url()}/login")
        return self.index()

    @cached_property
    def who(self):
        return who_asks()

    @cached_property
    def of_open(self):
        return about_open_files(self.who)

    @cached_property
    def schools(self):
        return schools(self.context)

    def greeting(self):
        """By the clock in London."""
        hour = self.who.now.hour
        if hour < 12:
            return _("Good morning")
        return _("Good afternoon") if hour < 18 else _("Good evening")

    def day(self):
        """Today, in words."""
        today = self.who.today
        return f"{WEEKDAYS[today.weekday()]} {london.format_date(today)}"

    @cached_property
    def waiting(self):
        """Dues that are this person's to do, the most pressing first."""
        return waiting_for(self.who, self.schools, self.who.now + AHEAD)

    def needs(self):
        """Parts of "Needs you": what is shown at once, what is folded away; never a name."""
        files = query.file_rows({due.file_uid for due in self.waiting})
        lines = [
            {"line": line, "reference": getattr(files.get(due.file_uid), "reference", "")}
            for due, line in zip(self.waiting, attentions(self.waiting), strict=True)
        ]
        yield {"lines": lines[:SHOWN], "folded": 0}
        if len(lines) > SHOWN:
            yield {"lines": lines[SHOWN:], "folded": len(lines) - SHOWN}

    def sentence(self):
        """How much there is to do, and since when."""
        number = len(self.waiting)
        if not number:
            return _("Nothing needs you today.")
        oldest = london.format_date(london.london_date(min(due.due_at for due in self.waiting)))
        words = {"number": number, "day": oldest}
        if number == 1:
            return _("One thing needs you, since or by ${day}.", mapping=words)
        return _("${number} things need you, the oldest of ${day}.", mapping=words)

    @cached_property
    def begun(self):
        """Forms the person began and did not save, by reference and type."""
        return begun(self.context)

    def lately(self):
        """Files the person saw last, by reference, with the way back to them."""
        return seen_lately()

    @cached_property
    def shared(self):
        """Records the person was given by themselves, and what they have still to give back."""
        now = self.who.now
        return [
            {
                "reference": one.reference,
                "heading": one.heading or _("A record that was lent to you"),
                "url": one.record.absolute_url() if one.opens else shared_url(),
                "lent": shown(one.envelope, now) if one.envelope else None,
            }
            for one in received(self.who)
        ]

    @property
    def shared_url(self):
        return shared_url()

    @cached_property
    def numbers(self):
        """(label, number) of the files the person may see; empty for who may see none."""
        counted = query.facets(self.who)
        if not counted["state"]:
            return []
        return [
            (_("Open files"), counted["state"].get("open", 0)),
            (_("Review overdue"), counted["overdue"].get(True, 0)),
            (_("Awaiting authority"), query.count_dues(self.of_open, what=(AUTHORISE,))),
            (_("Drafts not signed"), query.count_dues(self.of_open, what=("sign",))),
        ]
