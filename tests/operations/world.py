"""What the tables are tried on: a school with a file, and something of everything in it.

Places are named as in the tables, and so are the ids that they fill in.
"""

from datetime import timedelta
from tests.api import path_of
from tests.moving import prepared
from tests.policies import make_policy
from tests.sample import make_file
from tests.sample import make_user
from tests.school import FRONT_SHEET
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.access.section import put_in
from welfarefiles.calendars import london
from welfarefiles.countersigning.asking import ask as ask_for_signature
from welfarefiles.deadlines.marking import set_marker
from welfarefiles.drafts.keeping import keep as keep_draft
from welfarefiles.drafts.keeping import Key
from welfarefiles.envelopes.sending import lend
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.joint.writing import write_for
from welfarefiles.medication import keeping as medicines
from welfarefiles.paperfile import keeping as paper
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.team import team
from welfarefiles.registers import keeping as registers
from welfarefiles.retention.hold_register import holds_of


#: Type of what stands in each place but the portal.
TYPES = {
    "school": "School",
    "files": "FilesFolder",
    "concerns": "ConcernsFolder",
    "concern": "RaisedConcern",
    **dict.fromkeys(("file", "other", "closed", "retained"), "WelfareFile"),
    **dict.fromkeys(("note", "hidden", "lent", "joint"), "ContactNote"),
    **dict.fromkeys(("plan", "running"), "Plan"),
    "signed": "Concern",
    "summary": "ClosingSummary",
    "letter": "Letter",
    "log": "MedicationLog",
    "original": "OriginalDocument",
    "paper": "PaperVolume",
    "email": "Correspondence",
}
SIGNED = ("signed", "log", "original", "paper", "email")
#: Token of the drafts there are: keeping one is not undone, and so has to change nothing.
DRAFT = "0123456789abcdef"
#: Plone's own roles of some who try.
GLOBAL = {
    "editor": ["Editor", "Contributor", "Reader", "Reviewer"],
    "author": ["Owner"],
    "siteadmin": ["Site Administrator"],
    "manager": ["Manager"],
    "barred": [],
}


def make_world(portal):
    """(places, names) of a new school in the portal."""
    make_people(portal)
    for user_id, roles in GLOBAL.items():
        make_user(portal, user_id, ["Member", *roles])
    school = make_staffed_school(portal)
    for user_id in ("author", "barred"):
        name_for(school, user_id, "Welfare Lead", "WelfareFile", "ChildProtectionFile")
    places = {"portal": portal, "school": school, "files": school["files"]}
    places |= {"concerns": school["concerns"], "concern": raised(school)}
    places |= files_of(school)
    places |= records_of(places["file"])
    team(school).end("author", "Welfare Lead")
    shut_out(places)
    names = names_in(school, places["file"], places["concern"])
    names |= begun(places)
    for name, state in (("closed", "closed"), ("retained", "retained"), ("plan", "submitted")):
        put(places[name], state)
    put_in(places["hidden"], "lead", london.now(), "Advice of counsel")
    assert {name: place.portal_type for name, place in places.items()} == {
        "portal": "Plone Site",
        **TYPES,
    }
    return places, names


def raised(school):
    with signed_in("staff"):
        answers = (("what", "What", "Fell asleep"),)
        return raise_concern(school["concerns"], Sent("Somebody Unknown", answers))


def files_of(school):
    names = [name for name, portal_type in TYPES.items() if portal_type == "WelfareFile"]
    with signed_in("author"):
        return {name: make_file(school, **FRONT_SHEET) for name in names}


def records_of(file):
    """A record of every kind that something can be done with."""
    authors = dict.fromkeys(("signed", "hidden", "summary"), "author")
    authors |= dict.fromkeys(("plan", "running"), "worker")
    found = {}
    for name, portal_type in TYPES.items():
        if portal_type in RECORDS:
            with signed_in(authors.get(name, "lead")):
                found[name] = make_record(file, portal_type)
                if name in SIGNED:
                    perform(found[name], "sign")
    put(found["running"], "authorised")
    return found


def shut_out(places):
    """Rights by grants, and the relative without them."""
    for name in ("file", "closed", "retained"):
        grant_all(places[name])
        with signed_in("lead"):
            barriers(places[name]).add("barred", "Her uncle", "lead")


def names_in(school, file, concern):
    with signed_in("lead"):
        marker = set_marker(file, "sen", london.now(), "The SENCO")
    [standing] = grants(file).of("reader")
    return {
        "grant": standing.id,
        "hold": holds_of(school).all()[0].id,
        "team": named_teams(school).make("Year 5").id,
        "concern": concern.getId(),
        "marker": marker.id,
        "policy": make_policy(school).id,
    }


def begun(places):
    """What was asked for, noted or begun; ids of it."""
    soon = london.today() + timedelta(days=2)
    with signed_in("lead"):
        medicine = medicines.add_medicine(places["log"], "Salbutamol", "2 puffs")
        write_for(places["joint"], [places["other"]])
        found = {
            "other": path_of(places["other"]),
            "transfer": prepared(places["other"]).id,
            "envelope": lend(places["lent"], "office", "For the meeting", soon).id,
            "signature": ask_for_signature(places["signed"], "head", "witness").id,
            "medicine": medicine.id,
            "dose": medicines.add_dose(places["log"], medicine.id, london.now(), "given").id,
            "happening": registers.note(
                places["original"], "returned", london.today(), "Mother"
            ).id,
            "letter": places["letter"].UID(),
            "lent": places["lent"].getId(),
        }
    with signed_in("worker"):
        asked = paper.ask(places["paper"], "worker", "For court", soon)
    for user_id, name in (("lead", "file"), ("lead", "note"), ("worker", "note")):
        place = "/".join(places[name].getPhysicalPath())
        keep_draft(Key(user_id, place, "edit", DRAFT), {})
    return {**found, "removal": asked.id, "draft": DRAFT}
