"""The Access page of a file, and giving, changing, taking back (R027, R039)."""

from .. import _
from ..access.barriers import barriers
from ..access.grant import BadGrant
from ..access.grants import grants
from ..calendars import london
from ..envelopes.envelope import is_envelope
from ..errors import FieldInvalid
from ..files.views import FilePage
from ..files.views import WHO_SEES
from ..index import query
from ..interfaces import IFileTab
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from ..people.roles import CASE_READER
from ..people.staff import find_person
from ..people.staff import offered
from ..people.team import school_of
from ..permissions import KEEP_BARRIERS
from ..permissions import MANAGE_GRANTS
from . import giving
from .form import AREA
from .form import CHOICE
from .form import DAY
from .form import Field
from .form import PERSON
from .form import SmallForm
from .standing import ALL
from .standing import of_grant
from .standing import SOME
from .standing import standings
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


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
        if one.review_on is None or one.how != "grant":
            return None
        late = one.review_on <= london.today()
        return {"day": london.format_short_date(one.review_on), "late": late}

    def title_of(self, place):
        """How a record is called in its row."""
        row = query.item(IUUID(place))
        return (row.heading or row.title) if row else place.Title()


@implementer(IFileTab)
@adapter(IWelfareFileBase, IWelfareFilesLayer)
class AccessTab:
    """The way to it, for whoever keeps the list of who sees the file."""

    order = 20
    title = _("Access")
    count = None

    def __init__(self, file, request):
        self.file = file

    def available(self):
        return api.user.has_permission(KEEP_BARRIERS, obj=self.file)


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


class GiveAccess(SmallForm):
    """Give a person, or a named team, access to this file or record."""

    page_title = _("Give access")
    button = _("Give access")
    done = _("Access given")

    @property
    def about(self):
        return self.context.Title()

    @property
    def people(self):
        return giving.whom(self.context)

    @cached_property
    def fields(self):
        names = tuple(offered(id, name) if ":" not in id else name for id, name in self.people)
        may = tuple(giving.MAY.items())
        return (
            Field("user_id", _("Person or team"), PERSON, WHO_HINT, options=names),
            Field("role", _("They may"), CHOICE, options=may, value=CASE_READER),
            Field("reason", _("Why they need to know"), AREA),
            Field("starts", _("First day"), DAY, _("Leave empty for from now on."), False),
            Field("ends", _("Last day"), DAY, ENDS_HINT, False),
        )

    def act(self):
        typed = self.typed
        principal = find_person(self.people, typed.text("user_id"))
        starts, ends = typed.day("starts"), typed.day("ends")
        with as_field_errors():
            giving.give(
                self.context,
                principal,
                typed.text("role"),
                typed.text("reason"),
                giving.first_instant(starts),
                giving.last_instant(ends),
            )

    @property
    def cancel_url(self):
        return f"{giving.file_of(self.context).absolute_url()}/@@access"


WHO_HINT = _("One of the school's people, or a named team: whoever is in it then has access.")
ENDS_HINT = _("Access ends at the end of this day. Leave empty where nobody can say yet.")


class as_field_errors:
    """Turns `BadGrant` into the error of a field."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, BadGrant):
            raise FieldInvalid(error.args[0], error.field) from error
        return False


class ChangeAccess(SmallForm):
    """One grant: change its end, keep it after a review, or take it back."""

    page_title = _("Access of one person")
    ENDING, KEEPING, TAKING = "change", "keep", "take"

    @cached_property
    def grant(self):
        id = self.request.form.get("grant")
        found = grants(self.context).get(id) if isinstance(id, str) else None
        if found is None or found.is_over(london.now()) or is_envelope(found):
            raise NotFound()
        return found

    def __call__(self):
        self.standing = of_grant(self.grant, school_of(self.context), ALL, self.context)
        return super().__call__()

    @property
    def about(self):
        said = {"name": self.standing.name, "reference": giving.file_of(self.context).Title()}
        return _("${name}, ${reference}", mapping=said)

    @property
    def asked(self):
        """Which of the three forms was sent, or is asked for."""
        given = self.request.form.get("do")
        first = self.TAKING if self.grant.is_emergency else self.KEEPING
        return given if given in (self.ENDING, self.KEEPING, self.TAKING) else first

    @property
    def ways(self):
        """(value, title, button, fields) of what can be done."""
        taking = (Field("reason", _("Why it is taken back"), AREA),)
        yield self.TAKING, _("Take it back now"), _("Take back"), taking
        if self.grant.is_emergency:
            return
        ends = self.grant.ends
        last = (london.in_london(ends) - timedelta(seconds=1)).date().isoformat() if ends else ""
        ending = (
            Field("ends", _("Last day"), DAY, ENDS_HINT, False, value=last),
            Field("why", _("Why the end changes"), AREA),
        )
        next_on = str(london.today() + timedelta(days=giving.review_days()))
        keeping = (
            Field("because", _("Keep it, because"), AREA),
            Field("next_on", _("Next review"), DAY, value=next_on),
        )
        yield self.KEEPING, _("Review: it is still needed"), _("Keep"), keeping
        yield self.ENDING, _("Change the end"), _("Change the end"), ending

    @cached_property
    def fields(self):
        return next(fields for value, _t, _b, fields in self.ways if value == self.asked)

    def act(self):
        typed, id = self.typed, self.grant.id
        with as_field_errors():
            if self.asked == self.TAKING:
                giving.take_back(self.context, id, typed.text("reason"))
                self.done = _("Access taken back")
            elif self.asked == self.KEEPING:
                giving.keep(self.context, id, typed.text("because"), typed.day("next_on"))
                self.done = _("Reviewed and kept")
            else:
                self.change_end(id)
                self.done = _("The end has changed")

    def change_end(self, id):
        ends = giving.last_instant(self.typed.day("ends"))
        try:
            giving.change_end(self.context, id, ends, self.typed.text("why"))
        except BadGrant as error:
            field = "why" if error.field == "reason" else error.field
            raise FieldInvalid(error.args[0], field) from error

    @property
    def cancel_url(self):
        return f"{giving.file_of(self.context).absolute_url()}/@@access"

    @property
    def facts(self):
        """(label, value) of the grant."""
        one, page = self.standing, AccessPage(giving.file_of(self.context), self.request)
        found = [
            (_("May"), one.may),
            (_("Why"), one.why),
            (_("Since"), page.since(one)),
            (_("Until"), page.until(one)),
            (_("Given by"), one.by),
        ]
        found += [(_("Now in the team"), ", ".join(one.members))] if one.members else []
        found += [
            (
                _("Reviewed ${day}", mapping={"day": moment_in_words(review.at)}),
                _("kept by ${name}: ${why}", mapping=self._kept(review)),
            )
            for review in self.grant.reviews
        ]
        return [(label, value) for label, value in found if value]

    def _kept(self, review):
        return {"name": fullname(review.by), "why": review.because}
