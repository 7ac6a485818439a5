"""The team of a school: who has which role, for which files, from when, until when (R004, R188)."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from ..granting.form import CHOICE
from ..granting.form import DAY
from ..granting.form import Field
from ..granting.form import PERSON
from ..granting.form import SmallForm
from ..granting.form import TICKS
from ..people.entry import BadEntry
from ..people.names import fullname
from ..people.roles import FILE_TYPES
from ..people.roles import TEAM_ROLES
from ..people.roles import WELFARE_LEAD
from ..people.staff import find_person
from ..people.staff import offered
from ..people.staff import staff
from ..people.team import covered_types
from ..people.team import team
from . import teaming
from functools import cached_property
from plone import api


COVERS = {
    "WelfareFile": _("Welfare files"),
    "ChildProtectionFile": _("Child protection files"),
}
KINDS = tuple(COVERS.items())
ROLES = tuple((role, role) for role in sorted(TEAM_ROLES))
FOR_WHICH = Field(
    "covers",
    _("For which files"),
    TICKS,
    _("Being named for one kind never gives access to the other."),
    False,
    KINDS,
)
ASKED = _("Noted. The role ends when an authoriser or a second lead agrees within a week.")


class TeamPage(SmallForm):
    """List, add, end. An error stands beside its field and what was typed is kept."""

    page_title = _("Team")
    button = _("Add to the team")
    fields = (
        Field("user_id", _("User name")),
        Field(
            "role", _("Role"), CHOICE, options=tuple((role, role) for role in sorted(TEAM_ROLES))
        ),
        FOR_WHICH,
        Field("starts", _("First day"), DAY, required=False),
        Field("ends", _("Last day"), DAY, required=False),
    )

    def act(self):
        ending = self.typed.text("end")
        try:
            if ending:
                self.end(*ending.partition("|")[::2])
            else:
                self.add()
        except BadEntry as error:
            raise FieldInvalid(error.args[0], None if ending else field_of(error)) from error

    def end(self, user_id, role):
        ended = teaming.end_role(self.context, user_id, role) == teaming.ENDED
        self.done = _("The role has ended") if ended else ASKED

    def add(self):
        typed = self.typed
        teaming.name_person(
            self.context,
            typed.text("user_id"),
            typed.text("role"),
            frozenset(typed.several("covers") & FILE_TYPES),
            typed.day("starts"),
            typed.day("ends"),
        )
        self.done = _("Added to the team")

    def entries(self):
        """Entries by person; those that have ended are marked."""
        today = london.today()
        proposed = {(one.user_id, one.role): one for one in team(self.context).proposals()}
        for entry in team(self.context).entries():
            over = entry.ends is not None and entry.ends < today
            proposal = None if over else proposed.get((entry.user_id, entry.role))
            yield {
                "name": fullname(entry.user_id),
                "user_id": entry.user_id,
                "role": entry.role,
                "covers": ", ".join(str(COVERS[kind]) for kind in sorted(entry.covers)),
                "starts": entry.starts and london.format_short_date(entry.starts),
                "ends": entry.ends and london.format_short_date(entry.ends),
                "over": over,
                "button": f"{entry.user_id}|{entry.role}",
                "cover_for": fullname(entry.cover_for),
                "named_by": fullname(entry.named_by),
                "proposed_by": proposal and fullname(proposal.by),
            }

    @property
    def may_name_cover(self):
        own_id = api.user.get_current().getId()
        return WELFARE_LEAD in team(self.context).roles_of(own_id)

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@team"

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/files"


class CoverPage(SmallForm):
    """A lead names who stands in for them (R188)."""

    page_title = _("Name cover")
    about = _("Who stands in for you has your role as Welfare Lead on these days, and no longer.")
    button = _("Name cover")
    done = _("Cover named")

    @cached_property
    def people(self):
        own_id = api.user.get_current().getId()
        return [pair for pair in staff(self.context) if pair[0] != own_id]

    @cached_property
    def fields(self):
        own = covered_types(self.context, api.user.get_current().getId())
        kinds = tuple(pair for pair in KINDS if pair[0] in own)
        names = tuple(offered(*pair) for pair in self.people)
        return (
            Field("user_id", _("Deputy"), PERSON, options=names),
            Field("covers", _("For which files"), TICKS, options=kinds, value=own),
            Field("starts", _("First day"), DAY, value=str(london.today())),
            Field("ends", _("Last day"), DAY),
        )

    def act(self):
        typed = self.typed
        user_id = find_person(self.people, typed.text("user_id"))
        try:
            teaming.name_cover(
                self.context,
                user_id or "",
                frozenset(typed.several("covers") & FILE_TYPES),
                typed.day("starts"),
                typed.day("ends"),
            )
        except BadEntry as error:
            raise FieldInvalid(error.args[0], field_of(error)) from error

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@team"


def field_of(error):
    """The field a sentence about an entry stands beside."""
    return getattr(error, "field", None) or "user_id"
