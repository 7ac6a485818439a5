"""UPN, date of birth, names, year groups, and the same child twice."""

from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.files import identity

import pytest


LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@pytest.mark.parametrize(
    "upn",
    [
        "B801200005001",  # d10: sum 93, 93 mod 23 = 1
        "b801200005001",
        " B801 2000 0500 1 ",
        "P207000016049",  # sum 266, not 267 as two suppliers' help pages have it
        "",
        None,
    ],
)
def test_good_upn(upn):
    assert identity.upn_problem(upn) is None


@pytest.mark.parametrize(
    ("upn", "reason"),
    [
        ("B207000016049", "does not fit"),
        ("Q207000016049", "does not fit"),  # the help pages' wrong answer
        ("A801200005001", "does not fit"),
        ("B80120000500", "has 12"),
        ("B8012000050011", "has 14"),
        ("I801200005001", "not used"),
        ("B80120000500S", "not used"),
        ("B8012O0005001", "a letter, then 12 digits"),
        ("1801200005001", "a letter, then 12 digits"),
        ("B80120000500١", "a letter, then 12 digits"),  # an Arabic digit
    ],
)
def test_bad_upn_says_why(upn, reason):
    assert reason in identity.upn_problem(upn)


def _check_letter(rest):
    """The rule of d10, written out a second time."""
    values = [LETTERS.index(c) if c in LETTERS else int(c) for c in rest]
    return LETTERS[sum(weight * value for weight, value in enumerate(values, 2)) % 23]


REST = st.from_regex(r"[0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]", fullmatch=True)


@given(REST)
def test_every_upn_with_its_letter_is_good_whatever_its_authority(rest):
    # 838 Dorset and 940 North Northamptonshire are not in the library's list.
    assert identity.upn_problem(_check_letter(rest) + rest) is None


@given(REST, st.sampled_from(LETTERS))
def test_no_other_letter_is_good(rest, letter):
    good = letter == _check_letter(rest)
    assert (identity.upn_problem(letter + rest) is None) is good


@given(REST, st.integers(0, 10), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_found(rest, place, digit):
    upn = _check_letter(rest) + rest[:place] + digit + rest[place + 1 :]
    assert (identity.upn_problem(upn) is None) is (digit == rest[place])


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    problem = identity.upn_problem(text)
    assert problem is None or problem.endswith(".")


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "problem"),
    [
        (TODAY, None),
        (date(2016, 3, 14), None),
        (date(2000, 11, 22), None),  # 25 until tomorrow
        (date(2000, 11, 21), "more than 26 years"),
        (date(1926, 3, 14), "more than 26 years"),
        (date(2026, 11, 22), "in the future"),
    ],
)
def test_date_of_birth(born, problem):
    found = identity.date_of_birth_problem(born, TODAY)
    assert found is None if problem is None else problem in found


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2010, 11, 21), TODAY, 16),
        (date(2010, 11, 22), TODAY, 15),
    ],
)
def test_age(born, on, years):
    assert identity.age(born, on) == years


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        (date(2016, 3, 14), date(2026, 11, 21), "6"),
        (date(2016, 8, 31), date(2026, 9, 1), "6"),  # the youngest of the year
        (date(2016, 9, 1), date(2026, 9, 1), "5"),  # the oldest of the next
        (date(2016, 9, 1), date(2026, 8, 31), "4"),
        (date(2022, 8, 31), date(2026, 9, 1), "R"),
        (date(2022, 9, 1), date(2026, 9, 1), "N"),
        (date(2026, 1, 1), date(2026, 9, 1), "N"),
        (date(2009, 1, 1), date(2026, 9, 1), "13"),
        (date(2008, 8, 31), date(2026, 9, 1), "left"),
        (date(2001, 1, 1), date(2026, 9, 1), "left"),
    ],
)
def test_year_group(born, on, group):
    assert identity.year_group(born, on) == group


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_year_groups_go_up_by_one_each_september(born, on):
    now, then = (
        identity.YEAR_GROUPS.index(identity.year_group(born, day))
        for day in (on, on.replace(year=on.year + 1, day=min(on.day, 28)))
    )
    assert then - now in (0, 1)


@pytest.mark.parametrize(
    ("token", "title"),
    [("N", "Nursery"), ("R", "Reception"), ("5", "Year 5"), ("left", "Left"), ("", "")],
)
def test_year_group_title(token, title):
    assert identity.year_group_title(token) == title


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Maya", "Ellison"), "Maya Ellison"),
        (("Maya", "Ellison", "May"), "Maya (May) Ellison"),
        (("Maya", "Ellison", "maya"), "Maya Ellison"),
        (("Maya", "Ellison", "Maya Ellison"), "Maya Ellison"),
        ((" Maya  Rose ", "Ellison", None), "Maya Rose Ellison"),
        (("", "Ellison"), "Ellison"),
        ((None, None), ""),
    ],
)
def test_display_name(names, shown):
    assert identity.display_name(*names) == shown
