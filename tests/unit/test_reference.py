"""Reference numbers are written in one way."""

from welfarefiles.files.reference import format_reference
from welfarefiles.files.reference import PREFIXES

import pytest


def test_written():
    assert format_reference("WF", 2026, 123) == "WF-2026-000123"
    assert format_reference(PREFIXES["ChildProtectionFile"], 2026, 45) == "CP-2026-000045"


@pytest.mark.parametrize(
    "parts", [("WF", 2026, 0), ("WF", 2026, 1_000_000), ("wf", 2026, 1), ("WF", 10_000, 1)]
)
def test_parts_that_give_no_reference(parts):
    with pytest.raises(ValueError, match="not a reference"):
        format_reference(*parts)
