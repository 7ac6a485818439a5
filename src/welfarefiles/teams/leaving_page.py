"""Somebody leaves: everything they have ends, after it has been shown; and who has left."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..errors import FieldInvalid
from ..granting.form import AREA
from ..granting.form import Field
from ..granting.form import PERSON
from ..granting.form import SmallForm
from ..people.names import fullname
from ..people.staff import offered
from ..people.staff import staff
from . import leaving
from functools import cached_property


WORDS = {
    leaving.ROLE: _("Role in the school's team: ${title}"),
    leaving.MEMBER: _("Named team: ${title}"),
    leaving.GRANT: _("${reference}: ${title}"),
    leaving.RECORD: _("${reference}: one record, ${title}"),
}


class LeavingPage(SmallForm):
    """First the person and why, then what will end, then it ends."""

    page_title = _("Somebody leaves")
    leaver = None

    @property
    def button(self):
        return _("End all of it") if self.leaver else _("Show what will end")

    @property
    def fields(self):
        names = tuple(offered(*pair) for pair in staff(self.context))
        return (
            Field("person", _("Who leaves"), PERSON, options=names),
            Field("reason", _("Why"), AREA, _("For example: left on 31 August.")),
        )

    @property
    def carried(self):
        return {"confirmed": self.leaver} if self.leaver else {}

    def act(self):
        typed = self.typed
        found = leaving.find_leaver(self.context, typed.text("person"))
        reason = typed.text("reason")
        if not reason:
            raise FieldInvalid(leaving.NO_REASON, "reason")
        against = leaving.refusals(self.context, found)
        if against:
            raise FieldInvalid(against[0], "person")
        if typed.text("confirmed") != found:
            self.leaver = found
            return False
        leaving.leave(self.context, found, reason)
        self.done = _("Everything they had here has ended")
        return True

    def will_end(self):
        """Sentences of what will end, as far as the asking person may know."""
        return self.said(leaving.endings(self.context, self.leaver))

    def said(self, ended):
        seen = leaving.seen_endings(ended, self.who)
        return [
            _(WORDS[one.what], mapping={"title": one.title, "reference": one.reference})
            for one in seen
        ]

    @cached_property
    def who(self):
        return who_asks()

    def left(self):
        """{name, day, by, reason, ended} of those who have left."""
        for one in leaving.departures(self.context):
            yield {
                "name": fullname(one.user_id),
                "day": london.format_short_date(london.london_date(one.at)),
                "by": fullname(one.by),
                "reason": one.reason,
                "ended": self.said(one.endings),
                "account_closed": one.account_closed,
            }

    @property
    def name(self):
        return fullname(self.leaver)

    @property
    def next_url(self):
        return self.action

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@team"
