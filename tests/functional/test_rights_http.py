"""The table of rights against the real publisher: a sample of requests by everybody there is."""

from tests import rights
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.sample import make_user
from tests.school import grant_all
from tests.school import GRANTED
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import RECORDS
from tests.school import signed_in
from tests.school import TEAM
from welfarefiles.people.team import team

import pytest
import transaction


CLOSED_TO_YOU = ["This step is not open to you here."]
NOTE = {"type": "ContactNote", "happened_at": "2026-01-05T15:40", **RECORDS["ContactNote"]}
DECISION = {"type": "Decision", "happened_at": "2026-01-05T15:40", **RECORDS["Decision"]}
PEOPLE = {
    **{role: user_id for user_id, role in {**TEAM, **GRANTED}.items()},
    "Member": "stranger",
    "Owner": "author",
    "Other global roles": "editor",
    "Site Administrator": "siteadmin",
    "Manager": "manager",
    "Anonymous": None,
}


@pytest.fixture
def place(http):
    """Content in a file, by an author who has left: only for them are some steps still open."""
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "author", ["Member", "Owner"])
    make_user(portal, "editor", ["Member", "Editor", "Contributor", "Reader", "Reviewer"])
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    make_user(portal, "manager", ["Member", "Manager"])
    school = make_staffed_school(portal)
    name_for(school, "author", "Welfare Lead", "WelfareFile")
    with signed_in("author"):
        file = make_file(school)
        note, plan = make_record(file, "ContactNote"), make_record(file, "Plan")
        signed = make_record(file, "Concern")
    team(school).end("author", "Welfare Lead")
    grant_all(file)
    put(signed, "signed")
    put(plan, "submitted")
    transaction.commit()
    return {"file": file, "note": note, "plan": plan, "signed": signed}


def asked(person, place):
    """What comes of each request, by what it needs: (portal type, operation, allowed or not)."""
    path = {name: path_of(content) for name, content in place.items()}
    yield "WelfareFile", "View", person.get(path["file"])[0] == 200
    yield "ContactNote", "View", person.get(path["note"])[0] == 200
    yield "ContactNote", "View", person.page(f"{path['note']}/view")[0] == 200
    yield "WelfareFile", "welfarefiles: Add record", person.post(path["file"], **NOTE)[0] == 201
    decision = person.post(path["file"], **DECISION)[0]
    yield "WelfareFile", "welfarefiles: Add decision", decision == 201
    sheet = person.patch(path["file"], class_group="5A")[0]
    yield "WelfareFile", "welfarefiles: Edit front sheet", sheet == 204
    text = person.patch(path["note"], outcome="Agreed")[0]
    yield "ContactNote", "Modify portal content", text == 204
    changed = person.patch(path["signed"], nature="Other")[0]
    yield "Concern", "Modify portal content", changed == 204
    for name, transition, operation in STEPS:
        status, reasons = person.step(path[name], transition)
        yield TYPES[name], operation, status == 200 or (status == 400 and reasons != CLOSED_TO_YOU)


TYPES = {"file": "WelfareFile", "note": "ContactNote", "signed": "Concern", "plan": "Plan"}
#: Steps that are refused for some reason to all who may take them, so nothing changes meanwhile.
STEPS = (
    ("file", "close", "welfarefiles: Close file"),
    ("file", "reopen", "welfarefiles: Reopen file"),
    ("note", "sign", "welfarefiles: Sign record"),
    ("signed", "strike", "welfarefiles: Strike through record"),
    ("plan", "return", "welfarefiles: Authorise"),
)
STATES = {"ContactNote": "draft", "Concern": "signed", "Plan": "submitted"}
#: A step stands for its right where the workflow has it: in these states of the file.
ONLY_IN = {
    "welfarefiles: Close file": ["open"],
    "welfarefiles: Reopen file": ["closed", "retained"],
}


@pytest.mark.parametrize("state", ["open", "closed", "retained"])
def test_everybody_gets_what_the_table_says(http, place, state):
    put(place["file"], state)
    transaction.commit()
    table, wrong = rights.whole(), []
    for role, user_id in PEOPLE.items():
        for portal_type, operation, allowed in asked(Person(http, user_id), place):
            inside = () if portal_type == "WelfareFile" else (state,)
            cells = table[rights.Place(portal_type, STATES.get(portal_type, state), *inside)]
            if state in ONLY_IN.get(operation, [state]) and allowed != (role in cells[operation]):
                wrong.append((role, portal_type, operation, allowed))
    assert wrong == []


def test_what_one_may_not_do_looks_as_if_it_were_not_there(http, place):
    note = path_of(place["note"])
    absent = note[:-16] + "0123456789abcdef"
    for user_id in ("stranger", "manager", "reader"):
        person = Person(http, user_id)
        assert person.patch(note, outcome="x")[0] == person.patch(absent, outcome="x")[0] == 404
    assert Person(http).patch(note, outcome="x")[0] == 401
