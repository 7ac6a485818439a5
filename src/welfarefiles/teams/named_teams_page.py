"""Named teams of persons of a school: who is in which, adding and removing."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from ..granting.form import Field
from ..granting.form import SmallForm
from ..people.membership import BadTeam
from ..people.named_teams import named_teams
from ..people.names import fullname
from ..people.staff import find_person
from ..people.staff import offered
from ..people.staff import staff
from . import naming
from functools import cached_property


class NamedTeamsPage(SmallForm):
    """Every team with its people; what is pressed says what is done."""

    page_title = _("Named teams")
    button = _("Make a team")
    fields = (Field("title", _("Name of the new team"), hint=_("For example Year 5 pastoral.")),)

    def act(self):
        typed, school = self.typed, self.context
        wanted, id = typed.text("do"), typed.text("team")
        try:
            if wanted == "add":
                person = find_person(self.people, typed.text("person"))
                naming.add(school, id, person)
                self.done = _("Added: they have now what the team was given")
            elif wanted.startswith("remove|"):
                naming.remove(school, id, wanted.partition("|")[2])
                self.done = _("Removed: they have no longer what the team was given")
            else:
                naming.make(school, typed.text("title"))
                self.done = _("The team is made: add its people")
        except BadTeam as error:
            field = f"person-{id}" if wanted == "add" else "title"
            raise FieldInvalid(
                error.args[0], field if not wanted.startswith("r") else None
            ) from error

    @cached_property
    def people(self):
        return staff(self.context)

    @cached_property
    def offered(self):
        return [offered(*pair) for pair in self.people]

    def teams(self):
        """{id, title, members, error} of each."""
        for team in named_teams(self.context).all():
            members = [one for one in team.memberships if one.until is None]
            yield {
                "id": team.id,
                "title": team.title,
                "field": f"person-{team.id}",
                "error": self.error_of(f"person-{team.id}"),
                "members": [
                    {
                        "id": one.user_id,
                        "name": fullname(one.user_id),
                        "since": london.format_short_date(london.london_date(one.since)),
                    }
                    for one in members
                ],
            }

    @property
    def next_url(self):
        return self.action

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@team"
