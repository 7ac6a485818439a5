"""A body map: by page without a script, by REST, from what was raised into the record (R024)."""

from lxml import html
from tests.api import path_of
from tests.api import Person
from tests.concerns import CHILD
from tests.concerns import make_listed_school
from tests.concerns import MARK
from tests.concerns import page
from tests.concerns import raised
from tests.concerns import send
from tests.sample import make_file
from tests.school import signed_in
from welfarefiles.bodymap.field import MOST_MARKS
from welfarefiles.files.display import shown_fields
from welfarefiles.index.interfaces import IIndexRows

import pytest
import transaction


SENT = {"child": CHILD, "what": "She said it.", "happened_at": "2026-11-19T15:40:00+00:00"}
WORDS = "1. Front: left palm, Bruise, 2 cm, Canary yellow, round"


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


def rows(marks, name="form.widgets.marks"):
    """What a browser sends of rows of marks."""
    sent = {f"{name}.count": str(len(marks))}
    for number, mark in enumerate(marks):
        for part, value in mark.items():
            kind = ":list" if part in ("place", "kind") else ""
            sent[f"{name}.{number}.{part}{kind}"] = "" if value is None else str(value)
    return sent


def test_without_a_script_by_naming_the_place(http, school):
    named = {**MARK, "x": None, "y": None}
    assert send(Person(http, "staff"), school, **rows([named]))[0] == 302
    [concern] = raised(school)
    assert concern.marks == (named,)
    assert concern.answer("marks") == WORDS
    shown = Person(http, "lead").page(f"{path_of(concern)}")[1]
    for text in (WORDS, "bodymap-drawing", ">1</text>"):
        assert text in shown
    assert WORDS in Person(http, "staff").page(page(school, "my-concerns"))[1]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"place": ""}, "Choose the place on the body"),
        ({"kind": ""}, "Choose what it is"),
        ({"size": "x" * 61}, "Shorten the size"),
        ({"description": "x" * 501}, "Shorten what it looks like"),
        ({"description": "a\x07b"}, "control characters"),
        ({"x": "1001"}, "1000 or less"),
        ({"x": "-1"}, "0 or more"),
        ({"y": "many"}, "as a number"),
        ({"y": None}, "Give both x and y"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_entered_stays(http, school, change, sentence):
    status, text = send(Person(http, "staff"), school, **rows([{**MARK, **change}]))
    assert status == 200
    assert sentence in text
    assert raised(school) == []
    [shown] = html.fromstring(text).xpath("//details[@data-bodymap]")
    assert "open" in shown.attrib


def test_a_point_of_another_place_chosen_before_no_longer_holds(http, school):
    send(Person(http, "staff"), school, **rows([{**MARK, "place": "back-left-heel"}]))
    [concern] = raised(school)
    assert concern.marks == ({**MARK, "place": "back-left-heel", "x": None, "y": None},)


def test_no_more_than_so_many(http, school):
    status, text = send(Person(http, "staff"), school, **rows([MARK] * (MOST_MARKS + 1)))
    assert status == 200
    assert "at most 50 marks" in text
    assert send(Person(http, "staff"), school, **rows([MARK] * MOST_MARKS))[0] == 302


def test_raised_by_rest_and_filed(http, school):
    evil = {**MARK, "description": "<script>alert(1)</script>", "kind": "burn"}
    status, _made = Person(http, "staff").post(at(school), **SENT, marks=[MARK, evil])
    assert status == 201
    lead, concern = Person(http, "lead"), raised(school)[0]
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
    transaction.commit()
    assert lead.get(path_of(concern))[1]["marks"] == [MARK, evil]
    told = {"file": file.getId(), "nature": "A mark", "told": "told"}
    assert lead.post(f"{path_of(concern)}/@file", **told)[0] == 200
    transaction.begin()
    [record] = file.objectValues()
    assert record.marks == [MARK, evil]
    assert "palm" not in record.what_happened
    assert lead.get(path_of(record))[1]["marks"] == [MARK, evil]
    text = lead.page(path_of(record))[1]
    for words in ("Front: left palm", "Canary yellow, round", ">2</text>", "&lt;script&gt;"):
        assert words in text
    assert "<script>alert" not in text
    with signed_in("lead"):
        assert "Canary yellow, round" in IIndexRows(record).rows().text.body
        [shown] = [one for one in shown_fields(record) if one.name == "marks"]
    assert shown.value["rows"][0][:3] == ["1", "Front: left palm", "Bruise"]


def at(school):
    return f"{path_of(school)}/concerns/@raise"


@pytest.mark.parametrize(
    "marks",
    [
        "front-left-hand",
        [3],
        [{}],
        [{**MARK, "place": "knee"}],
        [{**MARK, "kind": "blow"}],
        [{**MARK, "x": 1001}],
        [{**MARK, "x": -1}],
        [{**MARK, "x": "840"}],
        [{**MARK, "x": None}],
        [{**MARK, "x": 10}],
        [{**MARK, "size": "x" * 61}],
        [{**MARK, "description": "x" * 501}],
        [{**MARK, "description": "a\x00"}],
        [{**MARK, "colour": "red"}],
        [MARK] * (MOST_MARKS + 1),
    ],
)
def test_refused_by_rest_beside_the_field(http, school, marks):
    status, answer = Person(http, "staff").post(at(school), **SENT, marks=marks)
    assert status == 400
    assert [error["field"] for error in answer["error"]["errors"]] == ["marks"]
    assert raised(school) == []


def test_entered_in_a_record_and_changed(http, school):
    with signed_in("lead"):
        file = make_file(school)
    transaction.commit()
    lead = Person(http, "lead")
    given = {"nature": "A mark", "what_happened": "Seen", "not_told_reason": "significant_harm"}
    status, made = lead.post(
        path_of(file), type="Concern", happened_at=SENT["happened_at"], **given, marks=[MARK]
    )
    assert status == 201
    path = f"{path_of(file)}/{made['@id'].rpartition('/')[2]}"
    edit = lead.page(f"{path}/edit")[1]
    assert "data-bodymap" in edit
    assert 'value="840"' in edit
    lead.patch(path, marks=[])
    assert "bodymap-drawing" not in lead.page(path)[1]
