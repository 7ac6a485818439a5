"""Pages, table and REST of the ledger: who may read, how far, and what they are not told."""

from contextlib import contextmanager
from plone import api
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from tests.wsgi import JSON
from types import SimpleNamespace
from urllib.parse import urlencode
from welfarefiles.access.barriers import barriers
from welfarefiles.access.guards import perform
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.history.unusual import LIMITS
from welfarefiles.ledger import reading

import csv
import io
import pytest
import re
import transaction


#: Words that stand in records, names and reasons, and in no entry told to whoever may not see them.
CANARIES = ("Zephyrine", "Quenby", "Canaryoutcome", "Canaryreason", "Canaryhouse", "Canarydecision")
NEVER = CANARIES[:3] + CANARIES[4:]


def path_of(content):
    return "/".join(content.getPhysicalPath())


@pytest.fixture
def place(functional):
    """Addresses of a school with a welfare file and a child protection file that people used."""
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "wflead")
    school = make_staffed_school(portal)
    name_for(school, "wflead", "Welfare Lead", "WelfareFile")
    with signed_in("lead"):
        file = make_file(school, address="Canaryhouse")
        hidden = make_file(school, "ChildProtectionFile", address="Canaryhouse")
        for one in (file, hidden):
            note = make_record(one, "ContactNote", outcome="Canaryoutcome")
            perform(note, "sign")
            perform(note, "strike", "Canaryreason")
            make_record(one, "Decision", decision="Canarydecision")
    transaction.commit()
    things = {"portal": portal, "school": school, "file": file, "hidden": hidden, "note": note}
    place = SimpleNamespace(**{name: path_of(thing) for name, thing in things.items()})
    place.references = (file.reference, hidden.reference)
    place.objects = SimpleNamespace(**things)
    Direct("lead").ask(place.hidden)
    Direct("lead").call("PATCH", place.hidden, given_name="Quenby Canaryname")
    Direct("lead").ask(f"{place.portal}/@search?SearchableText=Canaryoutcome", accept=JSON)
    Direct("stranger").ask(f"{place.file}/Quenby-Zephyrine")
    return place


PAGES = [
    ("{file}/@@history", {"lead", "wflead"}),
    ("{file}/@@history.csv", {"lead", "wflead"}),
    ("{file}/@ledger", {"lead", "wflead"}),
    ("{hidden}/@@history", {"lead"}),
    ("{school}/@@history", {"lead", "wflead", "auditor"}),
    ("{school}/@@history.csv", {"lead", "wflead", "auditor"}),
    ("{school}/@ledger", {"lead", "wflead", "auditor"}),
    ("{school}/@@unusual-access", {"lead", "wflead", "auditor"}),
]
PEOPLE = ("lead", "wflead", "auditor", "head", "office", "records", "staff", "worker", "stranger")


@pytest.mark.parametrize(("path", "readers"), PAGES)
def test_only_readers_of_the_ledger_are_let_in(place, path, readers):
    accept = JSON if "@ledger" in path else "text/html"
    for user_id in PEOPLE:
        before = reading.head()[0]
        answer = Direct(user_id).ask(path.format(**vars(place)), accept=accept)
        assert answer.status == (200 if user_id in readers else 404), user_id
        [entry] = reading.entries(after=before)
        assert entry.kind == ("refusal" if user_id not in readers else entry.kind)
        if user_id in readers:
            assert entry.action in ("history.viewed", "history.exported")
    assert Direct(None).ask(path.format(**vars(place)), accept=accept).status in (302, 401)


def told_to(user_id, place):
    """Everything the ledger tells somebody of what others did at the school, as one text."""
    person = Direct(user_id)
    answers = [
        person.ask(f"{place.school}/@@history"),
        person.ask(f"{place.school}/@@history.csv"),
        person.ask(f"{place.school}/@@history?person=lead"),
        person.ask(f"{place.school}/@ledger?b_size=100", accept=JSON),
        person.ask(f"{place.school}/@ledger?b_size=100&person=lead", accept=JSON),
        person.ask(f"{place.school}/@@unusual-access"),
    ]
    assert {answer.status for answer in answers} == {200}
    return "\n".join(answer.body.decode() for answer in answers)


def test_auditor_learns_that_something_happened_and_not_what(place):
    text = told_to("auditor", place)
    for reference in place.references:
        assert reference in text
    assert "Something in the file was changed" in text
    for word in (*CANARIES, "Contact note", "ContactNote", "Decision", "Given name", "given_name"):
        assert word not in text, word
    assert place.hidden.rpartition("/")[2] not in text


def test_no_word_of_a_record_is_in_any_row(place):
    rows = "\n".join(str(entry) for entry in reading.entries(limit=10000))
    for word in NEVER:
        assert word not in rows, word


def test_lead_of_one_kind_reads_nothing_of_the_other(place):
    text = told_to("wflead", place)
    assert place.references[0] in text
    assert place.references[1] not in text
    assert "Canaryreason" in text, "the reason of a step in a file they see"


def test_barred_lead_reads_nothing_of_that_file(place):
    barriers(place.objects.file).add("lead", "aunt")
    transaction.commit()
    text = told_to("lead", place)
    assert place.references[0] not in text
    assert place.references[1] in text
    assert Direct("lead").ask(f"{place.file}/@@history").status == 404


def test_what_was_raised_is_told_to_those_who_may_read_it(functional, place):
    file, school = place.objects.file, place.objects.school
    make_user(functional["portal"], "cplead")
    name_for(school, "cplead", "Welfare Lead", "ChildProtectionFile")
    child = f"{file.given_name} {file.family_name}"
    with signed_in("staff"):
        answers = (("what", "What", "Fell asleep"),)
        raised = raise_concern(school["concerns"], Sent(child, answers)).reference
    barriers(file).add("lead", "aunt")
    transaction.commit()
    assert raised in told_to("wflead", place)
    assert raised not in told_to("lead", place)
    assert raised not in told_to("cplead", place)


def test_history_of_a_file_tells_its_lead_what_changed(place):
    assert Direct("lead").call("PATCH", place.file, year_group="6").status == 204
    page = Direct("lead").ask(f"{place.file}/@@history").body.decode()
    for words in ("Front sheet changed", "5 \u2192 6", "Contact note", "struck"):
        assert words in page


def test_filters_page_and_count(place):
    for _number in range(3):
        Direct("lead").ask(place.file)
    page = Direct("lead").ask(f"{place.school}/@@history?person=lead&kind=view&from=&until=")
    text = page.body.decode()
    assert "What lead saw and did" in text
    assert "Refused" not in re.sub(r"<option.*?</option>", "", text, flags=re.DOTALL)
    first = Direct("lead").call("GET", f"{place.file}/@ledger?b_size=2").data
    second = Direct("lead").ask(first["batching"]["next"].partition("localhost")[2], accept=JSON)
    numbers = [item["number"] for item in first["items"] + second.data["items"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 4
    assert first["items_total"] > 4


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "b_size=0", "after=x", "from=yesterday", "other=1", "b_start=25"]
)
def test_rest_refuses_what_nobody_can_mean(place, query):
    answer = Direct("lead").call("GET", f"{place.file}/@ledger?{query}")
    assert answer.status == 400
    assert answer.data["error"]["errors"]


def test_wrong_filters_are_named_on_the_page(place):
    page = Direct("lead").ask(f"{place.school}/@@history?from=x&kind=y&reference=Maya").body
    for sentence in (b"Enter a day", b"Choose a kind", b"Enter a reference"):
        assert sentence in page


def test_table_is_safe_and_taking_it_is_entered(place):
    before = reading.head()[0]
    answer = Direct("lead").ask(f"{place.file}/@@history.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    [entry] = reading.entries(after=before)
    assert (entry.action, entry.detail["found"]) == ("history.exported", len(rows) - 1)


def test_own_trail_does_not_tell_hidden_from_absent(place):
    # somebody nobody was before: entries of other tests stay in the ledger
    make_user(api.portal.get(), "passer-by")
    transaction.commit()
    absent = place.file.rpartition("/")[0] + "/0123456789abcdef"
    lines = []
    for path in (place.file, absent):
        Direct("passer-by").ask(path)
        page = Direct("passer-by").ask(f"{place.portal}/@@my-activity").body.decode()
        table = page.partition('class="cards trail"')[2]
        row = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1]
        lines.append(re.sub(r"\d\d:\d\d", "", row))
        assert not any(reference in page for reference in place.references)
    assert lines[0] == lines[1]


def test_own_trail_is_ones_own(place):
    # somebody nobody was before: entries of other tests stay in the ledger
    make_user(api.portal.get(), "fresh")
    transaction.commit()
    page = Direct("fresh").ask(f"{place.portal}/@@my-activity?person=lead").body.decode()
    assert "my-activity" in page
    assert "Something" not in page
    mine = Direct("lead").ask(f"{place.portal}/@@my-activity").body.decode()
    assert place.references[1] in mine


def test_lead_sees_who_has_seen_a_file_and_others_do_not(place):
    Direct("head").ask(place.file)
    assert b"Seen lately by" in Direct("lead").ask(place.file).body
    assert b"Seen lately by" not in Direct("head").ask(place.file).body


def test_home_leads_back_to_files_one_may_still_open(place):
    Direct("head").ask(place.file)
    assert place.references[0].encode() in Direct("head").ask(place.portal).body
    barriers(place.objects.file).add("head", "uncle")
    transaction.commit()
    assert place.references[0].encode() not in Direct("head").ask(place.portal).body


@contextmanager
def unusual(place):
    """Somebody asked for many files, and a relative for the child's."""
    for _number in range(LIMITS.files):
        with signed_in("lead"):
            make_file(place.objects.school)
    barriers(place.objects.file).add("head", "uncle")
    transaction.commit()
    for one in place.objects.school["files"].objectIds():
        Direct("lead").ask(f"{place.school}/files/{one}", accept=JSON)
    Direct("head").ask(place.file)
    yield f"{place.school}/@@unusual-access"


def send(user_id, address, finding, reason):
    page = Direct(user_id).ask(address).body.decode()
    token = re.search(r'name="_authenticator" value="(\w+)"', page)[1]
    body = urlencode({"finding": finding, "reason": reason, "_authenticator": token}).encode()
    return Direct(user_id).ask(address, "POST", body=body, CONTENT_TYPE=FORM)


def keys(user_id, address):
    page = Direct(user_id).ask(address).body.decode()
    return re.findall(r'name="finding"\s+type="hidden"\s+value="([^"]+)"', page)


def test_unusual_access_is_listed_and_explained_by_somebody_else(place):
    with unusual(place) as address:
        assert [key.split()[0] for key in keys("lead", address) if "night" not in key] == ["barred"]
        found = [key for key in keys("auditor", address) if "night" not in key]
        assert sorted(key.split()[0] for key in found) == ["barred", "many-files"]
        [many] = [key for key in found if "many-files" in key]
        before = reading.head()[0]
        assert send("lead", address, many, "Nothing").status == 200
        assert send("auditor", address, many, " ").status == 200
        assert not reading.entries(reading.Filter(actions=("history.explained",)), after=before)
        assert send("auditor", address, many, "Audit of all files").status == 302
        [entry] = reading.entries(reading.Filter(actions=("history.explained",)), after=before)
        assert (entry.person, entry.about) == ("auditor", "lead")
        assert entry.reason == "Audit of all files"
        assert many not in keys("auditor", address)
        assert b"Audit of all files" in Direct("auditor").ask(address).body
        assert send("auditor", address, many, "Again").status == 200


def test_explaining_needs_a_token(place):
    with unusual(place) as address:
        [key] = [key for key in keys("auditor", address) if "barred" in key]
        body = urlencode({"finding": key, "reason": "x"}).encode()
        assert Direct("auditor").ask(address, "POST", body=body, CONTENT_TYPE=FORM).status == 200
        assert key in keys("auditor", address)
