"""REST on a school's team, named teams of persons, and leaving (R184, R188)."""

from .. import _
from ..access.who import who_asks
from ..errors import FieldInvalid
from ..granting.services import NamedService
from ..granting.services import RightsService
from ..people.named_teams import named_teams
from ..people.names import fullname
from ..people.roles import FILE_TYPES
from ..people.team import team
from ..people.typed import Typed
from ..rest.times import moment
from . import leaving
from . import naming
from . import teaming


NO_LIST = _("Give a list of user ids.")


class Team(RightsService):
    """``GET <school>/@team``: every entry, ended ones too, and proposals that a role end."""

    def act(self):
        here = team(self.context)
        return {
            "@id": self.here("@team"),
            "items": [entry_as_json(entry) for entry in here.entries()],
            "proposals": [
                {"by": one.by, "role": one.role, "who": one.user_id} for one in here.proposals()
            ],
        }


def entry_as_json(entry):
    """One place in the team."""
    return {
        "cover_for": entry.cover_for,
        "covers": sorted(entry.covers),
        "ends": entry.ends and str(entry.ends),
        "name": fullname(entry.user_id),
        "named_by": entry.named_by,
        "role": entry.role,
        "starts": entry.starts and str(entry.starts),
        "who": entry.user_id,
    }


class Name(RightsService):
    """``POST <school>/@team``: `who`, `role`, `covers`, `starts`, `ends`."""

    def act(self):
        sent = self.sent
        entry = teaming.name_person(
            self.context,
            sent.text("who"),
            sent.text("role"),
            frozenset(sent.several("covers") & FILE_TYPES),
            sent.day("starts"),
            sent.day("ends"),
        )
        self.request.response.setStatus(201)
        return entry_as_json(entry)


class EndRole(RightsService):
    """``DELETE <school>/@team``: `who` and `role`; 202 where a second person has to agree."""

    def act(self):
        sent = self.sent
        done = teaming.end_role(self.context, sent.text("who"), sent.text("role"))
        if done == teaming.ENDED:
            return self.reply_no_content()
        self.request.response.setStatus(202)
        return {"proposed": True}


class Cover(RightsService):
    """``POST <school>/@cover``: `who` stands in for the asking lead: `covers`, `starts`, `ends`."""

    def act(self):
        sent = self.sent
        entry = teaming.name_cover(
            self.context,
            sent.text("who"),
            frozenset(sent.several("covers") & FILE_TYPES),
            sent.day("starts"),
            sent.day("ends"),
        )
        self.request.response.setStatus(201)
        return entry_as_json(entry)


class NamedTeams(RightsService):
    """``GET <school>/@named-teams``: each with its people."""

    def act(self):
        items = [self.one(one) for one in named_teams(self.context).all()]
        return {"@id": self.here("@named-teams"), "items": items}

    def one(self, named):
        """A team as JSON."""
        return {
            "@id": self.here(f"@named-teams/{named.id}"),
            "id": named.id,
            "members": [
                {"since": moment(one.since), "name": fullname(one.user_id), "who": one.user_id}
                for one in named.memberships
                if one.until is None
            ],
            "title": named.title,
        }


class MakeTeam(NamedTeams):
    """``POST <school>/@named-teams``: a new one, by its `title`."""

    def act(self):
        self.request.response.setStatus(201)
        return self.one(naming.make(self.context, self.sent.text("title")))


class ChangeTeam(NamedService, NamedTeams):
    """``PATCH <school>/@named-teams/<id>``: `title`, people to `add` and to `remove`."""

    def act(self):
        sent = self.sent
        if "title" in sent.form:
            naming.rename(self.context, self.id, sent.text("title"))
        for user_id in self.ids(sent, "add"):
            naming.add(self.context, self.id, user_id)
        for user_id in self.ids(sent, "remove"):
            naming.remove(self.context, self.id, user_id)
        return self.one(named_teams(self.context).existing(self.id))

    def ids(self, sent, name):
        given = sent.form.get(name, [])
        if not isinstance(given, list):
            raise FieldInvalid(NO_LIST, name)
        return sorted(sent.several(name))


class WouldEnd(RightsService):
    """``GET <school>/@leaving?person=…``: what would end; without a person who has left."""

    def act(self):
        person = Typed(self.request.form).text("person")
        if person:
            found = leaving.find_leaver(self.context, person)
            return self.told(found, leaving.endings(self.context, found))
        left = leaving.departures(self.context)
        return {
            "@id": self.here("@leaving"),
            "items": [
                {"by": one.by, "at": moment(one.at), "reason": one.reason}
                | self.told(one.user_id, one.endings)
                for one in left
            ],
        }

    def told(self, user_id, ended):
        seen = leaving.seen_endings(ended, who_asks())
        return {
            "ends": [
                {"reference": one.reference, "title": one.title, "what": one.what} for one in seen
            ],
            "who": user_id,
        }


class Leave(WouldEnd):
    """``POST <school>/@leaving``: `person` and `reason`; everything they have here ends."""

    def act(self):
        sent = self.sent
        found = leaving.find_leaver(self.context, sent.text("person"))
        done = leaving.leave(self.context, found, sent.text("reason"))
        told = self.told(done.user_id, done.endings)
        return told | {"account_closed": done.account_closed}
