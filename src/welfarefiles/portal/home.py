"""The first page: what waits for the person, and how the school stands. From the index only."""

from .. import _
from ..access.who import about_open_files
from ..access.who import reads_register
from ..access.who import who_asks
from ..calendars import london
from ..deadlines.waiting import AUTHORISE
from ..deadlines.waiting import NOTIFY
from ..deadlines.waiting import waiting_for
from ..drafts.offering import begun
from ..envelopes.received import received
from ..envelopes.sending import shared_url
from ..envelopes.shown import shown
from ..files.attention import AT_ONCE
from ..files.attention import attentions
from ..files.navigation import schools
from ..history.lately import seen_lately
from ..interfaces import INavigationItem
from ..interfaces import INeeds
from ..lookup import query
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zope.component import getAdapters
from zope.component import getMultiAdapter


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
AHEAD = timedelta(days=14)
SHOWN = 12
NOT_OPEN = (
    ("closed", _("Closed files")),
    ("transferred", _("Transferred files")),
    ("retained", _("Retained files")),
)


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

    @cached_property
    def lines(self):
        """What is due, and what other concerns say waits for the person: the first things first."""
        found = [*self.of_files(), *self.of_concerns()]
        return sorted(found, key=lambda line: line.rank)

    def of_files(self):
        """A line for each due, with the reference of its file."""
        files = query.file_rows({due.file_uid for due in self.waiting})
        for due, line in zip(self.waiting, attentions(self.waiting), strict=True):
            reference = getattr(files.get(due.file_uid), "reference", "")
            rank = AT_ONCE if due.what == NOTIFY else line.rank
            yield replace(line, reference=reference, rank=rank)

    def of_concerns(self):
        """Lines of what has no due row: raised, offered, to be read."""
        for _name, needs in getAdapters((self.context, self.request), INeeds):
            yield from needs.lines()

    def needs(self):
        """Parts of "Needs you": what is shown at once, what is folded away; never a name."""
        lines = self.lines
        yield {"lines": lines[:SHOWN], "folded": 0}
        if len(lines) > SHOWN:
            yield {"lines": lines[SHOWN:], "folded": len(lines) - SHOWN}

    def sentence(self):
        """How much there is to do, and since when."""
        number = len(self.lines)
        if not number:
            return _("Nothing needs you today.")
        if not self.waiting:
            return many(number, _("One thing needs you."), _("${number} things need you."))
        oldest = london.format_date(london.london_date(min(due.due_at for due in self.waiting)))
        return many(
            number,
            _("One thing needs you, since or by ${day}."),
            _("${number} things need you, the oldest of ${day}."),
            day=oldest,
        )

    @cached_property
    def main_action(self):
        """(text, address) of the one main button: where this person's work is; None for nobody's.

        The register for whoever finds a file there, the ledger for who looks after that, the form
        for everybody else of a school.
        """
        for text, name in self.places:
            item = getMultiAdapter((self.context, self.request), INavigationItem, name=name)
            if item.available():
                return text, item.url
        return None

    @property
    def places(self):
        if self.numbers or self.in_register:
            yield _("Open the register"), "register"
        yield _("Open the history"), "history"
        yield _("Raise a concern"), "raise"

    @cached_property
    def in_register(self):
        """Whether a role in a school's team lets the person see rows of the register."""
        return reads_register(self.who.user_id, self.schools)

    @property
    def numbers_title(self):
        """Of whoever sees what a school has, or of who sees some files of it."""
        if self.in_register and len(self.schools) == 1:
            return _("The school now")
        return _("Your files now")

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
        states = counted["state"]
        if not states:
            return []
        if not states.get("open"):
            return [(title, states.get(state, 0)) for state, title in NOT_OPEN]
        return [
            (_("Open files"), states["open"]),
            (_("Review overdue"), counted["overdue"].get(True, 0)),
            (_("Awaiting authority"), query.count_dues(self.of_open, what=(AUTHORISE,))),
            (_("Drafts not signed"), query.count_dues(self.of_open, what=("sign",))),
        ]


def many(number, one, several, **words):
    """The sentence for one thing or for several."""
    return _(one if number == 1 else several, mapping={"number": number, **words})
