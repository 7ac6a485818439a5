"""The chronology through its lenses, on screen, as PDF and as a table (R088, R092, R123, R126)."""

from datetime import datetime
from datetime import timedelta
from lxml import html
from tests.api import path_of
from tests.api import Person
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import NOW
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.ledger import reading
from welfarefiles.people.stored import uid_of
from welfarefiles.retention.acting import save_knowledge
from welfarefiles.retention.knowledge import Knowledge
from welfarefiles.retention.knowledge import Sibling

import csv
import io
import pypdfium2
import pytest
import transaction


LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture
def place(http):
    """Two siblings' files; in the first a note of long ago, signed since, and one of yesterday."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        file = make_file(school, given_name="Quenby", family_name="Zephyrine")
        other = make_file(school, given_name="Rowan", family_name="Zephyrine")
        grants(file).give("worker", "Case Worker", "Works with the child", "lead")
        old = make_record(file, "ContactNote", discussion="Heron", happened_at=LONG_AGO)
        old.recorded_at = LONG_AGO
        old.reindexObject()
        perform(old, "sign")
        make_record(file, "ContactNote", discussion="Otter", child_views="=I like otters")
        make_record(file, "Decision", decision="Badger")
        make_record(other, "ContactNote", discussion="Stoat")
        siblings = (Sibling(other.reference, uid_of(other)),)
        save_knowledge(file, Knowledge(siblings=siblings))
    transaction.commit()
    return SimpleNamespace(file=file, other=other, base=path_of(file))


def told(http, place, user_id="lead", **asked):
    """Texts of the entries that the chronology lists, as it is asked for."""
    words = "&".join(f"{name}={value}" for name, value in asked.items())
    status, page = Person(http, user_id).page(f"{place.base}/@@chronology?{words}")
    assert status == 200
    found = html.fromstring(page).cssselect("ol.line li")
    return [" ".join(one.text_content().split()) for one in found]


def has(texts, *words):
    """Which of the words are in one of the texts."""
    return [word for word in words if any(word in text for text in texts)]


ALL = ("Heron", "Otter", "Badger", "Stoat")


def test_each_lens(http, place):
    assert has(told(http, place), *ALL) == ["Heron", "Otter", "Badger"]
    assert has(told(http, place, lens="key"), *ALL) == ["Badger"]
    [one] = told(http, place, lens="child")
    assert "=I like otters" in one
    assert told(http, place, lens="parents") == []


def test_as_known_on_a_day(http, place):
    day = (NOW - timedelta(days=30)).date().isoformat()
    [then] = told(http, place, known=day)
    assert "Heron" in then
    assert "Draft" in then
    assert "its text may be newer" in then
    assert len(told(http, place, known=london.today().isoformat())) == 3


def test_a_day_to_come_is_refused_beside_its_field(http, place):
    _status, page = Person(http, "lead").page(f"{place.base}/@@chronology?known=2999-01-01")
    field = html.fromstring(page).cssselect(".field.wrong")[0]
    assert "still to come" in field.text_content()
    assert field.cssselect("input")[0].get("value") == "2999-01-01"


def test_siblings_for_those_who_may_read_them(http, place):
    both = told(http, place, family="yes")
    assert has(both, *ALL) == list(ALL)
    assert has(both, "In the file of Zephyrine, Rowan")
    page = Person(http, "worker").page(f"{place.base}/@@chronology?family=yes")[1]
    assert "Stoat" not in page
    assert "Rowan" not in page
    assert "siblings" not in html.fromstring(page).cssselect("form.known-on")[0].text_content()


def test_as_a_table(http, place):
    answer = Person(http, "lead").ask(f"{place.base}/@@chronology.csv?family=yes")
    assert answer.header("content-type").startswith("text/csv")
    assert "Zephyrine" not in answer.header("content-disposition")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert has([row["Text"] for row in rows], *ALL) == list(ALL)
    assert [row["When it happened"] for row in rows] == sorted(
        row["When it happened"] for row in rows
    )
    assert datetime.fromisoformat(rows[0]["Recorded"]).tzinfo
    child = Person(http, "lead").ask(f"{place.base}/@@chronology.csv?lens=child")
    [row] = csv.DictReader(io.StringIO(child.body.decode("utf-8-sig"), newline=""))
    assert row["Text"] == "'=I like otters"
    entries = reading.entries(reading.Filter(file_uid=uid_of(place.file)))
    assert [one.action for one in entries].count("chronology.exported") == 2


def test_as_pdf(http, place):
    answer = Person(http, "lead").ask(f"{place.base}/@@chronology.pdf?lens=child")
    document = pypdfium2.PdfDocument(answer.body)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "The child" in words
    assert has([words], *ALL, "I like otters") == ["I like otters"]


@pytest.mark.parametrize("name", ["chronology", "chronology.csv", "chronology.pdf"])
def test_nothing_for_anybody_else(http, place, name):
    for user_id in ("staff", "office", "auditor", "stranger"):
        answer = Person(http, user_id).ask(f"{place.base}/@@{name}")
        assert answer.status == 404
        assert b"Heron" not in answer.body


def test_nothing_of_the_child_in_the_last_five_contacts(http, place):
    warning = "nothing of the child"
    assert warning not in Person(http, "lead").page(f"{place.base}/@@chronology")[1]
    with signed_in("lead"):
        for _number in range(5):
            make_record(place.file, "ContactNote", happened_at=NOW)
    transaction.commit()
    assert warning in Person(http, "lead").page(f"{place.base}/@@chronology")[1]
    assert warning not in Person(http, "lead").page(f"{place.base}/@@documents")[1]
