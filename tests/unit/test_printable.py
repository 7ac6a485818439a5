"""Texts are made fit for paper, and none of it is lost in silence."""

from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.chronology.printable import paragraphs
from welfarefiles.chronology.printable import Printable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (None, []),
        ("one", [["one"]]),
        ("one\ntwo\n\nthree", [["one", "two"], ["three"]]),
        ("one\r\ntwo\r\rthree  \n \n\n", [["one", "two"], ["three"]]),
        ("one\u2028two\x0cthree", [["one", "two", "three"]]),
        ("  indented", [["  indented"]]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("safe\u202eevil", "safeevil"),
        ("half\ud800", "half"),
        ("tab\there", "tab\there"),
        ("a\ufeffb\U000e0041", "ab"),
        ("one\ntwo", "one two"),
        ("😀!", "[grinning face]!"),
        ("👨\u200d👩", "[man][woman]"),
        ("中文字 x", "[Chinese or Japanese script, 3 characters: read it on screen] x"),
        ("\ue000", "[u+e000]"),
        ("שלום", "שלום"),
    ],
)
def test_text(text, expected):
    assert Printable("😀👨👩中文字").text(text) == expected


def test_plain_only_is_for_when_all_else_fails():
    plain = Printable.plain_only()
    assert plain.text("Zoë “O’Neill” – 5 €") == "Zoë “O’Neill” – 5 €"
    assert plain.text("ш") == "[Cyrillic script, 1 character: read it on screen]"


def test_a_long_word_can_be_broken_but_not_before_an_accent():
    broken = Printable().text("x" * 29 + "e\u0301" * 30)
    assert "\u200b" in broken
    assert "\u200b\u0301" not in broken
    assert "\u200b" not in Printable().text("x" * 39)


def test_all_of_plain_data():
    data = {"a": ["\x00x", None, 1, True], "b": {"c": "y"}}
    assert Printable().all_of(data) == {"a": ["x", "", 1, True], "b": {"c": "y"}}


@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"])))
def test_words_stay(text):
    kept = Printable().text(text)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
