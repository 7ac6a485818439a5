"""Reference numbers are written in one way and read in any case."""

from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.files.reference import format_reference
from welfarefiles.files.reference import parse_reference
from welfarefiles.files.reference import PREFIXES
from welfarefiles.files.reference import Reference

import pytest


def test_written():
    assert format_reference("WF", 2026, 123) == "WF-2026-000123"
    assert format_reference(PREFIXES["ChildProtectionFile"], 2026, 45) == "CP-2026-000045"


@pytest.mark.parametrize("text", ["WF-2026-000123", " wf-2026-000123\n"])
def test_read(text):
    assert parse_reference(text) == Reference("WF", 2026, 123)


@pytest.mark.parametrize(
    "text",
    ["", "WF", "XX-2026-000123", "WF-2026-123", "WF-2026-000000", "WF-26-000123",
     "WF-2026-0001234", "WF-2026-00012٣", "WF-2026-000123\nx"],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="looks like"):
        parse_reference(text)


@pytest.mark.parametrize(
    "parts", [("WF", 2026, 0), ("WF", 2026, 1_000_000), ("wf", 2026, 1), ("WF", 10_000, 1)]
)
def test_parts_that_give_no_reference(parts):
    with pytest.raises(ValueError, match="not a reference"):
        format_reference(*parts)


@given(st.sampled_from(["WF", "CP"]), st.integers(0, 9999), st.integers(1, 999_999))
def test_there_and_back(prefix, year, number):
    reference = Reference(prefix, year, number)
    assert parse_reference(str(reference)) == reference
