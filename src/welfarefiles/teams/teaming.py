"""Who is named for the school's team, by whom, and who ends it: one rule for page, REST, script."""

from .. import _
from ..calendars import london
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.ending import is_agreed
from ..people.ending import may_end_alone
from ..people.entry import BadEntry
from ..people.entry import TeamEntry
from ..people.names import fullname
from ..people.roles import AUDITOR
from ..people.roles import AUTHORISER
from ..people.roles import FILE_TYPES
from ..people.roles import WELFARE_LEAD
from ..people.staff import is_staff
from ..people.team import covered_types
from ..people.team import team
from plone import api


OWN = "Your own roles are changed by somebody else of the team."
BEYOND = "You can name people only for kinds of file you are named for yourself."
NO_ACCOUNT = "Enter the user name of somebody with an account."
NOT_A_LEAD = "Only a Welfare Lead names who stands in for them."
NOT_STAFF = "Choose one of the school's people."
SUBJECT = _("A role in the school's team is to end")
PROPOSED = _("${by} wants to end a role in the school's team. A second person has to agree.")
ENDED, ASKED = "ended", "asked"


def name_person(school, user_id, role, covers=frozenset(), starts=None, ends=None):
    """Name a person for a role; the `TeamEntry`. Days; raises `BadEntry` with a sentence."""
    own_id = _own_id()
    # Of the site: Zope's own accounts can have no part in a team.
    if api.portal.get_tool("acl_users").getUserById(user_id) is None:
        raise BadEntry(NO_ACCOUNT)
    entry = TeamEntry(user_id, role, covers, starts, ends, named_by=own_id)
    # What an auditor reads is of all files, whatever the kind.
    check_right(school, user_id, FILE_TYPES if role == AUDITOR else covers)
    team(school).add(entry)
    return entry


def name_cover(school, user_id, covers, starts, ends):
    """Name who stands in for the signed-in lead on these days (R188); the `TeamEntry`.

    Raises `BadEntry`: cover is for kinds of file the lead is named for, and for dates.
    """
    own_id = _own_id()
    if WELFARE_LEAD not in team(school).roles_of(own_id):
        raise BadEntry(NOT_A_LEAD)
    if not is_staff(school, user_id):
        raise BadEntry(NOT_STAFF)
    if not covers:
        raise BadEntry("Say for which files.", "covers")
    entry = TeamEntry(
        user_id, WELFARE_LEAD, covers, starts, ends, cover_for=own_id, named_by=own_id
    )
    if ends is not None and ends < london.today():
        raise BadEntry("The last day has passed already.", "ends")
    if not covers <= covered_types(school, own_id):
        raise BadEntry(BEYOND, "covers")
    check_right(school, user_id, covers)
    team(school).add(entry)
    enter(
        "team.cover",
        school,
        about=user_id,
        cover_for=own_id,
        covers=" ".join(sorted(covers)),
        starts=str(starts),
        ends=str(ends),
    )
    return entry


def end_role(school, user_id, role):
    """End a person's role from today, or propose it where two have to agree: `ENDED` or `ASKED`.

    Raises `BadEntry` for one's own, for more than one has, and for a role they do not have.
    """
    own_id, place = _own_id(), team(school)
    lasting = lasting_entries(school, user_id, role)
    if not lasting:
        raise BadEntry("This person does not have that role.")
    check_right(school, user_id, covered(lasting))
    proposals = place.proposals()
    # Who named their own cover lets it end alone.
    alone = all(entry.cover_for == own_id for entry in lasting)
    alone = alone or may_end_alone(role, place.roles_of(own_id))
    if not alone and not is_agreed(proposals, user_id, role, own_id, london.now()):
        _propose(school, user_id, role, own_id)
        return ASKED
    place.end(user_id, role)
    place.settle(user_id, role)
    return ENDED


def _propose(school, user_id, role, by):
    team(school).propose_end(user_id, role, by)
    enter("team.end-proposed", school, about=user_id, role=role)
    today = london.today()
    others = {
        entry.user_id
        for entry in team(school).entries()
        if entry.role in (WELFARE_LEAD, AUTHORISER) and entry.is_active(today)
    }
    link = f"{school.absolute_url()}/@@team"
    tell(
        sorted(others - {by, user_id}),
        SUBJECT,
        [_(PROPOSED, mapping={"by": fullname(by)})],
        link,
    )


def lasting_entries(school, user_id, role):
    """Entries of a person with this role that hold now or later."""
    today = london.today()
    return [
        entry
        for entry in team(school).of(user_id)
        if entry.role == role and (entry.ends is None or entry.ends >= today)
    ]


def covered(entries):
    """Kinds of file that any of the entries reaches."""
    return frozenset().union(*(entry.covers for entry in entries))


def check_right(school, user_id, covers):
    """Raise `BadEntry` where somebody would give themselves, or others, what they do not have.

    Being named for welfare files never leads to child protection files (R003).
    """
    own_id = _own_id()
    if user_id == own_id:
        raise BadEntry(OWN)
    own = covered_types(school, own_id) | covered_types(school, own_id, AUTHORISER)
    if not covers <= own:
        raise BadEntry(BEYOND, "covers")


def _own_id():
    return api.user.get_current().getId()
