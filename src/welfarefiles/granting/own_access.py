"""What a person may see, told to that person: on their home, and a page with all of it (R039)."""

from .. import _
from ..calendars import london
from ..files.navigation import schools
from ..lookup import query
from ..people.named_teams import named_teams
from ..people.names import fullname
from ..people.roles import FILE_TEAM_ROLES
from ..people.team import school_of
from .access_page import last_moment
from .access_page import moment_in_words
from .reviews import due_for
from .standing import ALL
from .standing import of_person
from .standing import places_of
from .standing import SECTION
from .standing import SOME
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView


SHOWN = 5
KINDS = {
    frozenset({"WelfareFile"}): _("welfare files"),
    frozenset({"ChildProtectionFile"}): _("child protection files"),
    frozenset({"WelfareFile", "ChildProtectionFile"}): _("welfare and child protection files"),
}


TAGS = {ALL: _("All"), SOME: _("Some"), SECTION: _("Restricted")}


class OwnAccess(BrowserView):
    """Lines about the signed-in person: their places in teams, then files given to them."""

    page_title = _("Your access")
    limit = None

    @cached_property
    def user_id(self):
        return api.user.get_current().getId()

    @cached_property
    def given(self):
        return of_person(self.user_id, self.limit)

    def lines(self):
        """{title, url, all (or some), why, until} of each thing they may see."""
        places = places_of(self.user_id, schools(api.portal.get()))
        return [
            *(self.of_place(school, entry) for school, entry in places),
            *(self.of_grant(one) for one in self.given),
        ]

    def of_place(self, school, entry):
        reaches = KINDS.get(entry.covers) if entry.role in FILE_TEAM_ROLES else None
        said = {"role": entry.role, "school": school.title, "files": reaches or ""}
        why = _("${role} of ${school}", mapping=said)
        if entry.cover_for:
            said["name"] = fullname(entry.cover_for)
            why = _("${role} of ${school}, as cover for ${name}", mapping=said)
        return {
            "title": _("All ${files}", mapping=said) if reaches else _("No file by this role"),
            "url": f"{school.absolute_url()}/files" if reaches else None,
            "tag": _("All") if reaches else _("None"),
            "why": why,
            "until": self.until(entry.ends),
            "by": fullname(entry.named_by),
            "since": moment_in_words(entry.starts) if entry.starts else "",
        }

    def of_grant(self, one):
        return {
            "title": self.title(one),
            "url": one.place.absolute_url(),
            "tag": TAGS[one.sees],
            "why": one.why,
            "until": self.until(one.until),
            "by": one.by,
            "since": moment_in_words(one.since),
            "emergency": one.how == "emergency",
        }

    def title(self, one):
        """Reference of the file; for one record, its type too, never a name or heading."""
        if one.sees != SOME:
            return one.place.Title()
        row = query.item(IUUID(one.place))
        return _("One record: ${type}", mapping={"type": row.title if row else one.place.Title()})

    def until(self, value):
        return _("until ${day}", mapping={"day": last_moment(value)}) if value else ""


class HomeCard(OwnAccess):
    """The same in short, on the home; and the reviews a lead has to do."""

    limit = SHOWN

    @cached_property
    def reviews(self):
        """{name, reference, url, late, day} of grants that come up."""
        today, found = london.today(), due_for(self.user_id, limit=SHOWN)
        return [
            {
                "name": name_of(grant.user_id, school_of(file)),
                "reference": file.reference,
                "url": f"{file.absolute_url()}/@@access",
                "late": grant.review_on <= today,
                "day": london.format_short_date(grant.review_on),
            }
            for file, grant in found
        ]


def name_of(principal, school):
    """Name of a person or of a named team."""
    named = named_teams(school).get(principal)
    return named.title if named is not None else fullname(principal)
