"""Registers, paper out of the office, versions of a plan, each three ways."""

from datetime import date
from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.exchange import Client
from tests.school import grant_all
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.calendars import london
from welfarefiles.ledger import reading
from welfarefiles.paperfile import keeping as paper
from welfarefiles.records.heading import heading_of
from welfarefiles.registers import keeping
from welfarefiles.versions import keeping as versions

import pytest
import transaction


OTHERS = ("head", "reader", "office", "staff", "stranger")


@pytest.fixture
def place(http):
    make_people(http["portal"])
    file = make_complete_file(make_staffed_school(http["portal"]))
    grant_all(file)
    transaction.commit()
    return SimpleNamespace(file=file, at=path_of(file), head=reading.head()[0])


def signed(place, portal_type, **fields):
    """A signed record of the lead's."""
    with signed_in("lead"):
        record = make_record(place.file, portal_type, **fields)
        perform(record, "sign")
    transaction.commit()
    return record


def entries(place, concern):
    """(person, action) of a concern, the first first."""
    found = reading.entries(after=place.head, limit=1000)
    return [(one.person, one.action) for one in found if one.action.startswith(concern)][::-1]


def test_the_tab_says_what_has_to_be_known(http, place):
    lead, path = Person(http, "lead"), f"{place.at}/@@registers"
    _status, page = lead.page(path)
    assert "Nothing entered" in page
    signed(place, "CourtOrder", expires_on=london.today() + timedelta(days=3))
    signed(place, "ContactArrangement", may_not_collect=True)
    signed(place, "OriginalDocument")
    signed(place, "ChildContribution", is_property=True, kept_where="Office")
    ended = london.today() - timedelta(days=3)
    signed(place, "DelegatedAuthority", until=ended, happened_at=long_ago())
    signed(place, "PaperVolume")
    _status, page = lead.page(path)
    for text in (
        "May not collect",
        "To be returned",
        "Kept: Office safe",
        "Kept: Archive, cabinet 3",
        ">Ended ",
        ">Until ",
    ):
        assert text in page, text
    _status, page = lead.page(place.at)
    assert "Somebody may not collect the child" in page
    assert ">Court order</span>" in page
    assert "Child arrangements order of" in page  # it ends, and is due
    answers = {one: Person(http, one).page(path)[0] for one in (*OTHERS, "worker")}
    readers = {"head", "reader", "worker"}
    assert {one for one, status in answers.items() if status == 200} == readers
    _status, page = Person(http, "head").page(path)
    assert "++add++CourtOrder" not in page


def long_ago():
    return london.now() - timedelta(days=40)


def test_an_original_is_moved_and_returned_by_page(http, place):
    record = signed(place, "OriginalDocument")
    at = path_of(record)
    worker, path = Person(http, "worker"), f"{at}/@@what-happened"
    _status, page = worker.send(path, None, "enter", on=london.today().isoformat())
    assert "Say what happened to it." in page
    _status, page = worker.send(
        path, None, "enter", kind="returned", on=london.today().isoformat(), note="N"
    )
    assert "Say to whom it was returned." in page
    assert 'value="N"' in page
    tomorrow = (london.today() + timedelta(days=1)).isoformat()
    _status, page = worker.send(path, None, "enter", kind="returned", on=tomorrow, whom="Mother")
    assert "This is in the future." in page
    assert entries(place, "registers.") == []
    today = london.today().isoformat()
    assert worker.send(path, None, "enter", kind="moved", on=today, where="Bank")[0] == 302
    assert "Kept: Bank" in worker.page(f"{place.at}/@@registers")[1]
    assert worker.send(path, None, "enter", kind="returned", on=today, whom="Mother")[0] == 302
    _status, page = worker.page(at)
    assert "What happened to it" in page
    assert "Mother" in page
    transaction.begin()
    assert "returned" in heading_of(record)
    line = keeping.happenings(record)[-1]
    lead = Person(http, "lead")
    assert lead.send(path, None, strike=line.id, **{f"struck-{line.id}": "Not hers"})[0] == 302
    assert "Not hers" in lead.page(at)[1]
    assert entries(place, "registers.") == [
        ("worker", "registers.noted"),
        ("worker", "registers.noted"),
        ("lead", "registers.struck"),
    ]


def test_who_only_reads_notes_nothing(http, place):
    at = path_of(signed(place, "OriginalDocument"))
    given = {"kind": "returned", "on": london.today().isoformat(), "whom": "Mother"}
    for one in OTHERS:
        person = Person(http, one)
        assert person.page(f"{at}/@@what-happened")[0] == 404
        assert person.post(f"{at}/@happenings", **given)[0] == 404
    assert entries(place, "registers.") == []
    put(place.file, "closed")
    transaction.commit()
    assert Person(http, "worker").post(f"{at}/@happenings", **given)[0] == 404
    assert Person(http, "records").post(f"{at}/@happenings", **given)[0] == 201


def test_happenings_by_rest(http, place):
    at = path_of(signed(place, "ChildContribution", is_property=True, kept_where="Office"))
    worker, path = Person(http, "worker"), f"{at}/@happenings"
    given = {"kind": "copy-given", "on": london.today().isoformat()}
    for wrong, field in (
        ({"kind": "x"}, "kind"),
        ({"on": "soon"}, "on"),
        ({"on": "2001-01-01"}, "on"),
        ({"kind": "left"}, "note"),
        ({"kind": "moved"}, "where"),
    ):
        status, data = worker.post(path, **{**given, **wrong})
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
    assert entries(place, "registers.") == []
    status, made = worker.post(path, **given)
    assert (status, made["by"]) == (201, "worker")
    assert worker.get(path)[1]["items"] == [made]
    assert worker.patch(f"{path}/nothing", struck="x")[0] == 404
    assert worker.patch(f"{path}/{made['id']}", struck="")[0] == 400
    assert worker.patch(f"{path}/{made['id']}", struck="No copy was made")[0] == 204
    draft = signed_draft(place)
    assert worker.post(f"{draft}/@happenings", **given)[0] == 400


def signed_draft(place):
    with signed_in("lead"):
        record = make_record(place.file, "ChildContribution")
    transaction.commit()
    return path_of(record)


@pytest.mark.parametrize("purpose", ["closure", "transfer"])
def test_the_childs_property_goes_back_before_the_file_does(http, place, purpose):
    record = signed(place, "ChildContribution", is_property=True, kept_where="Office")
    volume = signed(place, "PaperVolume")
    make_agreed_summary(place.file, purpose)
    step = "transfer" if purpose == "transfer" else "close"
    with signed_in("lead"):
        [told] = reasons(place.file, step)
        assert told == "Property of the child is still here and is to be returned: 1."
        assert "property of the child" in heading_of(record)
        keeping.note(record, "returned", london.today(), whom="The child")
        assert reasons(place.file, step) == []
        removal = paper.ask(volume, "lead", "Court", london.today())
    with signed_in("head"):
        paper.authorise(volume, removal.id)
        assert reasons(place.file, step) == ["Paper is out of the office: 1."]
    with signed_in("lead"):
        paper.bring_back(volume, removal.id, "Archive")
        assert reasons(place.file, step) == []
    transaction.commit()


def test_the_child_may_leave_it_here(http, place):
    record = signed(place, "ChildContribution", is_property=True, kept_where="Office")
    make_agreed_summary(place.file)
    with signed_in("lead"):
        keeping.note(record, "left", london.today(), note="Said so on the last day")
        assert reasons(place.file, "close") == []
    transaction.commit()


def test_paper_is_asked_for_authorised_and_brought_back(http, place):
    at = path_of(signed(place, "PaperVolume"))
    worker, head, path = Person(http, "worker"), Person(http, "head"), f"{at}/@@take-out"
    _status, page = worker.send(path, None, "ask", holder="lead", purpose="", back_by="")
    assert "Say what it is needed for." in page
    back_by = (london.today() + timedelta(days=2)).isoformat()
    sent = {"holder": "lead", "purpose": "Review", "back_by": back_by}
    assert worker.send(path, None, "ask", **sent)[0] == 302
    lead = Person(http, "lead")
    [removal] = removals(http, at)
    _status, page = lead.send(path, None, authorise=removal["id"])
    assert "Somebody other than who asked for it or takes it decides." in page
    assert worker.send(path, None, authorise=removal["id"])[0] == 404
    assert "waits for a manager" in lead.page(place.at)[1]
    assert head.send(path, None, authorise=removal["id"])[0] == 302
    _status, page = lead.page(f"{place.at}/@@registers")
    assert "With lead until" in page
    assert "Paper is to be back in the office" in lead.page(place.at)[1]
    where = {f"now_where-{removal['id']}": "Cabinet 4"}
    assert lead.send(path, None, back=removal["id"], **where)[0] == 302
    assert "Kept: Cabinet 4" in lead.page(f"{place.at}/@@registers")[1]
    assert "Cabinet 4" in lead.page(at)[1]
    assert entries(place, "paperfile.") == [
        ("worker", "paperfile.asked"),
        ("head", "paperfile.authorised"),
        ("lead", "paperfile.back"),
    ]


def removals(http, at):
    return Person(http, "lead").get(f"{at}/@removals")[1]["items"]


def test_paper_by_rest(http, place):
    at = path_of(signed(place, "PaperVolume"))
    worker, head, path = Person(http, "worker"), Person(http, "head"), f"{at}/@removals"
    given = {"holder": "lead", "purpose": "Review", "back_by": london.today().isoformat()}
    for wrong, field in (
        ({"holder": "stranger"}, "holder"),
        ({"purpose": ""}, "purpose"),
        ({"back_by": "2001-01-01"}, "back_by"),
        ({"back_by": "2999-01-01"}, "back_by"),
        ({"back_by": "soon"}, "back_by"),
    ):
        status, data = worker.post(path, **{**given, **wrong})
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
    for one in OTHERS:
        assert Person(http, one).post(path, **given)[0] == 404
    status, made = worker.post(path, **given)
    assert (status, made["state"]) == (201, "asked")
    assert worker.post(path, **given)[0] == 400
    one = f"{path}/{made['id']}"
    assert worker.patch(one, step="authorise")[0] == 404
    assert Person(http, "lead").patch(one, step="authorise")[0] == 400  # takes it
    assert head.patch(one, step="refuse", refusal="")[0] == 400
    assert head.patch(one, step="fly")[0] == 400
    assert head.patch(f"{path}/nothing", step="authorise")[0] == 404
    assert head.patch(one, step="refuse", refusal="Read it here")[1]["state"] == "refused"
    assert head.patch(one, step="authorise")[0] == 400
    status, made = worker.post(path, **given)
    one = f"{path}/{made['id']}"
    assert Person(http, "reader").patch(one, step="withdraw", struck="x")[0] == 404
    assert worker.patch(one, step="withdraw", struck="Not needed")[1]["state"] == "struck"
    status, made = worker.post(path, **given)
    one = f"{path}/{made['id']}"
    assert worker.patch(one, step="bring-back", now_where="Here")[0] == 400
    assert head.patch(one, step="authorise")[1]["state"] == "out"
    assert worker.patch(one, step="bring-back", now_where="Here")[1]["state"] == "back"


def make_plan(place):
    with signed_in("lead"):
        soon = london.today() + timedelta(days=5)
        plan = make_record(place.file, "Plan", kind="care", review_on=soon)
        perform(plan, "submit")
    with signed_in("head"):
        perform(plan, "authorise")
    transaction.commit()
    return plan


def test_a_new_version_supersedes_the_earlier_when_it_is_authorised(http, place):
    plan = make_plan(place)
    lead, path = Person(http, "lead"), f"{path_of(plan)}/@@new-version"
    assert "Review of the plan" in lead.page(place.at)[1]
    answer = Client(http, "lead").ask(path)
    assert answer.status == 200
    status, _page = lead.send(path, None)
    assert status == 302
    transaction.begin()
    draft = versions.later(plan)
    assert (draft.objectives, draft.version, draft.review_on) == (plan.objectives, 2, None)
    assert not plan.superseded
    assert lead.page(path)[0] == 404  # one was begun
    with signed_in("lead"):
        perform(draft, "submit")
    with signed_in("head"):
        perform(draft, "authorise")
    transaction.commit()
    assert (plan.superseded, heading_of(plan)) == (True, "Care Plan, superseded")
    assert heading_of(draft) == "Care Plan, version 2"
    assert "Review of the plan" not in lead.page(place.at)[1]
    _status, page = lead.page(path_of(plan))
    assert f'href="{draft.absolute_url()}"' in page
    with signed_in("lead"):
        perform(draft, "strike", "Written in the wrong file")
    transaction.commit()
    assert not plan.superseded
    assert entries(place, "versions.") == [("lead", "versions.begun")]


def test_versions_by_rest(http, place):
    plan = make_plan(place)
    path, lead = f"{path_of(plan)}/@versions", Person(http, "lead")
    for one in OTHERS:
        assert Person(http, one).post(path)[0] == 404
    status, made = lead.post(path)
    assert (status, made["version"], made["review_state"]) == (201, 2, "draft")
    status, data = lead.post(path)
    assert (status, data["error"]["errors"][0]["@id"]) == (400, made["@id"])
    assert [one["version"] for one in lead.get(path)[1]["items"]] == [1, 2]
    assert entries(place, "versions.") == [("lead", "versions.begun")]
    draft = f"{place.at}/{made['@id'].rpartition('/')[2]}"
    assert lead.post(f"{draft}/@versions")[0] == 400


def test_rules_of_the_registers(http, place):
    lead, when = Person(http, "lead"), "2026-03-02T09:00"
    wrong = {
        "CourtOrder": ({"made_on": "2999-01-01"}, "made_on"),
        "ContactArrangement": ({"supervised": True}, "supervised_by"),
        "ChildContribution": ({"is_property": True}, "kept_where"),
    }
    given = {
        "CourtOrder": {"kind": "care", "court": "C", "made_on": "2026-03-01", "says": "S"},
        "ContactArrangement": {"who": "W", "how_often": "H"},
        "ChildContribution": {"kind": "written", "what": "W"},
    }
    for portal_type, (bad, field) in wrong.items():
        sent = {"type": portal_type, "happened_at": when, **given[portal_type]}
        status, data = lead.post(place.at, **{**sent, **bad})
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
        assert lead.post(place.at, **sent)[0] == 201
    sent = {"type": "CourtOrder", "happened_at": when, **given["CourtOrder"]}
    status, _data = lead.post(place.at, **sent, expires_on="2026-02-01")
    assert status == 400
    assert date(2026, 3, 1) < london.today()
