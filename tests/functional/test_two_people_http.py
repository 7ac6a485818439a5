"""Author and authoriser differ on the page and in REST as in scripts; a shut file freezes both."""

from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.access.guards import perform

import pytest
import transaction


HAND = "You had a hand in this; somebody else must authorise it."
CLOSED_TO_YOU = ["This step is not open to you here."]


@pytest.fixture
def file(http):
    """A file of a school in which `lead` is lead and authoriser at once."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    name_for(school, "lead", "Authoriser", "WelfareFile")
    with signed_in("lead"):
        file = make_file(school)
    grant_all(file)
    transaction.commit()
    return file


def draft(file, author, portal_type="Plan"):
    with signed_in(author):
        record = make_record(file, portal_type)
    transaction.commit()
    return record


def submit(record, author):
    with signed_in(author):
        perform(record, "submit")
    transaction.commit()


def now(record):
    """State of a record after what was done over HTTP."""
    transaction.begin()
    return state_of(record)


@pytest.mark.parametrize("transition", ["authorise", "return"])
def test_author_may_not_authorise(http, file, transition):
    plan = draft(file, "lead")
    submit(plan, "lead")
    path, lead, head = path_of(plan), Person(http, "lead"), Person(http, "head")
    assert lead.step(path, transition, "Mine") == (400, [HAND])
    status, page = lead.page(f"{path}/@@move-on?transition={transition}")
    assert (status, HAND in page) == (200, True)
    assert "<button" not in page.partition("<main")[2]
    _status, page = lead.move_on(path, transition, "Mine")
    assert HAND in page
    assert now(plan) == "submitted"
    head.move_on(path, transition, "Read")
    assert now(plan) == {"authorise": "authorised", "return": "returned"}[transition]


def test_whoever_patched_the_draft_may_not_either(http, file):
    plan = draft(file, "worker")
    path, lead = path_of(plan), Person(http, "lead")
    assert lead.patch(path, objectives="Attendance above 96 per cent.")[0] == 204
    assert Person(http, "worker").step(path, "submit") == (200, [])
    assert lead.step(path, "authorise") == (400, [HAND])
    assert Person(http, "head").step(path, "authorise") == (200, [])


def test_whoever_edited_it_on_the_page_may_not_either(http, file):
    plan = draft(file, "worker")
    path, lead = path_of(plan), Person(http, "lead")
    lead.send(
        f"{path}/edit", press="form.buttons.save", **{"form.widgets.child_views": "I like it"}
    )
    transaction.begin()
    assert plan.child_views == "I like it"
    assert plan.edited_by == ("worker", "lead")
    submit(plan, "worker")
    assert lead.step(path, "authorise") == (400, [HAND])


def test_author_and_signature_are_nobody_s_to_send(http, file):
    plan = draft(file, "worker")
    path, lead = path_of(plan), Person(http, "lead")
    for field in ("author", "edited_by", "signed_by", "signed_at", "authorised_by", "creators"):
        status, _data = lead.patch(path, **{field: ["head"] if field == "creators" else "head"})
        assert status == 400, field
    transaction.begin()
    assert (plan.author, plan.edited_by, plan.signed_by) == ("worker", ("worker",), None)


def test_another_s_draft_is_not_signed_or_submitted(http, file):
    plan, note = draft(file, "worker"), draft(file, "worker", "ContactNote")
    lead = Person(http, "lead")
    assert lead.step(path_of(plan), "submit") == (400, ["Only its author can submit a record."])
    assert lead.step(path_of(note), "sign") == (400, ["Only its author can sign a record."])
    assert "Only its author can sign" in lead.move_on(path_of(note), "sign")[1]
    assert now(note) == "draft"


def test_shut_file_freezes_drafts_and_steps(http, file):
    note, waiting = draft(file, "lead", "ContactNote"), draft(file, "worker")
    submit(waiting, "worker")
    put(file, "closed")
    transaction.commit()
    lead, head = Person(http, "lead"), Person(http, "head")
    assert lead.get(path_of(note))[0] == 200
    assert lead.patch(path_of(note), outcome="Later thoughts")[0] == 404
    assert lead.page(f"{path_of(note)}/edit")[0] == 404
    assert lead.page(f"{path_of(file)}/++add++ContactNote")[0] == 404
    assert lead.step(path_of(note), "sign") == (400, CLOSED_TO_YOU)
    assert lead.move_on(path_of(note), "sign")[0] == 404
    assert lead.step(path_of(waiting), "authorise") == (400, CLOSED_TO_YOU)
    assert head.get(path_of(waiting))[0] == 404
    assert head.step(path_of(waiting), "authorise")[0] == 404
    assert (now(note), now(waiting)) == ("draft", "submitted")


def test_steps_need_the_form_s_token(http, file):
    """A page elsewhere cannot make a signed-in person authorise."""
    plan = draft(file, "worker")
    submit(plan, "worker")
    head = Person(http, "head")
    body = b"transition=authorise&comment="
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = head.ask(f"{path_of(plan)}/@@move-on", "POST", body=body, **form)
    assert answer.status == 200
    assert head.page(f"{path_of(plan)}/@@move-on?transition=authorise&comment=x")[0] == 200
    assert now(plan) == "submitted"
