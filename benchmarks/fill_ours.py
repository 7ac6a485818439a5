"""Fill an instance of ours: one school, its team, files and signed notes, by the ordinary API."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from content import workers
from datetime import date
from plone.dexterity.utils import createContentInContainer
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.distributions import create
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.people.team import team


ACTS = "lead"
MORE_PEOPLE = ()
ROLES = {"lead": "Welfare Lead", "second": "Welfare Lead", "head": "Authoriser"}
REASONS = ("social_care", "looked_after", "caf", "welfare_concern")
CONSENTS = ("given", "given", "not_sought", "refused")
EVERY = 20  # one file in so many is on child protection


def make_portal(app, portal_id):
    """The portal, with somebody to manage it."""
    newSecurityManager(None, system)
    portal = create.create_portal(app, portal_id)
    portal.acl_users.userFolderAddUser("admin-user", "a long enough passphrase", ["Manager"], [])


def make_place(portal):
    """The school and its team."""
    school = createContentInContainer(portal, "School", title="Invented Primary School")
    for user_id, role in ROLES.items():
        team(school).add(TeamEntry(user_id, role, FILE_TYPES))


def finish(portal):
    """Nothing is left to do."""


def place(portal):
    """The folder of files."""
    [school] = [item for item in portal.objectValues() if item.portal_type == "School"]
    return school["files"]


def add_file(folder, child):
    """A file with a front sheet that closing finds nothing missing in."""
    number = int(child.family_name.split()[-1])
    kind = "ChildProtectionFile" if number % EVERY == EVERY - 1 else "WelfareFile"
    file = createContentInContainer(
        folder,
        kind,
        checkConstraints=False,
        given_name=child.given_name,
        family_name=child.family_name,
        date_of_birth=child.date_of_birth,
        year_group=child.year_group,
        reasons={REASONS[number % len(REASONS)]},
        consent=CONSENTS[number // 7 % len(CONSENTS)],
        responsible_leader=("lead", "second", "head")[number // 3 % 3],
        next_review=date(2026, 12, 1 + number % 28),
        consent_by="Mother",
        consent_date=date(2026, 1, 5),
        last_reviewed=london.today(),
        gender="Girl",
        ethnicity="White British",
        religion="None",
        address="1 Invented Street",
        telephone="01632 960001",
        referral_details="By the class teacher.",
        people=[
            {
                "name": f"Orla {child.family_name}",
                "relation": "Mother",
                "parental_responsibility": True,
                "may_be_contacted": True,
                "telephone": "01632 960001",
            }
        ],
    )
    for user_id in workers(number):
        grants(file).give(user_id, "Case Worker", "Works with the child", "lead")
    return file


def files_for_records(folder):
    """Three files of the usual kind."""
    found = (folder[name] for name in sorted(folder.objectIds()))
    usual = (item for item in found if item.portal_type == "WelfareFile")
    return [next(usual) for _ in range(3)]


def add_note(file, note):
    """A signed contact note."""
    made = createContentInContainer(
        file,
        "ContactNote",
        checkConstraints=False,
        kind="home_visit",
        contact_group="parents",
        happened_at=note.happened_at,
        with_whom="Mother",
        present="Mother",
        discussion=note.discussion,
        outcome=note.outcome,
    )
    perform(made, "sign")
