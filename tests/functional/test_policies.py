"""Policies: pages and REST, each three ways: refused, allowed, wrong (R036, R047, R048)."""

from base64 import b64encode
from datetime import date
from datetime import timedelta
from plone.uuid.interfaces import IUUID
from tests.api import path_of
from tests.api import Person
from tests.door import Door
from tests.exchange import Client
from tests.policies import given_policy
from tests.policies import make_policy
from tests.policies import word_file
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import policy as gate
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.policies.register import policies
from welfarefiles.policies.reminding import remind

import pytest
import transaction


EVERYBODY = {"staff", "lead", "head", "office", "records", "auditor", "worker", "stranger"}
TEAM = EVERYBODY - {"worker", "stranger"}
FIELDS = {
    "title": "Online safety",
    "owner": "lead",
    "next_review": "2099-05-01",
    "text": "Be safe.",
    "readers": "everybody",
}
NOTICE = "/plone/@@notice-to-families"
EVIL = "# Aim\n\n<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    transaction.commit()
    return school


@pytest.fixture
def policy(school):
    made = make_policy(school)
    transaction.commit()
    return made


def actions(school):
    """What the ledger has of a school's policies, the earliest first."""
    transaction.begin()
    found = entries(Filter(school_uid=IUUID(school)))
    return [entry.action for entry in found if entry.action.startswith("policies.")][::-1]


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("@@policies", TEAM),
        ("@@policy?id={id}", TEAM),
        ("@@edit-policy", {"lead", "head"}),
        ("@@edit-policy?id={id}", {"lead", "head"}),
        ("@@policy-report", {"lead", "head"}),
        ("@@policy-report.csv", {"lead", "head"}),
    ],
)
def test_who_sees_the_pages(http, school, policy, name, readers):
    path = f"{path_of(school)}/{name.format(id=policy.id)}"
    found = {one: Person(http, one).page(path)[0] for one in EVERYBODY}
    assert {one for one, status in found.items() if status == 200} == readers
    assert {status for one, status in found.items() if one not in readers} == {404}


def test_read_and_understood(http, school, policy):
    path = path_of(school)
    staff = Person(http, "staff")
    assert "Not read yet" in staff.page(f"{path}/@@policies")[1]
    shown = f"{path}/@@policy?id={policy.id}"
    assert "<h2" in staff.page(shown)[1]
    for _twice in range(2):
        staff.send(f"{path}/@@policy", shown, id=policy.id, read="1")
    transaction.begin()
    assert actions(school).count("policies.acknowledged") == 1
    assert policies(school).get(policy.id).read_at("staff") is not None
    page = staff.page(f"{path}/@@policies")[1]
    assert "Not read yet" not in page
    assert "everything you have to" in page


@pytest.mark.parametrize("number", ["", "2", "x", "-1", "1e9"])
def test_another_version_is_not_acknowledged(http, school, policy, number):
    path = f"{path_of(school)}/@@policy"
    shown = f"{path}?id={policy.id}"
    _status, page = Person(http, "staff").send(path, shown, id=policy.id, read=number)
    assert "just been changed" in page
    assert "policies.acknowledged" not in actions(school)


def test_without_a_token_nothing_is_acknowledged(http, school, policy):
    body = f"id={policy.id}&read=1".encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    Person(http, "staff").ask(f"{path_of(school)}/@@policy", "POST", body=body, **form)
    assert "policies.acknowledged" not in actions(school)


def test_strangers_acknowledge_nothing(http, school, policy):
    path = f"{path_of(school)}/@policies/{policy.id}/acknowledge"
    assert Person(http, "stranger").post(path, version=1)[0] == 404
    assert "policies.acknowledged" not in actions(school)


@pytest.mark.parametrize(
    "query", ["", "?id=", "?id=0123456789abcdef", "?id:list=x", "?id={id}&version=9"]
)
def test_what_is_not_there(http, school, policy, query):
    path = f"{path_of(school)}/@@policy{query.format(id=policy.id)}"
    assert Person(http, "lead").page(path)[0] == 404


def test_published_on_the_page(http, school):
    path, lead = path_of(school), Person(http, "lead")
    for wrong, said in (
        ({"title": ""}, "Give the policy a title"),
        ({"text": ""}, "Write the policy here"),
        ({"next_review": "soon"}, "Enter a date"),
        ({"owner": "stranger"}, "Choose somebody"),
        ({"readers": "Emperor"}, "no role of the team"),
    ):
        _status, page = lead.send(f"{path}/@@edit-policy", **{**FIELDS, **wrong})
        assert said in page
        assert "Be safe." in page or wrong == {"text": ""}
    assert actions(school) == []
    lead.send(f"{path}/@@edit-policy", **FIELDS)
    transaction.begin()
    [made] = policies(school).all()
    assert (made.title, made.owner, made.current.text) == ("Online safety", "lead", "Be safe.")
    assert actions(school) == ["policies.published"]


def test_a_new_version_is_read_anew_and_the_old_one_stays(http, school, policy):
    path, lead = path_of(school), Person(http, "lead")
    policies(school).acknowledge(policy, 1, "staff")
    transaction.commit()
    shown = f"{path}/@@edit-policy?id={policy.id}"
    lead.send(f"{path}/@@edit-policy", shown, next_review="2098-01-01")
    transaction.begin()
    assert policies(school).to_read("staff") == [], "other details are no new version"
    lead.send(f"{path}/@@edit-policy", shown, text="Another wording.")
    transaction.begin()
    [kept] = policies(school).to_read("staff")
    assert [one.number for one in kept.versions] == [1, 2]
    assert kept.read_at("staff", 1)
    old = Person(http, "staff").page(f"{path}/@@policy?id={policy.id}&version=1")[1]
    assert "To protect the child." in old
    assert "I have read and understood" not in old
    assert actions(school)[-2:] == [
        "policies.changed",
        "policies.published",
    ] or "policies.changed" in actions(school)


def test_withdrawn_is_gone_for_all_but_those_in_charge(http, school, policy):
    path = path_of(school)
    policies(school).change(policy, given_policy(withdrawn=True), "lead")
    transaction.commit()
    address = f"{path}/@@policy?id={policy.id}"
    assert Person(http, "staff").page(address)[0] == 404
    assert Person(http, "lead").page(address)[0] == 200
    sent = Person(http, "lead").post(f"{path}/@policies/{policy.id}/acknowledge", version=1)
    assert sent[0] == 400


def test_nothing_typed_is_run(http, school):
    policy = make_policy(school, text=EVIL, title="<b>Bold</b>", public=True)
    transaction.commit()
    page = Person(http, "staff").page(f"{path_of(school)}/@@policy?id={policy.id}")[1]
    public = Client(http).ask(NOTICE).body.decode()
    for shown in (page, public):
        assert "<script>alert" not in shown
        assert "javascript:alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;b&gt;Bold" in shown


def test_files_by_their_bytes(http, school):
    path, lead = f"{path_of(school)}/@policies", Person(http, "lead")
    sent = {**FIELDS, "readers": ["everybody"], "text": ""}

    def file(content, name):
        data = b64encode(content).decode()
        return {"data": data, "encoding": "base64", "filename": name}

    for wrong in (b"<html><script>", b"PK\x03\x04 nothing", b"MZ"):
        status, data = lead.post(path, **sent, file=file(wrong, "policy.pdf"))
        assert (status, data["error"]["errors"][0]["field"]) == (400, "file")
    for content, name in ((b"%PDF-1.7\n%%EOF", "policy.pdf"), (word_file(), "policy.docx")):
        status, made = lead.post(path, **sent, file=file(content, name))
        assert status == 201
        address = f"{path_of(school)}/@@policy-file?id={made['id']}"
        answer = Person(http, "staff").ask(address)
        assert answer.body == content
        assert Person(http, "stranger").page(address)[0] == 404


def test_rest(http, school, policy):
    path, lead, staff = f"{path_of(school)}/@policies", Person(http, "lead"), Person(http, "staff")
    assert staff.post(path, **FIELDS)[0] == 404
    assert staff.patch(f"{path}/{policy.id}", title="Mine")[0] == 404
    assert actions(school) == ["policies.published"]
    for wrong in (
        {"title": 1},
        {"public": "yes"},
        {"readers": "all"},
        {"next_review": None},
        {"x": 1},
    ):
        assert lead.patch(f"{path}/{policy.id}", **wrong)[0] == 400
    status, data = lead.patch(f"{path}/{policy.id}", text="Anew", readers=["Welfare Lead"])
    assert (status, data["version"], data["not_read_by"]) == (200, 2, ["lead"])
    assert staff.get(path)[1]["items"][0]["must_read"] is False
    status, data = staff.post(f"{path}/{policy.id}/acknowledge", version=1)
    assert status == 400
    status, data = staff.post(f"{path}/{policy.id}/acknowledge", version=2)
    assert (status, bool(data["acknowledged"])) == (200, True)
    assert "not_read_by" not in data
    assert staff.get(f"{path}/{policy.id}")[1]["text"] == "Anew"
    assert staff.get(f"{path}/nothing")[0] == 404


def test_report_and_its_spreadsheet(http, school):
    policy = make_policy(school, title="=HYPERLINK(1)")
    policies(school).acknowledge(policy, 1, "staff")
    transaction.commit()
    lead = Person(http, "lead")
    assert "Read by" in lead.page(f"{path_of(school)}/@@policy-report")[1]
    sheet = lead.page(f"{path_of(school)}/@@policy-report.csv")[1]
    lines = sheet.splitlines()[1:]
    assert len(lines) == len(TEAM)
    assert all(line.startswith("'=HYPERLINK") for line in lines)
    assert [line for line in lines if not line.endswith(",")] == [
        line for line in lines if ",staff," in line
    ]


def test_families_see_what_is_public_and_nothing_else(http, school, policy):
    nobody = Client(http)
    assert nobody.ask(NOTICE).status == 404
    make_policy(school, title="For you", text="We keep children safe.", public=True)
    make_policy(school, title="Gone", text="Old duties.", public=True, withdrawn=True)
    transaction.commit()
    answer = nobody.ask(NOTICE)
    page = answer.body.decode()
    assert answer.status == 200
    assert "We keep children safe." in page
    for other in ("Confidentiality", "To protect the child", "Old duties", school.getId(), "lead"):
        assert other not in page
    for name in ("@@policies", f"@@policy?id={policy.id}", "@@policy-report"):
        assert "To protect" not in nobody.ask(f"{path_of(school)}/{name}").body.decode()


def test_reminders(http, school, policy):
    published = policy.current.published_on
    policies(school).acknowledge(policy, 1, "staff")
    assert remind(school, published) == ([], [])
    readers, late = remind(school, published + timedelta(days=7))
    assert (set(readers), late) == (TEAM - {"staff"}, [])
    policies(school).change(policy, given_policy(next_review=date(2026, 1, 1), owner="head"), "x")
    assert remind(school, date(2026, 1, 2))[1] == ["head", "lead"]
    assert remind(school, date(2026, 1, 3))[1] == []


def test_newcomers_read_the_policy_itself_and_it_is_noted(http, school):
    policy = make_policy(school, first=True, text="# Aim\n\nKeep it to yourself.")
    make_policy(school, title="Another", text="Not for newcomers.")
    gate.mark("staff", gate.VOLUNTEER)
    transaction.commit()
    door = Door(http)
    page = door.sign_in("staff")
    assert "Keep it to yourself." in page
    assert "Not for newcomers." not in page
    assert "Sign out" in door.send("/@@read-policy", read="1")
    transaction.begin()
    assert policies(school).get(policy.id).read_at("staff") is not None
    assert "policies.acknowledged" in actions(school)
    assert "Sign out" in Door(http).sign_in("staff"), "once is enough"
    policies(school).change(policy, given_policy(first=True, text="Anew."), "lead")
    transaction.commit()
    assert "Anew." in Door(http).sign_in("staff")
