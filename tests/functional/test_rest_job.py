"""The whole job over REST, from a new file to a closed and retained one (R154-R161, R184)."""

from tests.papers import paper
from tests.papers import RARE
from tests.papers import seed
from tests.rest import Api
from tests.sample import CHILD
from tests.school import FRONT_SHEET
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import RECORDS
from types import SimpleNamespace
from welfarefiles.access.grants import grants

import json
import pytest
import transaction


WHEN = "2026-01-14T15:40"
PEOPLE = ("lead", "head", "worker", "records", "stranger")
NOTHING = b'{"message": "There is nothing here that you can see.", "type": "NotFound"}'
HAND_IN_IT = "You had a hand in this; somebody else must authorise it."
NO_SUMMARY = "There is no closing summary."


def as_json(fields):
    """Fields of the samples as a client writes them."""
    return json.loads(
        json.dumps(fields, default=lambda x: sorted(x) if isinstance(x, set) else str(x))
    )


@pytest.fixture
def job(http):
    """A staffed school, whose lead may authorise too; the people as clients."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    name_for(school, "lead", "Authoriser", "WelfareFile")
    transaction.commit()
    return SimpleNamespace(layer=http, **{name: Api(http, name) for name in PEOPLE})


def test_the_whole_job(job):
    open_file(job)
    record_a_visit(job)
    upload_documents(job)
    have_the_assessment_authorised(job)
    refuse_to_close(job)
    sign_the_front_sheet(job)
    write_the_summary(job)
    have_the_summary_authorised(job)
    close(job)
    retain(job)


def open_file(job):
    [school] = job.lead.get("/@schools")["items"]
    [files] = job.lead.get(school["@id"])["items"]
    child = as_json({**CHILD, **FRONT_SHEET})
    reply = job.lead.post(files["@id"], {"@type": "WelfareFile", **child})
    assert reply.status == 201
    assert reply["title"] == reply["reference"]
    assert "Quenby" not in reply["@id"] + reply["id"] + reply["title"]
    assert (reply["review_state"], reply["opened_by"]) == ("open", "lead")
    job.file = reply["@id"]
    share_with_the_worker(job)


def share_with_the_worker(job):
    """Access is given in the portal."""
    assert job.worker.get(job.file).status == 404
    transaction.begin()
    file = job.layer["portal"].unrestrictedTraverse(job.lead.path(job.file))
    grants(file).give("worker", "Case Worker", "Form tutor", "lead")
    transaction.commit()
    assert job.worker.get(job.file)["title"] == job.lead.get(job.file)["title"]


def record_a_visit(job):
    note = job.worker.add(job.file, "ContactNote", happened_at=WHEN, **RECORDS["ContactNote"])
    shown = job.lead.get(note)
    assert (shown["author"], shown["happened_at"]) == ("worker", "2026-01-14T15:40:00+00:00")
    assert job.lead.step(note, "sign").reasons == ["Only its author can sign a record."]
    assert job.worker.step(note, "sign")["review_state"] == "signed"
    assert job.worker.patch(note, {"outcome": "Another"}).status == 404
    assert job.worker.get(note)["signed_by"] == "worker"
    job.note = note


def upload_documents(job):
    job.papers = {}
    for name, kind in (("retention", "pdf"), ("information-sharing", "docx")):
        file = paper(name, kind, seed(name))
        document = job.lead.add(
            job.file, "WelfareDocument", kind="minutes", happened_at=WHEN, file=file
        )
        assert job.lead.step(document, "sign").status == 200
        assert job.worker.found(RARE[name]) == [document]
        assert job.stranger.found(RARE[name]) == []
        job.papers[document] = file
        is_downloaded_as_sent(job, document, file)


def is_downloaded_as_sent(job, document, file):
    shown = job.worker.get(document)["file"]
    assert shown["filename"] == file["filename"]
    answer = job.worker.client.ask(job.worker.path(shown["download"]))
    assert len(answer.body) == shown["size"]
    assert answer.header("content-type") == file["content-type"]


def have_the_assessment_authorised(job):
    assessment = job.lead.add(job.file, "Assessment", happened_at=WHEN, **RECORDS["Assessment"])
    assert job.lead.step(assessment, "submit")["review_state"] == "submitted"
    refused = job.lead.step(assessment, "authorise")
    assert (refused.status, refused.reasons) == (400, [HAND_IN_IT])
    assert job.head.step(assessment, "authorise")["review_state"] == "authorised"
    shown = job.lead.get(assessment)
    assert (shown["author"], shown["signed_by"]) == ("lead", "lead")


def sign_the_front_sheet(job):
    url = f"{job.file}/@front-sheet"
    reply = job.lead.post(url, **{"If-Match": job.lead.get(url).header("etag")})
    assert (reply.status, reply["changed_since_signed"]) == (201, [])


def refuse_to_close(job):
    [close] = [step for step in steps(job.lead, job.file) if step["@id"].endswith("/close")]
    assert close["reasons"] == [NO_SUMMARY]
    reply = job.lead.step(job.file, "close")
    assert (reply.status, reply.reasons) == (400, [NO_SUMMARY])
    assert job.worker.step(job.file, "close").reasons == ["This step is not open to you here."]
    assert job.lead.get(job.file)["review_state"] == "open"


def steps(person, place):
    return person.get(f"{place}/@workflow")["transitions"]


def write_the_summary(job):
    summary = job.lead.add(
        job.file, "ClosingSummary", happened_at=WHEN, **RECORDS["ClosingSummary"]
    )
    job.summary, job.checklist = summary, f"{summary}/@checklist"
    checklist = job.lead.get(job.checklist)
    refused = job.lead.step(summary, "submit")
    assert (refused.status, refused.reasons) == (400, checklist["missing"]["submit"])
    asked = f"C09 {line(checklist, 'C09')['text']}: Not answered yet."
    assert [one for one in refused.reasons if one.startswith(asked)]
    answers = {
        row["key"]: {"answer": "not_applicable", "reason": "Nothing of the kind in this file."}
        for row in checklist["lines"]
        if row["missing"] in checklist["missing"]["submit"]
    }
    checklist = job.lead.patch(job.checklist, {"answers": answers})
    assert checklist["missing"]["submit"] == []
    assert (line(checklist, "C09")["by"], line(checklist, "C09")["status"]) == (
        "lead",
        "not_applicable",
    )


def line(checklist, key):
    return next(row for row in checklist["lines"] if row["key"] == key)


def have_the_summary_authorised(job):
    assert job.lead.step(job.summary, "submit")["review_state"] == "submitted"
    reasons = job.lead.step(job.file, "close").reasons
    assert reasons == job.lead.get(job.checklist)["missing"]["close"]
    assert any("C02" in reason and "waits for the manager" in reason for reason in reasons)
    assert job.lead.step(job.summary, "authorise").reasons == [HAND_IN_IT]
    assert job.head.step(job.summary, "authorise")["review_state"] == "authorised"


def close(job):
    reasons = job.lead.step(job.file, "close").reasons
    assert [reason[:3] for reason in reasons] == ["C23", "C24", "C25", "C26"]
    after = {key: {"answer": "done"} for key in ("C23", "C24", "C25", "C26")}
    assert job.lead.patch(job.checklist, {"answers": after})["missing"]["close"] == []
    reply = job.lead.step(job.file, "close")
    assert (reply.status, reply["review_state"], reply["title"]) == (200, "closed", "Closed")
    assert job.lead.get(job.file)["closed_on"]
    for person in (job.worker, job.head, job.stranger):
        nothing_is_here(person, job)
    note = {"@type": "ContactNote", "happened_at": WHEN, **RECORDS["ContactNote"]}
    assert job.lead.post(job.file, note).status == 404


def nothing_is_here(person, job):
    for place in (job.file, job.note, job.summary, job.checklist, *job.papers):
        reply = person.get(place)
        assert (reply.status, reply.answer.body) == (404, NOTHING)
    assert person.found(RARE["retention"]) == []


def retain(job):
    assert job.records.get(job.file)["review_state"] == "closed"
    assert job.records.step(job.file, "retain")["review_state"] == "retained"
    nothing_is_here(job.lead, job)
    shown = job.records.get(job.file)
    assert shown["items_total"] == len(shown["items"]) == 6  # and the finished checklist
    for item in shown["items"]:
        assert job.records.get(item["@id"]).status == 200
    assert job.records.found(RARE["information-sharing"]) == [list(job.papers)[1]]
    assert job.records.patch(job.file, {"class_group": "5A"}).status == 404
    assert [one["@id"].rpartition("/")[2] for one in steps(job.records, job.file)] == ["reopen"]


def test_whoever_answered_the_checklist_has_had_a_hand_in_the_summary(job):
    open_file(job)
    summary = job.lead.add(
        job.file, "ClosingSummary", happened_at=WHEN, **RECORDS["ClosingSummary"]
    )
    given = {"answers": {"C09": {"answer": "not_applicable", "reason": "No referrer."}}}
    assert job.worker.patch(f"{summary}/@checklist", given).status == 200
    assert job.lead.get(summary)["edited_by"] == ["lead", "worker"]


def test_checklist_says_what_is_wrong_with_each_line_and_keeps_none(job):
    open_file(job)
    summary = job.lead.add(
        job.file, "ClosingSummary", happened_at=WHEN, **RECORDS["ClosingSummary"]
    )
    url = f"{summary}/@checklist"
    given = {
        "C04": {"answer": "not_applicable", "reason": "We never do."},
        "C09": {"answer": "not_applicable", "reason": " "},
        "C10": {"answer": "perhaps"},
        "C11": {"answer": "done", "reason": 5},
        "C13": {"answer": "done"},
        "C99": {"answer": "done"},
    }
    reply = job.lead.patch(url, {"answers": given})
    assert reply.status == 400
    assert reply.errors == {
        "C04": "This line applies to every file.",
        "C09": "Say why it is not applicable.",
        "C10": "Give an answer: done, not_applicable or not_done.",
        "C11": "Give text.",
        "C99": "The checklist has no such line.",
    }
    assert line(job.lead.get(url), "C13")["answer"] is None
    assert job.lead.patch(url, {}).status == job.lead.patch(url, {"answers": ["C13"]}).status == 400
    assert job.head.get(url).status == 200
    assert job.head.patch(url, {"answers": {"C13": {"answer": "done"}}}).status == 404
