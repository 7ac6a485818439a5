"""What a school decides about closure, over HTTP: its checklist, several files, what follows an
assessment (R154, R155, R157, R160)."""

from plone.uuid.interfaces import IUUID
from tests.api import path_of
from tests.api import Person
from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.meanwhile import in_another_process
from tests.school import answer_all
from tests.school import grant_all
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import state_of
from transaction.interfaces import TransientError
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.closure.answers import answers_of
from welfarefiles.closure.answers import give_answers
from welfarefiles.closure.lines import every_line
from welfarefiles.closure.lines import lines
from welfarefiles.closure.lines import versions_of
from welfarefiles.jobs import reading
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter

import csv
import io
import pytest
import transaction


EVERYBODY = ("staff", "lead", "head", "office", "records", "auditor", "worker", "stranger")
LINE = {
    "section": "Ours",
    "text": "The bicycle was given back",
    "phase": "close",
    "applies": "if_applicable",
    "signs": "worker",
    "check": "none",
}


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    transaction.commit()
    return school


@pytest.fixture
def file(school):
    file = make_complete_file(school)
    grant_all(file)
    transaction.commit()
    return file


def actions(school, start):
    transaction.begin()
    found = entries(Filter(school_uid=IUUID(school)))
    return [entry.action for entry in found if entry.action.startswith(start)][::-1]


def pressed(person, school, **button):
    path = f"{path_of(school)}/@@closing-checklist"
    _status, page = person.send(path, **button)
    transaction.begin()
    return page


def keys(school):
    transaction.begin()
    return [line.key for line in lines(school)]


def test_who_sees_the_pages(http, school, file):
    for name, readers in (
        ("@@closing-checklist", {"head"}),
        ("@@closing-checklist-line", {"head"}),
        ("@@closing-checklist-line?key=C09", {"head"}),
        ("@@close-together", {"lead"}),
    ):
        path = f"{path_of(school)}/{name}"
        found = {one: Person(http, one).ask(path).status for one in EVERYBODY}
        assert {one for one, status in found.items() if status == 200} == readers
        assert {status for one, status in found.items() if one not in readers} == {404}
    for user_id in ("lead", "office", "stranger"):
        person = Person(http, user_id)
        assert person.get(f"{path_of(school)}/@closing-checklist")[0] == 404
        assert person.post(f"{path_of(school)}/@closing-checklist", lines=[])[0] == 404
    assert Person(http, "head").post(f"{path_of(school)}/@close-together", files=[])[0] == 404


def test_lines_are_added_changed_moved_and_retired(http, school):
    head, path = Person(http, "head"), f"{path_of(school)}/@@closing-checklist-line"
    head.send(path, **LINE)
    assert keys(school)[-1] == "S01"
    head.send(path, f"{path}?key=S01", key="S01", **{**LINE, "text": "The key was given back"})
    pressed(head, school, up="S01")
    assert keys(school)[-2:] == ["S01", "C28"]
    pressed(head, school, down="S01")
    pressed(head, school, retire="C18")
    assert "C18" not in keys(school)
    assert "C18" in [line.key for line in every_line(school)]
    assert "Retired" in head.page(f"{path_of(school)}/@@closing-checklist")[1]
    pressed(head, school, restore="C18")
    assert "C18" in keys(school)
    assert every_line(school)[-1].text == "The key was given back"
    assert [one["by"] for one in versions_of(school)] == ["head"] * 6
    assert actions(school, "closure.") == ["closure.lines-changed"] * 6


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "no key or no text"),
        ({"section": ""}, "stands under no title"),
        ({"text": "x" * 301}, "too long"),
        ({"phase": "whenever"}, "unknown phase"),
        ({"signs": "anybody"}, "unknown signer"),
        ({"signs": "manager", "phase": "submit"}, "only after the summary"),
        ({"check": "bicycle"}, "a check that the portal does not have"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_what_was_typed_kept(http, school, wrong, said):
    path = f"{path_of(school)}/@@closing-checklist-line"
    _status, page = Person(http, "head").send(path, **{**LINE, **wrong})
    assert said in page
    assert (wrong.get("text") or "bicycle") in page or wrong.get("text") == ""
    assert "S01" not in keys(school)


def test_by_rest_all_lines_at_once_and_none_taken_out(http, school):
    head, path = Person(http, "head"), f"{path_of(school)}/@closing-checklist"
    rows = head.get(path)[1]["lines"]
    assert len(rows) == 29
    for wrong, said in (
        (None, "Give all lines"),
        ([], "at least one line"),
        (["x"], "Give all lines"),
        ([{**rows[0], "retired": "no"}], "Give all lines"),
        ([{**rows[0], "colour": "red"}], "Give all lines"),
        (rows[1:], "The line C00 cannot be taken out"),
        ([*rows, rows[0]], "twice"),
        ([*rows, {**rows[0], "key": "a b"}], "capital letters"),
        ([{**one, "retired": True} for one in rows], "at least one line"),
    ):
        status, answer = head.post(path, lines=wrong)
        assert (status, said in answer["error"]["message"]) == (400, True), answer
    assert versions_of(school) == ()
    status, answer = head.post(path, lines=[*reversed(rows)])
    assert (status, answer["lines"][0]["key"]) == (200, "C28")
    assert answer["changes"][0]["by"] == "head"


def test_an_answer_to_a_retired_line_stays_readable(http, school, file):
    with signed_in("lead"):
        summary = make_record(file, "ClosingSummary")
        answer_all(summary, "There never was one.")
    transaction.commit()
    pressed(Person(http, "head"), school, retire="C18")
    _status, page = Person(http, "lead").page(f"{path_of(summary)}/@@checklist")
    end = page[page.index("Asked no more") :]
    assert "C18" in end
    assert "There never was one." in end
    assert not [one for one in reasons(summary, "submit") if one.startswith("C18")]


def test_a_closed_file_keeps_its_checklist_as_it_was(http, school, file):
    summary = make_agreed_summary(file)
    with signed_in("lead"):
        perform(file, "close")
    transaction.commit()
    lead, path = Person(http, "lead"), f"{path_of(summary)}/@@checklist"
    before = lead.page(path)[1]
    assert "as the file was closed" in before
    head = Person(http, "head")
    pressed(head, school, retire="C18")
    head.send(f"{path_of(school)}/@@closing-checklist-line", **LINE)
    page = lead.page(path)[1]
    assert "C18" in page
    assert "bicycle" not in page
    assert lead.get(f"{path_of(summary)}/@checklist")[1]["missing"]["close"] == []


def add_note(file):
    """A draft, as somebody else writes it."""
    with signed_in("lead"):
        make_record(file, "ContactNote")


def close(file):
    with signed_in("lead"):
        perform(file, "close")


@pytest.mark.parametrize(("first", "second"), [(add_note, close), (close, add_note)])
def test_no_file_is_closed_over_a_record_that_is_begun_at_the_same_moment(file, first, second):
    """Whoever comes second is tried again, and then told why not."""
    make_agreed_summary(file)
    transaction.commit()
    second(file)
    in_another_process(file, first)
    with pytest.raises(TransientError):
        transaction.commit()
    transaction.abort()


def test_the_finished_checklist_is_filed_as_pdf(http, school, file):
    """C27; who closes the file files it, and it is signed like any document."""
    make_agreed_summary(file)
    with signed_in("lead"):
        perform(file, "close")
    transaction.commit()
    [record] = [
        one for one in file.objectValues() if getattr(one, "kind", "") == "closing_checklist"
    ]
    assert (state_of(record), record.author, record.signed_by) == ("signed", "lead", "lead")
    answer = Person(http, "lead").ask(f"{path_of(record)}/@@download/file")
    assert answer.body.startswith(b"%PDF")
    assert b"pdfaid" in answer.body
    assert "closure.filed" in actions(school, "closure.")


def test_the_manager_answers_their_own_lines_and_has_no_hand_in_the_summary(http, school, file):
    head = Person(http, "head")
    head.send(f"{path_of(school)}/@@closing-checklist-line", **{**LINE, "signs": "manager"})
    transaction.begin()
    with signed_in("lead"):
        summary = make_record(file, "ClosingSummary")
        answer_all(summary)
        perform(summary, "submit")
    transaction.commit()
    path = f"{path_of(summary)}/@checklist"
    said = {"S01": {"answer": "done"}}
    assert Person(http, "lead").patch(path, answers=said)[0] == 400
    assert Person(http, "head").patch(path, answers=said)[0] == 200
    transaction.begin()
    assert answers_of(summary)["S01"].by == "head"
    with signed_in("head"):
        perform(summary, "authorise")
    with signed_in("lead"):
        assert reasons(file, "close") == []


def test_a_line_for_a_lead_is_open_to_no_case_worker(http, school, file):
    path = f"{path_of(school)}/@@closing-checklist-line"
    Person(http, "head").send(path, **{**LINE, "signs": "lead"})
    transaction.begin()
    with signed_in("lead"):
        summary = make_record(file, "ClosingSummary")
    transaction.commit()
    sent = {"S01": {"answer": "done"}}
    status, answer = Person(http, "worker").patch(f"{path_of(summary)}/@checklist", answers=sent)
    assert status == 400
    assert "cannot answer this line now" in answer["error"]["message"]
    assert Person(http, "lead").patch(f"{path_of(summary)}/@checklist", answers=sent)[0] == 200


def test_several_files_are_closed_one_by_one_through_the_gate(http, school, file):
    """Never around it: what lacks something stays open, and the report says why, as its page."""
    with queue_in_memory():
        ready = make_complete_file(school, given_name="Tam", upn=None)
        make_agreed_summary(ready)
        transaction.commit()
        lead, path = Person(http, "lead"), f"{path_of(school)}/@@close-together"
        _status, page = lead.page(path)
        assert page.index(ready.reference) < page.index(file.reference)
        lead.send(path, file=[IUUID(ready), IUUID(file)])
        work_off(http)
    assert (state_of(ready), state_of(file)) == ("closed", "open")
    [job] = [one for one in reading.own_jobs("lead") if one.kind == "closure.together"][:1]
    assert (job.steps_done, job.state) == (2, "done")
    text = lead.ask(f"/plone/@@job/{job.id}/result").body
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[1][:2] == [file.reference, "No"]
    assert rows[1][2] == "There is no closing summary."
    assert rows[2] == [ready.reference, "Yes", ""]


def test_files_that_cannot_be_closed_together(http, school, file):
    lead, path = Person(http, "lead"), path_of(school)
    for uids, said in (
        ([], "Choose the files"),
        (["0" * 32], "not among your open files"),
        ([IUUID(file), IUUID(school)], "not among your open files"),
    ):
        status, answer = lead.post(f"{path}/@close-together", files=uids)
        assert (status, said in answer["error"]["message"]) == (400, True)
        assert said in lead.send(f"{path}/@@close-together", file=uids)[1]
    with queue_in_memory():
        assert lead.post(f"{path}/@close-together", files=[IUUID(file)])[0] == 202


def test_no_further_action_leads_to_closure_half_written(http, school, file):
    """R154, R155: once it is authorised, and until a summary is begun."""
    with signed_in("lead"):
        assessment = make_record(file, "Assessment", how_shared="Read with the family.")
        perform(assessment, "submit")
    transaction.commit()
    lead, path = Person(http, "lead"), path_of(assessment)
    assert "Write the closing summary" not in lead.page(path)[1]
    with signed_in("head"):
        perform(assessment, "authorise")
    transaction.commit()
    assert "Write the closing summary" in lead.page(path)[1]
    assert "Write the closing summary" not in Person(http, "head").page(path)[1]
    assert "recommends no further action" in lead.page(path_of(file))[1]
    page = lead.page(f"{path_of(file)}/++add++ClosingSummary")[1]
    assert "Needs met by early help." in page
    assert "Read with the family." in page
    status, found = lead.get(f"{path_of(file)}/@closing")
    assert (status, found["summary"]) == (200, None)
    assert found["prefilled"]["actions_and_outcomes"].startswith("Needs met by early help.")
    with signed_in("lead"):
        make_record(file, "ClosingSummary")
    transaction.commit()
    assert "Write the closing summary" not in lead.page(path)[1]
    assert "recommends no further action" not in lead.page(path_of(file))[1]


def test_an_assessment_that_asks_for_action_leads_nowhere(http, file):
    with signed_in("lead"):
        assessment = make_record(file, "Assessment", recommendation="further_action")
        perform(assessment, "submit")
    with signed_in("head"):
        perform(assessment, "authorise")
    transaction.commit()
    assert "Write the closing summary" not in Person(http, "lead").page(path_of(assessment))[1]


def test_an_answered_checklist_of_a_closed_file_is_open_to_nobody(http, file):
    summary = make_agreed_summary(file)
    with signed_in("lead"):
        perform(file, "close")
        give_answers(summary, {})
    transaction.commit()
    sent = {"C25": {"answer": "done"}}
    assert Person(http, "lead").patch(f"{path_of(summary)}/@checklist", answers=sent)[0] == 404
