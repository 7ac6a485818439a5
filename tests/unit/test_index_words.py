"""How words and names are compared."""

from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.index.words import asked
from welfarefiles.index.words import child_key
from welfarefiles.index.words import fold
from welfarefiles.index.words import MOST_BYTES
from welfarefiles.index.words import plain
from welfarefiles.index.words import sort_key
from welfarefiles.index.words import words
from welfarefiles.index.words import year_order

import pytest


def test_fold():
    assert fold("Zoë STRASSE Straße ÅNGSTRÖM") == "zoe strasse strasse angstrom"


def test_words_part_at_everything_that_is_no_letter_or_digit():
    assert words("O'Neil's self-harm, a_b 7b") == ["o", "neil", "s", "self", "harm", "a", "b", "7b"]


@pytest.mark.parametrize("letter", ["a", "é", "ж", "漢"])
def test_plain_fits_into_a_text_index(letter):
    assert len(plain(f"{letter * 5} " * 300_000).encode()) <= MOST_BYTES


def test_sort_key():
    assert sort_key("O’Neil", "Flo") == sort_key("ONEIL", "flo") == "oneil flo"
    assert sort_key("", "Flo") == "flo"
    names = [("Álvarez", "Ana"), ("Alton", "Zed"), ("O'Neill", "Ida"), ("Oneill", "Bo")]
    assert sorted(names, key=lambda name: sort_key(*name)) == [
        ("Alton", "Zed"), ("Álvarez", "Ana"), ("Oneill", "Bo"), ("O'Neill", "Ida"),
    ]  # fmt: skip


def test_child_key_needs_all_three():
    born = date(2017, 2, 28)
    assert child_key("O'Neil", "Anne-Marie", born) == child_key("ONEIL", "anne marie", born) != ""
    assert child_key("ab", "c", born) != child_key("a", "bc", born)
    assert child_key("", "Flo", born) == child_key("O'Neil", "Flo", None) == ""


BORN = date(2016, 3, 14)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Ellison", "Maya", BORN), (" ellison ", "MAYA", BORN), True),
        (("O’Neill-Smith", "Zoë", BORN), ("O'Neill Smith", "Zoe", BORN), True),
        (("Żak", "Łukasz", BORN), ("Zak", "Lukasz", BORN), True),
        (("Ægir", "Søren", BORN), ("Aegir", "Soren", BORN), True),
        (("Garci\u0301a", "Jose\u0301", BORN), ("García", "José", BORN), True),
        (("Ellison", "Maya", BORN), ("Ellison", "Maya", date(2016, 3, 15)), False),
        (("Ellison", "Maya", BORN), ("Ellison", "Mia", BORN), False),
        (("王", "李", BORN), ("张", "李", BORN), False),
        (("王", "李", BORN), ("王", "李", BORN), True),
    ],
)
def test_child_key_of_names_written_in_other_ways(one, other, same):
    assert (child_key(*one) == child_key(*other)) is same


@given(st.text(max_size=30), st.text(max_size=30))
def test_blanks_around_a_name_make_no_other_child(given_name, family_name):
    assert child_key(family_name, given_name, BORN) in (
        child_key(f"{family_name} ", f" {given_name} ", BORN),
        "",
    )


def test_years_in_the_order_of_a_school():
    years = ["left", "13", "2", "R", "?", "N", "10", "1"]
    assert sorted(years, key=year_order) == ["N", "R", "1", "2", "10", "13", "?", "left"]


def test_asked():
    assert asked('one "two three" four*') == [
        (["one"], False),
        (["two", "three"], False),
        (["four"], True),
    ]
    assert asked("self-harm") == [(["self", "harm"], False)]
    assert asked(' "" * ') == asked(None) == []
    assert asked('an "open quote') == [(["an"], False), (["open"], False), (["quote"], False)]
