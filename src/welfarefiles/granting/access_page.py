"""The Access page of a file (R027, R039)."""

from .. import _
from ..access.barriers import barriers
from ..access.grants import grants
from ..calendars import london
from ..files.tabs import PermittedTab
from ..files.views import FilePage
from ..files.views import WHO_SEES
from ..lookup import query
from ..people.names import fullname
from ..people.team import school_of
from ..permissions import KEEP_BARRIERS
from ..permissions import MANAGE_GRANTS
from .standing import ALL
from .standing import of_grant
from .standing import SECTION
from .standing import SOME
from .standing import standings
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from plone.uuid.interfaces import IUUID


class AccessPage(FilePage):
    """Who sees all of the file, who some, who none of it, and why."""

    tab = "access"
    page_title = _("Access")

    @cached_property
    def standings(self):
        return standings(self.context)

    def all(self):
        """Who sees all of it."""
        return [one for one in self.standings if one.sees == ALL]

    def some(self):
        """Who sees single records."""
        return [one for one in self.standings if one.sees == SOME]

    def section(self):
        """Who reads its restricted section."""
        return [one for one in self.standings if one.sees == SECTION]

    def later(self):
        """Grants that begin later."""
        now = london.now()
        found = [one for one in grants(self.context).all() if now < one.starts]
        return [self.shown(one) for one in found if not one.is_over(now)]

    def over(self):
        """Grants that have ended, the latest first."""
        now = london.now()
        found = [one for one in grants(self.context).all() if one.is_over(now)]
        found.sort(key=lambda one: one.revoked_at or one.ends, reverse=True)
        return [(self.shown(one), one) for one in found]

    def shown(self, grant):
        return of_grant(grant, school_of(self.context), ALL, self.context)

    def barred(self):
        """Those who are shut out now: id, name, reason, since, by."""
        for one in barriers(self.context).all():
            if one.removed_at is None:
                yield {
                    "id": one.user_id,
                    "name": fullname(one.user_id),
                    "reason": one.reason,
                    "since": london.format_short_date(london.london_date(one.added_at)),
                    "by": fullname(one.added_by),
                }

    @property
    def state_sentence(self):
        """Which of the school's people see a file in this state."""
        return WHO_SEES[self.state["id"]]

    @property
    def may_give(self):
        return self.may(MANAGE_GRANTS)

    def change_url(self, one):
        """Where a grant is changed or taken back; None where it cannot be."""
        if not (one.grant_id and self.may_give) or one.how == "envelope":
            return None
        return f"{one.place.absolute_url()}/@@change-access?grant={one.grant_id}"

    def until(self, one):
        """In words."""
        if one.until is None:
            return _("until it is taken back") if one.grant_id else ""
        return last_moment(one.until)

    def since(self, one):
        return moment_in_words(one.since) if one.since else ""

    def ended(self, grant):
        """How and when a grant ended."""
        day = london.format_short_date(london.london_date(grant.revoked_at or grant.ends))
        if grant.revoked_at is None:
            return _("Ended ${day}", mapping={"day": day})
        said = {"day": day, "name": fullname(grant.revoked_by), "reason": grant.revoke_reason}
        return _("Taken back ${day} by ${name}: ${reason}", mapping=said)

    def review(self, one):
        """When it comes up for review, and whether that day has come."""
        if one.review_on is None or one.how != "grant" or ends_before(one, one.review_on):
            return None
        late = one.review_on <= london.today()
        return {"day": london.format_short_date(one.review_on), "late": late}

    def title_of(self, place):
        """How a record is called in its row."""
        row = query.item(IUUID(place))
        return (row.heading or row.title) if row else place.Title()


def ends_before(one, day):
    """Whether it is over by itself before a day."""
    if one.until is None:
        return False
    until = one.until
    return (london.london_date(until) if isinstance(until, datetime) else until) < day


class AccessTab(PermittedTab):
    """The way to it, for whoever keeps the list of who sees the file."""

    order = 20
    title = _("Access")
    permission = KEEP_BARRIERS


def moment_in_words(value):
    """A day, or the day and hour of an instant; midnight is said as the day."""
    if not isinstance(value, datetime):
        return london.format_short_date(value)
    local = london.in_london(value)
    day = london.format_short_date(local.date())
    return day if (local.hour, local.minute) == (0, 0) else f"{day}, {london.format_time(local)}"


def last_moment(value):
    """Until when, in words: an instant at midnight is the day before, included."""
    local = london.in_london(value) if isinstance(value, datetime) else None
    if local is not None and (local.hour, local.minute) == (0, 0):
        return london.format_short_date(local.date() - timedelta(days=1))
    return moment_in_words(value)
