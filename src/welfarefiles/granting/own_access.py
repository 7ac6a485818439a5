"""What a person may see, told to that person: on their home, and a page with all of it (R039)."""

from .. import _
from ..files.navigation import schools
from ..lookup import query
from ..people.names import fullname
from ..people.roles import AUTHORISER
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_ADMINISTRATOR
from ..people.roles import WELFARE_LEAD
from .access_page import last_moment
from .access_page import moment_in_words
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


#: What a role of the team opens of the kinds of file it is named for.
REACHES = {
    WELFARE_LEAD: _("All ${files}"),
    AUTHORISER: _("All open ${files}"),
    RECORDS_MANAGER: _("All ${files} that are closed, transferred or retained"),
    WELFARE_ADMINISTRATOR: _("The register of ${files}"),
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
        reaches = KINDS.get(entry.covers) if entry.role in REACHES else None
        said = {"role": entry.role, "school": school.title, "files": reaches or ""}
        title = _("No file by this role")
        if reaches:
            title = _(REACHES[entry.role], mapping=said)
        why = _("${role} of ${school}", mapping=said)
        if entry.cover_for:
            said["name"] = fullname(entry.cover_for)
            why = _("${role} of ${school}, as cover for ${name}", mapping=said)
        return {
            "title": title,
            "url": f"{school.absolute_url()}/files" if reaches else None,
            "tag": tag_of(entry.role) if reaches else _("None"),
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


def tag_of(role):
    """How much of the files a role opens."""
    return _("Register") if role == WELFARE_ADMINISTRATOR else _("All")


class HomeCard(OwnAccess):
    """The same in short, on the home."""

    limit = SHOWN
