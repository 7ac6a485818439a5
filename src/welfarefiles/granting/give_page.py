"""The forms by which access is given, changed and taken back (R027, R039)."""

from .. import _
from ..access.grant import BadGrant
from ..access.grants import grants
from ..calendars import london
from ..envelopes.envelope import is_envelope
from ..errors import FieldInvalid
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from ..people.roles import CASE_READER
from ..people.staff import find_person
from ..people.staff import offered
from ..people.team import school_of
from . import giving
from .access_page import AccessPage
from .access_page import moment_in_words
from .form import AREA
from .form import CHOICE
from .form import DAY
from .form import Field
from .form import PERSON
from .form import SmallForm
from .standing import ALL
from .standing import of_grant
from datetime import timedelta
from functools import cached_property
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class GiveAccess(SmallForm):
    """Give a person, or a named team, access to this file or record."""

    page_title = _("Give access")
    button = _("Give access")
    done = _("Access given")

    @property
    def about(self):
        return self.context.Title()

    @property
    def chronology_url(self):
        """Where a single record is found; None when it is one that is given."""
        if IRecord.providedBy(self.context):
            return None
        return f"{self.context.absolute_url()}/@@chronology"

    @property
    def people(self):
        return giving.whom(self.context)

    @cached_property
    def fields(self):
        names = tuple(offered(id, name) if ":" not in id else name for id, name in self.people)
        may = tuple(giving.may_be_given(self.context).items())
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


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class GiveAction:
    """The way there from the page of one record."""

    order = 10
    title = _("Give access")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return giving.may_give(self.record)


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
