"""How a chronology is looked at: days, states as they were, the child's own view."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from types import SimpleNamespace
from welfarefiles.calendars.london import LONDON
from welfarefiles.chronology.lens import is_unheard
from welfarefiles.chronology.lens import Lens
from welfarefiles.chronology.lens import lens_asked
from welfarefiles.chronology.lens import signed_after
from welfarefiles.chronology.lens import state_then
from welfarefiles.chronology.merging import on_page

import pytest


TODAY = date(2026, 11, 21)
SIGNED = datetime(2026, 3, 2, 9, tzinfo=LONDON)
STRUCK = datetime(2026, 3, 9, 9, tzinfo=LONDON)
DEEDS = [
    SimpleNamespace(kind="signed", at=SIGNED),
    SimpleNamespace(kind="addendum", at=SIGNED + timedelta(days=1)),
    SimpleNamespace(kind="struck", at=STRUCK),
]


@pytest.mark.parametrize(
    ("form", "lens"),
    [
        ({}, Lens()),
        ({"lens": "child"}, Lens("child")),
        ({"lens": "nothing of the kind"}, Lens()),
        ({"lens": ["child"]}, Lens()),
        ({"known": "2026-03-03"}, Lens(known_on=date(2026, 3, 3))),
        ({"known": "2026-11-21", "family": "yes"}, Lens(known_on=TODAY, family=True)),
    ],
)
def test_what_is_asked(form, lens):
    assert lens_asked(form, TODAY) == lens
    assert lens_asked(lens.asked, TODAY) == lens


@pytest.mark.parametrize("day", ["3 March", "2026-02-30", "2026-11-22", ["2026-03-03"], "9" * 5000])
def test_a_day_that_cannot_be_is_said_and_does_not_count(day):
    lens = lens_asked({"known": day}, TODAY)
    assert lens.fault
    assert lens.until is None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)])
def test_until_the_end_of_the_day_in_london(day):
    until = Lens(known_on=day).until
    assert until.date() == day
    assert (until + timedelta(microseconds=1)).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (SIGNED - timedelta(seconds=1), "draft"),
        (SIGNED, "signed"),
        (STRUCK - timedelta(seconds=1), "signed"),
        (STRUCK, "struck"),
    ],
)
def test_the_state_it_then_was_in(until, state):
    assert state_then(DEEDS, until) == state


def test_signed_after_the_day():
    assert signed_after(SIGNED, SIGNED - timedelta(days=1)) == "2 March 2026"
    assert signed_after(SIGNED, SIGNED) == ""
    assert signed_after(None, SIGNED) == ""
    assert signed_after(SIGNED, None) == ""


@pytest.mark.parametrize(
    ("heard", "unheard"),
    [
        ([], False),
        ([False] * 4, False),
        ([False] * 5, True),
        ([False, False, False, False, True], False),
        ([False] * 5 + [True], True),
    ],
)
def test_the_last_five_contacts(heard, unheard):
    rows = [SimpleNamespace(details={"child_views": True} if one else {}) for one in heard]
    assert is_unheard(rows) is unheard


HOURS = st.lists(st.integers(0, 9), max_size=12)


@settings(max_examples=60, deadline=None)
@given(HOURS, HOURS, st.integers(1, 4), st.booleans())
def test_what_has_no_row_stands_on_one_page_in_its_place(rows, others, size, descending):
    """Whatever falls together, and wherever pages end."""
    rows, others = (
        [SimpleNamespace(happened_at=SIGNED + timedelta(hours=one)) for one in hours]
        for hours in (sorted(rows, reverse=descending), others)
    )
    shown, after = [], None
    for start in range(0, max(len(rows), 1), size):
        page = SimpleNamespace(rows=rows[start : start + size], next=start + size < len(rows))
        shown += on_page(page, others, after, descending)
        after = page.rows[-1].happened_at if page.rows else None
    assert sorted(map(id, shown)) == sorted(map(id, rows + others))
    times = [one.happened_at for one in shown]
    assert times == sorted(times, reverse=descending)
