"""The shape of the code: imports go one way, files stay small, nothing is called utils."""

from collections.abc import Iterator
from pathlib import Path

import ast
import pytest


ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "welfarefiles"

# A concern may import what stands before it. Two on one line may import each other
# in one direction only.
ORDER = (
    "sql calendars messages",
    "extraction",
    "ledger index",
    "lookup",
    "consistency",
    "people",
    "notices",
    "access",
    "rest",
    "jobs",
    "bodymap",
    "files",
    "records",
    "forms",
    "named",
    "joint",
    "signing",
    "frontsheet",
    "chronology",
    "deadlines",
    "authorisation",
    "restricted",
    "medication paperfile registers versions",
    "correspondence",
    "envelopes",
    "granting",
    "teams",
    "meetings courtreports",
    "notifying",
    "countersigning",
    "accounts",
    "singlesignon",
    "drafts",
    "sharing",
    "requests",
    "closure",
    "letters",
    "packs",
    "transfer",
    "receipts",
    "sending",
    "chasing",
    "arranging",
    "together",
    "retention",
    "disposal",
    "inbox",
    "policies",
    "received",
    "imports",
    "trust",
    "history",
    "reports",
    "portal",
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names.split()}

# Lowest: any concern may import these modules, and they import none.
SHARED = {
    "blinding",
    "cells",
    "errors",
    "fragment",
    "givingback",
    "interfaces",
    "marking",
    "permissions",
    "submission",
    "unfilled",
    "unchanged",
}

# Highest: set the whole up or try it out; may import any concern, and none imports them.
OUTSIDE = {"testing", "setuphandlers", "upgrades", "distributions", "demo"}

FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "misc"}
LONGEST = 350


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file of ours; the symlink to the profiles is not followed."""
    return sorted(path for path in folder.rglob("*.py") if "profiles" not in path.parts)


def part_of(names: tuple[str, ...]) -> str:
    """The concern or top-level module in a dotted path below the package; "" for itself."""
    return names[0] if names else ""


def imported(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a module imports of ours, as paths below the package. `package` is where it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _ours(tuple(alias.name.split(".")))
        elif isinstance(node, ast.ImportFrom):
            start = ("welfarefiles", *package)[: len(package) + 2 - node.level]
            path = (start if node.level else ()) + tuple((node.module or "").split("."))
            path = tuple(filter(None, path))
            if path == ("welfarefiles",):  # from welfarefiles import _, index
                yield from (() if alias.name == "_" else (alias.name,) for alias in node.names)
            else:
                yield from _ours(path)


def _ours(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if path[:1] == ("welfarefiles",):
        yield path[1:]


def edges() -> Iterator[tuple[str, str, Path]]:
    """(importing part, imported part, file) between different parts of the package."""
    for path in modules():
        place = path.relative_to(PACKAGE).with_suffix("").parts
        package = place[:-1]
        own = part_of(place)
        for target in imported(ast.parse(path.read_text(encoding="utf-8")), package):
            if part_of(target) not in (own, ""):
                yield own, part_of(target), path.relative_to(ROOT)


def fault(own: str, target: str) -> str | None:
    """What is wrong with one part importing another, or None."""
    if own in OUTSIDE:
        return None
    if target in OUTSIDE:
        return "sets the portal up: nothing imports it"
    if target in SHARED:
        return None
    if own in SHARED or own == "__init__":
        return "may be imported everywhere, so it imports no concern"
    if own not in RANK or target not in RANK:
        return "is in no place of the order: put it there"
    return "stands later in the order" if RANK[target] > RANK[own] else None


def test_imports_go_one_way():
    faults = [
        f"{path}: {own} imports {target}, and {why}"
        for own, target, path in edges()
        if (why := fault(own, target))
    ]
    assert not faults, "\n" + "\n".join(sorted(set(faults)))


def test_neighbours_import_each_other_in_one_direction_only():
    pairs = {(own, target) for own, target, _path in edges()}
    both = {tuple(sorted(pair)) for pair in pairs if pair[::-1] in pairs and pair[0] not in OUTSIDE}
    assert not both


def test_every_part_has_its_place():
    parts = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in modules()}
    assert parts - set(RANK) - SHARED - OUTSIDE - {"__init__"} == set()


@pytest.mark.parametrize(
    ("source", "place", "expected"),
    [
        ("import welfarefiles.lookup.query", ("files", "content"), [("lookup", "query")]),
        ("from welfarefiles.index import query", ("files", "content"), [("index",)]),
        ("from welfarefiles import index, _", ("files", "content"), [("index",), ()]),
        ("from ..index import query", ("files", "content"), [("index",)]),
        ("from .schema import X", ("files", "content"), [("files", "schema")]),
        ("from . import schema", ("files", "content"), [("files",)]),
        ("from .. import _", ("files", "content"), [()]),
        ("from .. import index", ("files", "content"), [("index",)]),
        ("from ...index import x", ("files", "deep", "content"), [("index",)]),
        ("from .interfaces import X", ("testing",), [("interfaces",)]),
        ("def f():\n    from ..portal import x", ("files", "content"), [("portal",)]),
        ("import json, welfarefilesother.x", ("files", "content"), []),
    ],
)
def test_imports_are_read_right(source, place, expected):
    assert list(imported(ast.parse(source), place[:-1])) == expected


@pytest.mark.parametrize(
    ("own", "target", "good"),
    [
        ("files", "index", True),
        ("index", "files", False),
        ("files", "interfaces", True),
        ("interfaces", "files", False),
        ("testing", "portal", True),
        ("files", "demo", False),
        ("demo", "portal", True),
        ("files", "novelty", False),
        ("novelty", "files", False),
    ],
)
def test_the_order_is_held(own, target, good):
    assert (fault(own, target) is None) is good


def test_no_file_grows_without_end():
    files = modules() + modules(ROOT / "tests")
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_nothing_is_called_after_nothing():
    named = [path for path in PACKAGE.rglob("*") if path.stem in FORBIDDEN_NAMES]
    assert [str(path.relative_to(ROOT)) for path in named] == []
