"""Places of the body, the drawing, and what a mark may be."""

from datetime import datetime
from hypothesis import given
from hypothesis import strategies as st
from tests.concerns import MARK
from welfarefiles.bodymap import drawing
from welfarefiles.bodymap import places
from welfarefiles.bodymap.field import BodyMap
from welfarefiles.bodymap.field import IMark
from welfarefiles.bodymap.field import MOST_MARKS
from welfarefiles.bodymap.field import problem
from welfarefiles.chronology.typesetting import typeset
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest


NOW = datetime.fromisoformat("2026-11-19T15:40:00+00:00")
PER_MILLE = st.integers(0, 1000)


@pytest.mark.parametrize("token", places.PLACES)
def test_every_place_is_nearest_to_its_own_middle_and_is_titled(token):
    side, middle = places.side_of(token), places.MIDDLES[token]
    assert places.nearest(side, *middle) == token
    assert places.PLACES[token][0].startswith({"front": "Front: ", "back": "Back: "}[side])


def test_left_is_the_child_s_left():
    assert places.nearest("front", 845, 590) == "front-left-hand"
    assert places.nearest("back", 845, 590) == "back-right-hand"


@given(st.sampled_from(places.SIDES), PER_MILLE, PER_MILLE)
def test_what_is_nearest_is_on_that_side_and_is_drawn_there(side, x, y):
    token = places.nearest(side, x, y)
    assert places.side_of(token) == side
    mark = {"place": token, "x": x, "y": y}
    assert places.point(mark) == (x, y)
    assert drawing.numbered([mark], side)
    assert not drawing.numbered([mark], other(side))


def other(side):
    return next(one for one in places.SIDES if one != side)


@given(st.lists(st.sampled_from(list(places.PLACES)), max_size=MOST_MARKS))
def test_the_drawing_is_xml_with_every_number_once(tokens):
    found = drawing.svg([{**MARK, "place": one, "x": None, "y": None} for one in tokens])
    texts = [one.text for one in ElementTree.fromstring(found).iter() if one.text]
    numbers = sorted(int(text) for text in texts if text.isdecimal())
    assert numbers == list(range(1, len(tokens) + 1))
    assert not any(bad in found for bad in ("style=", "<style", "<script", "onclick"))


def test_nothing_typed_is_in_the_drawing():
    found = drawing.svg([{**MARK, "description": "<script>canary", "size": "canary"}])
    assert "canary" not in found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"x": None, "y": None}, None),
        ({"x": 845, "y": 590}, None),
        ({"x": None}, "Give both x and y"),
        ({"x": 500, "y": 50}, "not on the place"),
        ({"description": "a\x00b"}, "control characters"),
        ({"size": "a\ud800"}, "control characters"),
        ({"more": 1}, "nothing else"),
    ],
)
def test_what_a_mark_may_be(change, sentence):
    found = problem({**MARK, **change})
    assert found is None if sentence is None else sentence in found


def test_whatever_it_is_made_with_its_rows_are_marks():
    field = BodyMap(title="Map", value_type=None, max_length=3)
    assert field.value_type.schema is IMark
    assert field.max_length == MOST_MARKS


def test_a_pdf_can_have_it():
    template = (
        '#set document(title: "x")\n#let data = json(bytes(sys.inputs.data))\n'
        '#image(bytes(data.svg), format: "svg", alt: "Body map")'
    )
    pdf, bare = (typeset(template, {"svg": drawing.svg(marks)}, NOW) for marks in ([MARK] * 3, []))
    assert pdf.startswith(b"%PDF")
    assert "3" in words_of(pdf)
    assert "3" not in words_of(bare)


def words_of(pdf):
    return pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
