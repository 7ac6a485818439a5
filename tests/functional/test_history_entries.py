"""What is seen, changed and refused is in the ledger: once, and before the answer leaves."""

from contextlib import contextmanager
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from tests.wsgi import JSON
from types import SimpleNamespace
from welfarefiles.ledger import reading
from welfarefiles.portal import again
from welfarefiles.sql.engine import get_store
from welfarefiles.sql.engine import set_store
from welfarefiles.sql.engine import Store
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubBeforeCommit

import pytest
import transaction


ABSENT = "0123456789abcdef"


@pytest.fixture
def place(functional):
    """Addresses of a file with a note (draft), a document and a plan in it."""
    portal = functional["portal"]
    make_people(portal)
    school = make_staffed_school(portal)
    file = make_complete_file(school)
    grant_all(file)
    with signed_in("lead"):
        made = {
            "note": make_record(file, "ContactNote"),
            "document": make_record(file, "WelfareDocument"),
            "plan": make_record(file, "Plan"),
        }
    transaction.commit()
    things = {"portal": portal, "school": school, "file": file, **made}
    return SimpleNamespace(**{name: path_of(thing) for name, thing in things.items()})


def path_of(content):
    return "/".join(content.getPhysicalPath())


@contextmanager
def entered():
    """A list that holds, after the block, the entries made within it, the oldest first."""
    found, before = [], reading.head()[0]
    yield found
    found += reversed(reading.entries(after=before, limit=1000))


def asked(user_id, path, *args, **kwargs):
    """(answer, its entries)."""
    with entered() as found:
        answer = Direct(user_id).ask(path, *args, **kwargs)
    return answer, found


SEEN = [
    ("{file}", {}, "files.viewed"),
    ("{file}/@@chronology", {}, "files.viewed"),
    ("{file}/@@people", {}, "files.viewed"),
    ("{file}/@@move-on?transition=close", {}, "files.viewed"),
    ("{file}/edit", {}, "files.viewed"),
    ("{file}/++add++Plan", {}, "files.viewed"),
    ("{file}/@@upload", {}, "files.viewed"),
    ("{file}/@@chronology.pdf", {}, "chronology.exported"),
    ("{note}", {}, "records.viewed"),
    ("{note}/edit", {}, "records.viewed"),
    ("{document}/@@download/file", {}, "records.downloaded"),
    ("{document}/@@display-file/file", {}, "records.downloaded"),
    ("{document}/@@download/file", {"HTTP_RANGE": "bytes=0-1"}, "records.downloaded"),
    ("{document}/@@download/file", {"method": "HEAD"}, "records.downloaded"),
    ("{document}/edit/++widget++form.widgets.file/@@download", {}, "records.downloaded"),
    ("{school}/files", {}, "files.register-viewed"),
    ("{file}", {"accept": JSON}, "files.viewed"),
    ("{file}", {"accept": JSON, "method": "HEAD"}, "files.viewed"),
    ("{file}", {"accept": JSON, "method": "OPTIONS"}, "files.viewed"),
    ("{file}/@workflow", {"accept": JSON}, "files.viewed"),
    ("{note}", {"accept": JSON}, "records.viewed"),
    ("{note}", {"accept": JSON, "HTTP_IF_NONE_MATCH": "*"}, "records.viewed"),
    ("{school}/files", {"accept": JSON}, "files.register-viewed"),
    ("{file}/@search?SearchableText=minutes", {"accept": JSON}, "files.searched"),
    ("{portal}/@search?SearchableText=minutes", {"accept": JSON}, "files.searched"),
    (
        "{portal}/@@find",
        {"method": "POST", "body": b"text=minutes", "CONTENT_TYPE": FORM},
        "files.searched",
    ),
]


def test_what_is_seen_is_entered_once(place):
    for path, request, action in SEEN:
        answer, found = asked("lead", path.format(**vars(place)), **request)
        assert answer.status in (200, 204, 206), path
        assert [(one.action, one.person, one.ip) for one in found] == [
            (action, "lead", "192.0.2.7")
        ], path


@pytest.mark.parametrize("path", ["{portal}", "{school}", "{school}/@@team"])
def test_what_tells_of_nobody_is_not(place, path):
    _answer, found = asked("lead", path.format(**vars(place)))
    assert found == []


def test_search_that_finds_nothing_leaves_nothing(place):
    found = asked("lead", f"{place.portal}/@search?SearchableText=unheard", accept=JSON)[1]
    assert found == []
    assert asked("stranger", f"{place.portal}/@search?SearchableText=minutes", accept=JSON)[1] == []


def test_words_of_a_search_are_a_hash_that_compares(place):
    words = []
    for text in ("minutes", "MINUTES", "meeting"):
        found = asked("lead", f"{place.portal}/@search?SearchableText={text}", accept=JSON)[1]
        words.append(found[0].detail["words"])
        assert found[0].detail["found"] == 1
        assert found[0].school_uid
    assert words[0] == words[1] != words[2]
    assert len(words[0]) == 32


def test_refusal_is_entered_alike_for_hidden_and_absent(place):
    folder = place.file.rpartition("/")[0]
    for path in (place.file, f"{folder}/{ABSENT}", place.note, f"{place.school}/files"):
        for request in ({}, {"accept": JSON}, {"method": "POST"}):
            answer, found = asked("stranger", path, **request)
            assert answer.status == 404
            assert [(one.action, one.person) for one in found] == [("access.refused", "stranger")]
            assert len(found[0].detail["path"]) == 32


def test_nobody_signed_in_leaves_nothing(place):
    for path in (place.file, place.note, f"{place.school}/files"):
        assert asked(None, path)[1] == []


CHANGED = [
    ("POST", "{file}", {"type": "Decision", "happened_at": "2026-01-14T15:40",
                        "decision": "Go on", "reasons": "Needed"}, ["records.added"]),
    ("PATCH", "{note}", {"outcome": "Another"}, ["records.changed"]),
    ("PATCH", "{note}", {"outcome": "Another"}, ["records.viewed"]),
    ("PATCH", "{note}", {"kind": "seance"}, ["records.viewed"]),
    ("PATCH", "{file}", {"consent": "refused"}, ["files.changed"]),
    ("POST", "{note}/@workflow/sign", {"comment": ""}, ["step.sign"]),
    ("POST", "{note}/@workflow/sign", {"comment": ""}, ["records.viewed"]),
    ("POST", "{note}/@workflow/strike", {"comment": "Wrong child"}, ["step.strike"]),
    ("POST", "{plan}/@workflow/submit", {"comment": ""}, ["step.submit"]),
    ("POST", "{file}/@workflow/close", {"comment": ""}, ["files.viewed"]),
]  # fmt: skip


def test_change_is_entered_instead_of_a_view(place):
    for method, path, data, actions in CHANGED:
        with entered() as found:
            Direct("lead").call(method, path.format(**vars(place)), **data)
        assert [one.action for one in found] == actions, (method, path)


def test_reason_of_a_step_is_kept(place):
    Direct("lead").call("POST", f"{place.note}/@workflow/sign", comment="")
    with entered() as found:
        Direct("lead").call("POST", f"{place.note}/@workflow/strike", comment="Wrong file")
    assert found[0].reason == "Wrong file"


def test_fields_are_named_and_text_is_hashed(place):
    change = {"given_name": "Maya", "consent": "refused", "next_review": "2027-01-01"}
    with entered() as found:
        Direct("lead").call("PATCH", place.file, **change)
    fields = {one.field: one for one in found[0].fields}
    assert set(fields) == {"given_name", "consent", "next_review"}
    assert (fields["consent"].old, fields["consent"].new) == ("given", "refused")
    assert (fields["next_review"].old, fields["next_review"].new) == (None, "2027-01-01")
    name = fields["given_name"]
    assert name.old is name.new is None
    assert len(name.new_hash) == 32
    assert name.new_hash != name.old_hash


def test_form_that_comes_back_was_seen(place):
    answer, found = asked("lead", f"{place.file}/edit", "POST", body=b"", CONTENT_TYPE=FORM)
    assert answer.status == 200
    assert [one.action for one in found] == ["files.viewed"]


def test_entry_is_there_before_a_byte_is_read(place):
    heads = []
    client = Direct("lead", before_bytes=lambda: heads.append(reading.head()[0]))
    for path in (place.file, f"{place.document}/@@download/file", f"{place.file}/@@chronology.pdf"):
        before = reading.head()[0]
        client.ask(path)
        assert heads.pop() == before + 1


@contextmanager
def subscribed(handler):
    """A subscriber of the end of requests for the time of the block, after all others."""
    manager = getGlobalSiteManager()
    manager.registerHandler(handler, (IPubBeforeCommit,))
    yield
    manager.unregisterHandler(handler, (IPubBeforeCommit,))


def test_request_that_is_tried_again_is_entered_once_and_soon(place, monkeypatch):
    tries, waits = [], []
    monkeypatch.setattr(again, "time", SimpleNamespace(sleep=waits.append))

    def conflict_twice(event):
        tries.append(1)
        if len(tries) % 3:
            raise ConflictError

    with subscribed(conflict_twice), entered() as found:
        assert Direct("lead").ask(place.file).status == 200
        assert Direct("lead").call("PATCH", place.note, outcome="Another").status == 204
    assert [one.action for one in found] == ["files.viewed", "records.changed"]
    assert len(tries) == 6
    assert len(waits) == 4
    for wait, longest in zip(waits, (1, again.GROWS) * 2, strict=True):
        assert wait <= longest * again.LONGEST


@contextmanager
def ledger_down():
    """The store cannot be written to: another connection holds it, and nobody waits long."""
    usual = get_store()
    store = Store(str(usual.url), busy_seconds=0.01)
    blocker = usual.write_engine.connect()
    held = blocker.begin()
    set_store(store)
    try:
        yield
    finally:
        set_store(usual)
        held.rollback()
        blocker.close()
        store.close()


def test_nothing_is_shown_when_the_ledger_cannot_take_it(place):
    with entered() as found, ledger_down():
        pages = {
            path: Direct("lead").ask(path)
            for path in (place.file, place.note, f"{place.document}/@@download/file")
        }
        data = Direct("lead").call("GET", place.note)
        change = Direct("lead").call("PATCH", place.note, outcome="Another")
        refused = Direct("stranger").ask(place.file)
    for path, page in pages.items():
        assert page.status == 503, path
        assert b"written down first" in page.body
        assert b"Zephyrine" not in page.body
        assert "content-disposition" not in page.headers
        assert page.headers["content-type"].startswith("text/html")
        assert int(page.headers["content-length"]) == len(page.body)
    assert data.status == 503
    assert set(data.data) == {"message", "number"}
    assert change.status == 503
    assert refused.status == 404
    assert found == []
    assert Direct("lead").call("GET", place.note).data["outcome"] != "Another"


def test_views_write_nothing_into_the_object_database(place, functional):
    database = functional["app"]._p_jar.db()
    before = database.lastTransaction()
    for path in (place.file, place.note, f"{place.file}/@@chronology"):
        Direct("lead").ask(path)
    assert database.lastTransaction() == before
