"""Which records ask for a second signature, and whose is missing."""

from welfarefiles.countersigning.rule import asks_for_one
from welfarefiles.countersigning.rule import missing

import pytest


LINES = ["CourtOrder", "Concern:disclosure", " WelfareDocument : delegated_authority ", ""]


@pytest.mark.parametrize(
    ("portal_type", "kind", "expected"),
    [
        ("CourtOrder", None, True),
        ("CourtOrder", "interim", True),
        ("Concern", "disclosure", True),
        ("Concern", "concern", False),
        ("Concern", None, False),
        ("WelfareDocument", "delegated_authority", True),
        ("WelfareDocument", "minutes", False),
        ("", "", False),
        ("ContactNote", "disclosure", False),
    ],
)
def test_the_school_says_which(portal_type, kind, expected):
    assert asks_for_one(LINES, portal_type, kind) is expected
    assert not asks_for_one([], portal_type, kind)
    assert not asks_for_one(None, portal_type, kind)


@pytest.mark.parametrize(
    ("account", "witness", "asks", "signed", "expected"),
    [
        (None, None, False, ["lead"], []),
        (None, None, True, ["lead"], ["second"]),
        (None, None, True, ["lead", "head"], []),
        ("teacher", None, False, ["lead"], ["account"]),
        ("teacher", "head", True, ["lead"], ["account", "witness"]),
        ("teacher", "head", True, ["lead", "head"], ["account"]),
        ("teacher", "head", True, ["lead", "head", "teacher"], []),
        ("lead", None, False, ["lead"], []),
        ("lead", None, True, ["lead"], ["second"]),
        ("teacher", None, True, ["lead", "teacher"], []),
        (None, None, True, ["lead", "lead"], ["second"]),
    ],
)
def test_whose_is_missing(account, witness, asks, signed, expected):
    assert missing({"account": account, "witness": witness}, asks, signed) == expected
