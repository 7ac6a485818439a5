"""REST on access to a file or record: the rules are those of the pages (R184)."""

from .. import _
from ..access.barriers import BadBarrier
from ..access.barriers import barriers
from ..access.grant import BadGrant
from ..calendars import london
from ..errors import FieldInvalid
from ..files.navigation import schools
from ..people.entry import BadEntry
from ..people.membership import BadTeam
from ..people.names import fullname
from ..people.team import school_of
from ..people.typed import Typed
from ..rest.address import OneName
from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.times import moment
from . import barring
from . import emergency
from . import giving
from .standing import of_grant
from .standing import of_person
from .standing import places_of
from .standing import SOME
from .standing import standings
from datetime import datetime
from plone import api
from plone.restapi.deserializer import json_body
from zope.i18n import translate


REFUSALS = (BadBarrier, BadEntry, BadGrant, BadTeam, FieldInvalid)
ASK = _("${warning} To do it all the same, send “confirmed”: true.")


class RightsService(JsonService):
    """What services about rights share: what was sent, read as a form is, and refusals."""

    def answer(self):
        try:
            return self.act()
        except REFUSALS as error:
            field = getattr(error, "field", None)
            raise Refused([{"field": field, "message": error.args[0]}]) from error

    def act(self):
        raise NotImplementedError

    @property
    def sent(self):
        """What was sent, as `Typed`."""
        return Typed(json_body(self.request))

    def here(self, name):
        return f"{self.context.absolute_url()}/{name}"

    def said(self, message):
        return translate(message, context=self.request)


class NamedService(OneName, RightsService):
    """A service whose address goes on with one id."""


class Access(RightsService):
    """``GET <file>/@access``: who sees all of it and who some, why, since when, until when."""

    def act(self):
        return {
            "@id": self.here("@access"),
            "items": [self.one(standing) for standing in standings(self.context)],
            "review_days": giving.review_days(),
        }

    def one(self, standing):
        """One `Standing` as JSON."""
        place = standing.place if standing.grant_id else None
        return {
            "@id": place and f"{place.absolute_url()}/@access/{standing.grant_id}",
            "by": standing.by,
            "how": standing.how,
            "may": self.said(standing.may),
            "members": standing.members,
            "name": standing.name,
            "review_on": standing.review_on and str(standing.review_on),
            "sees": standing.sees,
            "since": as_json(standing.since),
            "until": as_json(standing.until),
            "who": standing.principal,
            "why": self.said(standing.why),
        }


def as_json(value):
    """A day or an instant."""
    return moment(value) if isinstance(value, datetime) else value and str(value)


class Give(Access):
    """``POST <file or record>/@access``: `who`, `role`, `reason`, and `starts`, `ends` (days)."""

    def act(self):
        sent = self.sent
        given = giving.give(
            self.context,
            sent.text("who"),
            sent.text("role"),
            sent.text("reason"),
            giving.first_instant(sent.day("starts")),
            giving.last_instant(sent.day("ends")),
        )
        self.request.response.setStatus(201)
        return self.of(given)

    def of(self, grant):
        return self.one(of_grant(grant, school_of(self.context), self.sees, self.context))

    @property
    def sees(self):
        return "all" if giving.file_of(self.context) == self.context else SOME


class Change(NamedService, Give):
    """``PATCH …/@access/<id>``: another end (`ends`, `reason`) or a review (`because`)."""

    def act(self):
        sent = self.sent
        if "because" in sent.form:
            kept = giving.keep(self.context, self.id, sent.text("because"), sent.day("next_on"))
            return self.of(kept)
        ends = giving.last_instant(sent.day("ends"))
        return self.of(giving.change_end(self.context, self.id, ends, sent.text("reason")))


class TakeBack(NamedService):
    """``DELETE …/@access/<id>``: take it back now, with a `reason`."""

    def act(self):
        giving.take_back(self.context, self.id, self.sent.text("reason"))
        return self.reply_no_content()


class Barriers(RightsService):
    """``GET <file>/@barriers``: who is shut out."""

    def act(self):
        return {
            "@id": self.here("@barriers"),
            "items": [
                {
                    "@id": self.here(f"@barriers/{one.user_id}"),
                    "by": one.added_by,
                    "name": fullname(one.user_id),
                    "reason": one.reason,
                    "since": moment(london.in_london(one.added_at)),
                    "who": one.user_id,
                }
                for one in barriers(self.context).all()
                if one.removed_at is None
            ],
        }


class PutUp(RightsService):
    """``POST <file>/@barriers``: shut `who` out, with a `reason`; `confirmed` where it is asked."""

    def act(self):
        sent = self.sent
        user_id, reason = sent.text("who"), sent.text("reason")
        warned = barring.warnings(self.context, user_id)
        if warned and sent.form.get("confirmed") is not True:
            warning = " ".join(self.said(one) for one in warned)
            raise FieldInvalid(_(ASK, mapping={"warning": warning}), "confirmed")
        barring.put_up(self.context, user_id, reason)
        return self.reply_no_content()


class TakeDown(NamedService):
    """``DELETE <file>/@barriers/<user>``: let them in again, with a `reason`."""

    def act(self):
        barring.take_down(self.context, self.id, self.sent.text("reason"))
        return self.reply_no_content()


class Emergency(RightsService):
    """``POST @emergency`` of the portal: `reference` and `reason`; the file, for an hour."""

    def act(self):
        sent = self.sent
        try:
            file = emergency.take(sent.text("reference"), sent.text("reason"))
        except emergency.NotOpened as refused:
            # Not `Refused`, which would take the counted try back.
            self.request.response.setStatus(400)
            return {"error": {"type": "NotOpened", "message": self.said(refused.args[0])}}
        self.request.response.setStatus(201)
        return {"@id": file.absolute_url(), "title": file.Title()}


class OwnAccess(Access):
    """``GET @your-access`` of the portal: what the asking person may see, and why."""

    def act(self):
        user_id = api.user.get_current().getId()
        return {
            "@id": self.here("@your-access"),
            "roles": [
                {
                    "@id": school.absolute_url(),
                    "covers": sorted(entry.covers),
                    "cover_for": entry.cover_for,
                    "ends": entry.ends and str(entry.ends),
                    "role": entry.role,
                    "starts": entry.starts and str(entry.starts),
                }
                for school, entry in places_of(user_id, schools(self.context))
            ],
            "items": [
                {**self.one(one), "@id": one.place.absolute_url(), "title": one.place.Title()}
                for one in of_person(user_id)
            ],
        }
