"""What is signed is sealed: the same content has one fingerprint, any other is found (R025)."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from plone.namedfile.file import NamedBlobFile
from tests.sample import make_file
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.calendars.london import LONDON
from welfarefiles.index.pending import touch
from welfarefiles.ledger.writing import LedgerWriter
from welfarefiles.signing.canonical import content_hash
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.checking import problems
from welfarefiles.signing.fingerprint import canonical
from welfarefiles.signing.seal import broken
from welfarefiles.signing.seal import CHANGED
from welfarefiles.signing.seal import SealBroken
from welfarefiles.sql.joined import peek

import json
import pytest
import transaction


AUTHORISED = ("Assessment", "Plan", "ClosingSummary", "CourtReport")


@pytest.fixture
def school(integration):
    make_people(integration["portal"])
    return make_staffed_school(integration["portal"])


@pytest.fixture
def file(school):
    with signed_in("lead"):
        return make_file(school)


def signed(file, portal_type="ContactNote", **fields):
    with signed_in("lead"):
        record = make_record(file, portal_type, **fields)
        perform(record, "sign")
    return record


def commit():
    """Compute what a commit would write, then leave it."""
    transaction.savepoint()
    for hook, args, kws in list(transaction.get().getBeforeCommitHooks()):
        hook(*args, **kws)


@pytest.mark.parametrize("portal_type", [one for one in RECORDS if one != "ClosingSummary"])
def test_every_type_has_a_document_that_holds(file, portal_type):
    with signed_in("lead"):
        record = make_record(file, portal_type)
        draft = record_document(record)
        assert draft["seal"] is None
        perform(record, "submit" if portal_type in AUTHORISED else "sign")
    document = json.loads(canonical(record_document(record)))
    assert problems(document) == []
    assert document["content_hash"] == draft["content_hash"] == document["seal"]["hash"]
    assert document["content"]["people"]["author"] == {"id": "lead", "name": "lead"}
    assert broken(record) == []


def test_a_document_says_everything(file):
    """Tokens with their titles, rows, days, instants by London's clock."""
    actions = [{"what": "Ring", "who": "Lead", "by": datetime(2026, 7, 3).date(), "done": False}]
    summer = datetime(2026, 7, 2, 15, 40, tzinfo=LONDON)
    record = signed(file, happened_at=summer, actions=actions, volume=2)
    content = record_document(record)["content"]
    assert content["file"] == file.reference
    assert content["fields"]["happened_at"] == "2026-07-02T15:40:00+01:00"
    assert content["fields"]["kind"] == "home_visit"
    assert content["titles"]["kind"] == {"home_visit": "Home visit"}
    assert content["titles"]["type"] == "Contact note"
    assert content["fields"]["actions"] == [
        {"what": "Ring", "who": "Lead", "by": "2026-07-03", "done": False}
    ]
    assert "volume" not in content["fields"]
    assert record_document(record)["volume"] == 2


@pytest.mark.parametrize(
    "change",
    [
        {"discussion": "She described the mornings!"},
        {"happened_at": datetime(2026, 7, 2, 15, 41, tzinfo=UTC)},
        {"kind": "telephone"},
        {"child_seen": True},
        {"author": "head"},
        {"recorded_at": datetime(2026, 7, 2, 15, 41, tzinfo=UTC)},
        {"present": "Mother"},
        {"actions": [{"what": "Ring"}]},
    ],
)
def test_any_change_shows(file, change):
    record = signed(file)
    for name, value in change.items():
        setattr(record, name, value)
    assert broken(record) == [CHANGED]


def test_a_changed_attachment_shows(file):
    record = signed(file, "WelfareDocument")
    record.file = NamedBlobFile(b"Minuteg", "text/plain", "minutes.txt")
    assert broken(record) == [CHANGED]
    record.file = NamedBlobFile(b"Minutes", "text/plain", "minutes.txt")
    assert broken(record) == []
    with record.file.open("w") as stream:
        stream.write(b"Minuteg")
    assert broken(record) == [CHANGED]


def test_terms_and_names_stay_what_they_were(file):
    record = signed(file)
    api.portal.set_registry_record("welfarefiles.lists.contact_kinds", ["home_visit|Office visit"])
    api.user.get("lead").setMemberProperties({"fullname": "Somebody Else"})
    assert broken(record) == []
    content = record_document(record)["content"]
    assert content["titles"]["kind"] == {"home_visit": "Home visit"}
    assert content["people"]["author"]["name"] == "lead"


def test_a_script_cannot_write_under_a_seal(file):
    """Past all pages and rights: the commit itself refuses it."""
    record = signed(file)
    commit()
    record.discussion = "Something else"
    touch(record)
    with pytest.raises(SealBroken) as refused:
        commit()
    assert "Something" not in str(refused.value)


def test_a_draft_can_be_changed(file):
    with signed_in("lead"):
        record = make_record(file, "ContactNote")
    before = content_hash(record)
    record.discussion = "Something else"
    touch(record)
    commit()
    assert content_hash(record) != before
    assert broken(record) == []


def test_the_ledger_has_the_fingerprint(file):
    record = signed(file)
    details = [one.detail for one in peek(LedgerWriter).drafts if one.action == "step.sign"]
    assert details == [{"fingerprint": record.sealed_hash}]


def test_what_is_returned_is_no_longer_sealed(file):
    with signed_in("lead"):
        record = make_record(file, "Plan")
        perform(record, "submit")
    first = record.sealed_hash
    assert [link["kind"] for link in record.later] == ["submitted"]
    with signed_in("head"):
        perform(record, "return", "Say how it was shared.")
    assert (record.sealed_hash, record.later) == ("", ())
    with signed_in("lead"):
        record.how_shared = "At the meeting."
        record.reindexObject()
        perform(record, "submit")
    with signed_in("head"):
        perform(record, "authorise")
    assert record.sealed_hash not in ("", first)
    assert [link["kind"] for link in record.later] == ["submitted", "authorised"]
    assert problems(record_document(record)) == []


def test_nobody_authorises_what_was_not_submitted(file):
    with signed_in("lead"):
        record = make_record(file, "Plan")
        perform(record, "submit")
    record.objectives = "Something else"
    with signed_in("head"), pytest.raises(SealBroken):
        perform(record, "authorise")


def test_striking_through_is_added_with_its_reason(file):
    record = signed(file)
    with signed_in("lead"):
        perform(record, "strike", "It is about another day.")
    link = record.later[-1]
    assert (link["kind"], link["reason"]) == ("struck", "It is about another day.")
    assert broken(record) == []


def test_a_link_that_was_changed_shows(file):
    record = signed(file)
    record.later = ({**record.later[0], "at": "2020-01-01T00:00:00+00:00"},)
    assert broken(record) == [
        "What was added to it as number 1 is not what was kept, or one is missing."
    ]


def test_a_summary_is_sealed_too(school):
    summary = make_agreed_summary(make_complete_file(school))
    assert problems(record_document(summary)) == broken(summary) == []
    assert [link["kind"] for link in summary.later] == ["submitted", "authorised"]


def test_the_hour_that_comes_twice_has_two_names(file):
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = [
        record_document(signed(file, happened_at=at))["content"]["fields"]["happened_at"]
        for at in (first, first + timedelta(hours=1))
    ]
    assert said == ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]
