"""Whom a file names, said wherever something of it leaves, as whoever takes it may know."""

from tests.api import path_of
from tests.api import Person
from tests.functional.test_named import did
from tests.functional.test_named import place
from tests.letters import MOTHER
from tests.letters import prepared
from tests.rest import Api
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.named.checking import unsettled
from welfarefiles.named.settling import keep_name

import transaction


__all__ = ["place"]
OPEN = (
    "In 1 record another child, or a parent or carer of one, may be named, and nobody has said why."
)
WARNED = "Another child may be named here: “Hidden Heron”."


def test_whom_a_file_names_before_it_leaves(http, place):
    with signed_in("worker"):
        for one in unsettled(place["note"]):
            keep_name(place["note"], one.key, "needed")
    transaction.commit()
    path = f"{path_of(place['file'])}/@@names"
    _status, page = Person(http, "worker").page(path)
    assert "<strong>Olivia Marsh</strong>" in page
    assert "What happened cannot be understood without it" in page
    assert "Nobody has said" not in page
    assert "Heron" not in page
    _status, page = Person(http, "lead").page(path)  # who knows of one more child
    assert "<strong>Hidden Heron</strong>" in page
    assert "Nobody has said why it stays" in page
    told = Api(http, "lead").get(f"{place['file'].absolute_url()}/@names")
    [item] = told["items"]
    assert {one["words"]: one["settled"] for one in item["names"]} == {
        "Olivia Marsh": True,
        "Bo": True,
        "Hidden Heron": False,
    }
    for user_id in ("stranger", "office", "auditor"):
        assert Person(http, user_id).page(path)[0] == 404
    said_on_closing(http, place)
    prints_say_it_first(http, place)
    a_record_says_it_first(http, place)
    a_record_is_lent_after_the_warning(http, place)
    a_letter_is_sent_after_the_warning(http, place)


def said_on_closing(http, place):
    """Each is told what is open as they may know: what the worker sees is settled."""
    _status, page = Person(http, "lead").page(f"{path_of(place['file'])}/@@closing")
    assert OPEN in page
    assert "/@@names" in page
    _status, page = Person(http, "worker").page(f"{path_of(place['file'])}/@@closing")
    assert OPEN not in page
    assert "In 1 record another child is named, with the reason why." in page


def prints_say_it_first(http, place):
    """A print of a file comes at once, or after the warning; only what came was exported."""
    file, exports = place["file"], []
    for name, content_type in (
        ("chronology.pdf", "application/pdf"),
        ("chronology.csv", "text/csv"),
    ):
        path = f"{path_of(file)}/@@{name}?lens=key"
        assert Person(http, "worker").ask(path).header("content-type").startswith(content_type)
        status, page = Person(http, "lead").page(path)
        assert status == 200
        assert OPEN in page
        assert "Heron" not in page
        assert f"{name}?lens=key&amp;names=seen" in page
        taken = Person(http, "lead").ask(f"{path}&names=seen")
        assert taken.header("content-type").startswith(content_type)
        exports += [("worker", None), ("lead", "seen")]
    found = entries(Filter(file_uid=file.UID(), actions=("chronology.exported",)))
    assert [(one.person, one.detail.get("names")) for one in reversed(found)] == exports


def a_record_says_it_first(http, place):
    note = place["note"]
    for name in ("record.pdf", "record.zip"):
        status, page = Person(http, "lead").page(f"{path_of(note)}/@@{name}")
        assert status == 200
        assert "<mark>Hidden Heron</mark>" in page
        assert f"/@@{name}?names=seen" in page
        assert Person(http, "worker").ask(f"{path_of(note)}/@@{name}").body[:2] in (b"%P", b"PK")
    assert did(note, "chronology.record-printed", "signing.exported") == [
        ("chronology.record-printed", "worker", ""),
        ("signing.exported", "worker", ""),
    ]
    assert Api(http, "lead").get(f"{note.absolute_url()}/@export")["names_open"] == 1


def a_record_is_lent_after_the_warning(http, place):
    with signed_in("worker"):
        perform(place["note"], "sign")
    transaction.commit()
    _status, page = Person(http, "lead").page(f"{path_of(place['note'])}/@@share")
    assert WARNED in page


def a_letter_is_sent_after_the_warning(http, place):
    """Who prepares it reads whom it names; the office is told of nobody it does not know."""
    file = place["file"]
    with signed_in("lead"):
        file.people = [MOTHER, *file.people]
        support = "The family of Hidden Heron."
        make_record(file, "ClosingSummary", continuing_support=support)
    transaction.commit()
    [letter] = prepared(file, MOTHER)
    assert WARNED in Person(http, "lead").page(f"{path_of(file)}/@@letters")[1]
    path = f"{path_of(place['school'])}/@@send-letter?letter={letter.UID()}"
    assert WARNED in Person(http, "lead").page(path)[1]
    status, page = Person(http, "office").page(path)
    assert status == 200
    assert "may be named here" not in page
