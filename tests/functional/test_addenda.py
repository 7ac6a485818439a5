"""Corrections of what was signed: by whom, in which state, and where they are seen (R025, R086)."""

from tests.api import FORM
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.school import make_record
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.ledger import reading
from welfarefiles.people.team import school_of
from welfarefiles.signing.addenda import addenda
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.checking import problems
from welfarefiles.signing.seal import broken

import pypdfium2
import pytest
import transaction


SAID = {"about": "The time of the call", "text": "It was 16:40, not 15:40: Heronsong."}


def url_of(record):
    return f"{record.absolute_url()}/@addenda"


def add(api, record, sent):
    return api.post(url_of(record), sent, **{"If-Match": "*"})


def fresh(record):
    transaction.begin()
    return record


def entered(record):
    asked = reading.Filter(record_uid=record.UID(), actions=("signing.addendum",))
    return [(entry.person, entry.detail["fingerprint"]) for entry in reading.entries(asked)]


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())


@pytest.mark.parametrize("user_id", ["lead", "worker"])
def test_whoever_may_add_records_corrects_one(http, record, user_id):
    reply = add(Api(http, user_id), record, SAID)
    assert reply.status == 201
    assert (reply["about"], reply["text"], reply["by"]) == (*SAID.values(), user_id)
    assert fresh(record).sealed_hash == record.later[0]["previous"]
    [one] = addenda(record)
    assert (one.user_id, one.text, one.hash) == (user_id, SAID["text"], reply["hash"])
    assert entered(record) == [(user_id, reply["hash"])]
    assert broken(record) == []
    assert Api(http, "reader").get(url_of(record))["items"] == [reply.data]


@pytest.mark.parametrize("user_id", ["reader", "head", "office", "records", "auditor", "stranger"])
def test_nobody_else_does(http, record, user_id):
    before = record.later
    reply = add(Api(http, user_id), record, SAID)
    assert reply.status == 404
    assert fresh(record).later == before
    assert entered(record) == []
    if user_id not in ("reader", "head"):
        assert Api(http, user_id).get(url_of(record)).status == 404


@pytest.mark.parametrize("state", ["draft", "struck"])
def test_not_in_another_state(http, file, record, state):
    with signed_in("lead"):
        if state == "draft":
            record = make_record(file, "ContactNote")
        else:
            perform(record, "strike", "It was another day.")
    transaction.commit()
    before = record.later
    reply = add(Api(http, "lead"), record, SAID)
    assert reply.status == 400
    assert "addendum" in reply["error"]["message"]
    assert fresh(record).later == before


@pytest.mark.parametrize("state", ["closed", "transferred", "retained"])
def test_not_in_a_closed_file(http, file, record, state):
    put(file, state)
    transaction.commit()
    for user_id in ("lead", "records", "worker"):
        assert add(Api(http, user_id), record, SAID).status == 404
    assert addenda(fresh(record)) == []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"about": "", "text": "x"}, "about"),
        ({"about": "x", "text": "  "}, "text"),
        ({"about": "x"}, "text"),
        ({"about": 7, "text": "x"}, "about"),
        ({"about": "x", "text": "a\x00b"}, "text"),
        ({"about": "x" * 251, "text": "x"}, "about"),
        ({"about": "x", "text": "x" * 20_001}, "text"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(http, record, sent, field):
    reply = add(Api(http, "lead"), record, sent)
    assert reply.status == 400
    assert list(reply.errors) == [field]
    assert addenda(fresh(record)) == []


def test_the_same_twice_is_one(http, record):
    api = Api(http, "lead")
    assert add(api, record, SAID).status == 201
    assert add(api, record, SAID).status == 400
    assert len(addenda(fresh(record))) == 1


def test_it_says_which_state_it_corrects(http, record):
    api = Api(http, "lead")
    tag = api.get(url_of(record)).header("ETag")
    assert api.post(url_of(record), SAID, **{"If-Match": tag}).status == 201
    other = {**SAID, "text": "Another."}
    assert api.post(url_of(record), other, **{"If-Match": tag}).status == 412
    assert len(addenda(fresh(record))) == 1


def test_both_are_seen_found_and_printed(http, file, record):
    api, person = Api(http, "lead"), Person(http, "lead")
    assert add(api, record, SAID).status == 201
    assert add(api, record, {"about": "Who rang", "text": "His father."}).status == 201
    _status, page = person.page(path_of(record))
    for text in (SAID["about"], "Heronsong", "His father.", "She described the mornings."):
        assert text in page
    _status, listed = person.page(f"{path_of(file)}/@@chronology")
    assert "2 addenda" in listed
    assert api.found("heronsong") == [record.absolute_url()]
    printed = words_of(person.ask(f"{path_of(record)}/@@record.pdf").body)
    whole = words_of(person.ask(f"{path_of(file)}/@@chronology.pdf").body)
    for text in ("Heronsong", "She described the mornings.", "His father."):
        assert text in printed
        assert text in whole
    with signed_in("lead"):
        assert problems(record_document(fresh(record))) == []


def test_what_is_struck_says_why_in_the_chronology_too(http, file, record):
    with signed_in("lead"):
        perform(record, "strike", "It was another child.")
    transaction.commit()
    person = Person(http, "lead")
    assert "It was another child." in person.page(path_of(record))[1]
    whole = words_of(person.ask(f"{path_of(file)}/@@chronology.pdf").body)
    assert "Reason: It was another child. (lead," in whole


def test_an_authorised_plan_is_corrected_so(http, file):
    with signed_in("lead"):
        plan = make_record(file, "Plan")
        perform(plan, "submit")
    transaction.commit()
    assert add(Api(http, "lead"), plan, SAID).status == 400
    with signed_in("head"):
        perform(fresh(plan), "authorise")
    transaction.commit()
    assert add(Api(http, "lead"), plan, SAID).status == 201
    assert [link["kind"] for link in fresh(plan).later] == ["submitted", "authorised", "addendum"]


def test_the_page_writes_and_signs_one(http, record):
    person, path = Person(http, "worker"), path_of(record)
    assert "@@add-addendum" in person.page(path)[1]
    status, _page = person.send(f"{path}/@@add-addendum", **SAID)
    assert status == 302
    [one] = addenda(fresh(record))
    assert (one.user_id, one.about) == ("worker", SAID["about"])
    assert entered(record) == [("worker", one.hash)]


def test_the_page_keeps_what_was_typed(http, record):
    person, path = Person(http, "worker"), path_of(record)
    status, page = person.send(f"{path}/@@add-addendum", about="", text="Typed at length.")
    assert status == 200
    assert "Typed at length." in page
    assert "Say what it is about" in page
    body = "about=x&text=Out+of+date.&_authenticator=nonsense"
    answer = person.ask(
        f"{path}/@@add-addendum", "POST", body=body.encode(), **{"Content-Type": FORM}
    )
    assert "Out of date." in answer.body.decode()
    assert addenda(fresh(record)) == []


@pytest.mark.parametrize("user_id", ["reader", "head", "office", "records", "stranger", None])
def test_the_page_is_nobody_elses(http, record, user_id):
    person, path = Person(http, user_id), path_of(record)
    assert "@@add-addendum" not in person.page(path)[1]
    assert person.page(f"{path}/@@add-addendum")[0] in (302, 404)


def test_the_page_is_for_what_is_signed(http, file):
    with signed_in("lead"):
        draft = make_record(file, "ContactNote")
    transaction.commit()
    person, path = Person(http, "lead"), path_of(draft)
    assert "@@add-addendum" not in person.page(path)[1]
    assert person.page(f"{path}/@@add-addendum")[0] == 404


def test_another_child_named_is_asked_for(http, file, record):
    """As before a record is signed: changed, or kept with a reason."""
    with signed_in("lead"):
        make_file(school_of(file), given_name="Wilfreda", family_name="Oakapple")
    transaction.commit()
    person, path = Person(http, "lead"), f"{path_of(record)}/@@add-addendum"
    said = {"about": "Who was there", "text": "Wilfreda Oakapple was there too."}
    assert add(Api(http, "lead"), record, said).errors.keys() == {"names_stay"}
    status, page = person.send(path, **said)
    assert status == 200
    assert "“Wilfreda Oakapple”" in page
    assert "Why another child is named" in page
    assert addenda(fresh(record)) == []
    status, _page = person.send(path, **said, names_stay="Everybody present is recorded.")
    assert status == 302
    assert len(addenda(fresh(record))) == 1
    assert record.later[-1]["names_stay"] == "Everybody present is recorded."
    assert broken(record) == []
