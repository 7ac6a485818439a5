"""Second signatures: who asks, who signs, what they see meanwhile, and what is refused (R025)."""

from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.school import make_record
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.who import who_asks
from welfarefiles.countersigning.asked import standing
from welfarefiles.countersigning.asking import missing_roles
from welfarefiles.countersigning.asking import signers
from welfarefiles.ledger import reading
from welfarefiles.lookup import query
from welfarefiles.people.team import school_of
from welfarefiles.restricted.restricting import restrict
from welfarefiles.signing.canonical import record_document
from welfarefiles.signing.checking import problems
from welfarefiles.signing.seal import broken

import pytest
import transaction


TO_HEAD = {"person": "head", "role": "witness", "note": "You were in the room."}
TO_STAFF = {"person": "staff", "role": "account"}


def signed(file, portal_type, **fields):
    with signed_in("lead"):
        made = make_record(file, portal_type, **fields)
        perform(made, "sign")
    transaction.commit()
    return made


def post(http, user_id, record, service, data=None):
    url = f"{record.absolute_url()}/@{service}"
    return Api(http, user_id).post(url, data or {}, **{"If-Match": "*"})


def ask(http, record, data=TO_HEAD, user_id="lead"):
    reply = post(http, user_id, record, "signatures", data)
    transaction.begin()
    return reply


def entered(record, action):
    asked = reading.Filter(record_uid=record.UID(), actions=(f"countersigning.{action}",))
    return [(entry.person, entry.about) for entry in reading.entries(asked)]


def waits(user_id):
    """Sentences of what waits for somebody."""
    return [due.sentence for due in query.dues(who_asks(user_id), responsible=user_id)]


@pytest.mark.parametrize("user_id", ["lead", "worker"])
def test_whoever_may_add_records_asks(http, record, user_id):
    reply = ask(http, record, user_id=user_id)
    assert reply.status == 201
    assert (reply["person"], reply["role"], reply["by"]) == ("head", "witness", user_id)
    [asked] = standing(record)
    assert (asked.person, asked.grant) == ("head", "")
    assert entered(record, "asked") == [(user_id, "head")]
    assert waits("head") == ["due_countersign"]
    assert broken(record) == []


@pytest.mark.parametrize("user_id", ["reader", "head", "office", "records", "auditor", "stranger"])
def test_nobody_else_asks(http, record, user_id):
    data = {**TO_HEAD, "person": "worker"}
    assert ask(http, record, data, user_id).status == 404
    assert standing(record) == []
    path = path_of(record)
    assert Person(http, user_id).page(f"{path}/@@ask-signature")[0] == 404
    assert "@@ask-signature" not in Person(http, user_id).page(path)[1]


@pytest.mark.parametrize("state", ["draft", "struck", "closed"])
def test_only_what_is_signed_in_an_open_file(http, file, record, state):
    with signed_in("lead"):
        if state == "draft":
            record = make_record(file, "ContactNote")
        elif state == "struck":
            perform(record, "strike", "It was another day.")
        else:
            put(file, "closed")
    transaction.commit()
    reply = ask(http, record)
    assert reply.status == (404 if state == "closed" else 400)
    assert standing(record) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"person": "", "role": "witness"}, "person"),
        ({"person": "nobody", "role": "witness"}, "person"),
        ({"person": "lead", "role": "witness"}, "person"),
        ({"person": "auditor", "role": "witness"}, "person"),
        ({"person": "head", "role": "king"}, "role"),
        ({"person": "head", "role": "witness", "note": "a\x00"}, "note"),
        ({"person": "head", "role": "witness", "note": "x" * 501}, "note"),
        ({"person": ["head"], "role": "witness"}, "person"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(http, record, data, field):
    user_id = "lead" if data["person"] != "auditor" else "worker"
    reply = ask(http, record, data, user_id)
    assert reply.status == 400
    assert list(reply.errors) == [field]
    assert standing(record) == []


def test_nobody_is_asked_twice_or_after_signing(http, record):
    assert ask(http, record).status == 201
    assert ask(http, record).errors["person"] == "This person has been asked already."
    assert post(http, "head", record, "countersign").status == 200
    assert ask(http, record).errors["person"] == "This person has signed already."
    by_worker = ask(http, record, {"person": "lead", "role": "witness"}, "worker")
    assert by_worker.errors["person"] == "This person has signed already."


def test_who_is_shut_out_is_not_asked(http, file, record):
    barriers(file).add("head", "Relative of the child")
    transaction.commit()
    assert "shut out" in ask(http, record).errors["person"]


def test_the_second_signature_stands_beside_the_first(http, record):
    ask(http, record)
    head = Person(http, "head")
    status, page = head.page(path_of(record))
    assert "You were in the room." in page
    assert "@@countersign" in page
    before = record.sealed_hash
    status, _page = head.send(f"{path_of(record)}/@@countersign")
    assert status == 302
    transaction.begin()
    assert signers(record) == ["lead", "head"]
    assert record.sealed_hash == before
    assert broken(record) == []
    assert entered(record, "signed") == [("head", "lead")]
    assert waits("head") == []
    _status, page = head.page(path_of(record))
    assert "Second signature (witness) by head" in " ".join(page.split())
    assert "@@countersign" not in page
    assert head.page(f"{path_of(record)}/@@countersign")[0] == 404
    assert post(http, "head", record, "countersign").status == 404
    found = Api(http, "reader").get(f"{record.absolute_url()}/@signatures")
    assert [(one["by"], one["role"]) for one in found["items"]] == [("head", "witness")]
    with signed_in("lead"):
        assert problems(record_document(record)) == []


def test_nobody_signs_unasked(http, record):
    for user_id in ("head", "worker", "reader", "staff", "stranger"):
        assert post(http, user_id, record, "countersign").status == 404
        assert post(http, user_id, record, "decline-signature", {"reason": "No"}).status == 404
        assert Person(http, user_id).page(f"{path_of(record)}/@@countersign")[0] == 404
    transaction.begin()
    assert signers(record) == ["lead"]


def test_who_does_not_see_it_is_let_in_by_a_lead_for_so_long(http, file, record):
    """Reads and signs this one record, and cannot change it; then sees nothing again."""
    refused = ask(http, record, TO_STAFF, "worker")
    assert "does not see this record" in refused.errors["person"]
    assert ask(http, record, TO_STAFF).status == 201
    staff = Person(http, "staff")
    status, page = staff.page(path_of(record))
    assert status == 200
    assert "She described the mornings." in page
    assert "/edit" not in page
    assert waits("staff") == ["due_countersign"]
    assert path_of(record) in staff.page("/plone")[1]
    assert staff.page(path_of(file))[0] == 404
    assert staff.patch(path_of(record), discussion="Mine")[0] == 404
    assert staff.page(f"{path_of(record)}/edit")[0] == 404
    assert staff.page(f"{path_of(record)}/@@add-addendum")[0] == 404
    status, _page = staff.send(f"{path_of(record)}/@@countersign")
    assert status == 302
    assert staff.page(path_of(record))[0] == 404
    transaction.begin()
    assert signers(record) == ["lead", "staff"]
    assert all(grant.revoked_at for grant in grants(record).of("staff"))
    assert record.discussion == "She described the mornings."


def test_declining_says_why_and_ends_it(http, record):
    ask(http, record, TO_STAFF)
    assert post(http, "staff", record, "decline-signature", {"reason": " "}).errors
    status, _page = Person(http, "staff").send(
        f"{path_of(record)}/@@decline-signature", reason="I had left by then."
    )
    assert status == 302
    transaction.begin()
    assert signers(record) == ["lead"]
    assert standing(record) == []
    assert entered(record, "declined") == [("staff", "lead")]
    assert Person(http, "staff").page(path_of(record))[0] == 404
    assert "I had left by then." in Person(http, "lead").page(path_of(record))[1]


def test_a_request_is_taken_back(http, record):
    id = ask(http, record, TO_STAFF)["id"]
    for user_id in ("reader", "staff", "head"):
        assert post(http, user_id, record, "withdraw-signature", {"id": id}).status == 404
    assert post(http, "lead", record, "withdraw-signature", {"id": "nonsense"}).status == 400
    worker = Person(http, "worker")
    shown = f"{path_of(record)}/@@withdraw-signature?id={id}"
    status, _page = worker.send(f"{path_of(record)}/@@withdraw-signature", shown)
    assert status == 302
    transaction.begin()
    assert standing(record) == []
    assert entered(record, "withdrawn") == [("worker", "staff")]
    assert Person(http, "staff").page(path_of(record))[0] == 404
    assert post(http, "staff", record, "countersign").status == 404


def test_after_a_striking_through_nobody_signs(http, record):
    ask(http, record)
    with signed_in("lead"):
        perform(record, "strike", "It was another child.")
    transaction.commit()
    assert post(http, "head", record, "countersign").status == 404
    assert waits("head") == []


def test_a_delegated_authority_form_needs_one(http, file):
    record = signed(file, "WelfareDocument", kind="delegated_authority")
    assert missing_roles(record) == ["second"]
    assert "due_second_signature" in waits("lead")
    assert "@@ask-signature" in Person(http, "lead").page(path_of(record))[1]
    ask(http, record, {"person": "head", "role": "second"})
    assert "due_second_signature" not in waits("lead")
    assert post(http, "head", record, "countersign").status == 200
    transaction.begin()
    assert missing_roles(record) == []


def test_who_had_the_conversation_and_who_was_there(http, file):
    """Named on the draft, sealed with it, and asked for once it is signed."""
    with signed_in("worker"):
        draft = make_record(file, "ContactNote")
    transaction.commit()
    path = f"{path_of(draft)}/@@who-was-there"
    for user_id in ("reader", "head", "stranger"):
        assert Person(http, user_id).page(path)[0] == 404
    worker = Person(http, "worker")
    status, page = worker.send(path, account_of="nobody at all", witness="head")
    assert status == 200
    assert "nobody at all" in page
    assert worker.send(path, account_of="staff", witness="head")[0] == 302
    transaction.begin()
    assert (draft.account_of, draft.witness) == ("staff", "head")
    with signed_in("worker"):
        perform(draft, "sign")
    transaction.commit()
    people = record_document(draft)["content"]["people"]
    assert {role: one["id"] for role, one in people.items()} == {
        "author": "worker",
        "account_of": "staff",
        "witness": "head",
    }
    assert missing_roles(draft) == ["account", "witness"]
    assert worker.page(path)[0] == 404
    assert ask(http, draft, TO_HEAD, "worker").status == 201
    assert post(http, "head", draft, "countersign").status == 200
    transaction.begin()
    assert missing_roles(draft) == ["account"]


def test_whose_account_it_is_does_not_authorise_it(http, file):
    with signed_in("lead"):
        plan = make_record(file, "Plan", account_of="head")
        perform(plan, "submit")
    with signed_in("head"):
        assert reasons(plan, "authorise")


def test_in_the_restricted_section_only_its_readers_sign(http, file):
    name_for(school_of(file), "reader", "Staff Member")
    with signed_in("lead"):
        grants(file).give("privileged", "Case Worker", "Works with the child", "lead")
        grants(file).give("reader", "Privileged Reader", "Reads advice", "lead")
    with signed_in("privileged"):
        record = make_record(file, "ContactNote")
        restrict(record, "Advice of Legal Services")
        perform(record, "sign")
    transaction.commit()
    for person in ("head", "lead", "staff"):
        data = {"person": person, "role": "witness"}
        assert list(ask(http, record, data, "privileged").errors) == ["person"]
    assert ask(http, record, {"person": "reader", "role": "witness"}, "privileged").status == 201
    assert post(http, "reader", record, "countersign").status == 200
