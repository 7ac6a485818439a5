"""Canonical JSON and the check of an exported record: no Plone."""

from copy import deepcopy
from hashlib import sha256
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from pathlib import Path
from welfarefiles.signing.checking import FORMAT
from welfarefiles.signing.checking import problems
from welfarefiles.signing.fingerprint import canonical
from welfarefiles.signing.fingerprint import chained
from welfarefiles.signing.fingerprint import fingerprint
from welfarefiles.signing.fingerprint import NotCanonical

import json
import pytest
import re
import subprocess
import sys


BYTES = b"Minutes"
SAID = {"at": "2026-11-19T15:40:00+00:00", "by": {"id": "lead"}, "text": "It was Tuesday."}
KEYS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=8)
TEXTS = st.text(st.characters(codec="utf-8"))
NUMBERS = st.integers(min_value=1 - 2**53, max_value=2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"B": "", "a": "", "_": ""}, '{"B":"","_":"","a":""}'),
        ("€£ \u2028 é", '"€£ \u2028 é"'),
        ('"\\/\b\f\n\r\t\x00\x1f\x7f', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"'),
        (2**53 - 1, "9007199254740991"),
        ("\U0001f600", '"\U0001f600"'),
    ],
)
def test_one_way_of_writing(value, written):
    assert canonical(value) == written.encode()


@pytest.mark.parametrize(
    "value", [1.5, 2**53, b"x", {"é": 1}, {1: 1}, "\ud800", {1}, (1,), object()]
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"a": [value]} if not isinstance(value, dict) else value)


@given(VALUES)
def test_written_and_read_is_the_same(value):
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(VALUES, VALUES)
def test_two_values_have_two_fingerprints(one, other):
    same = canonical(one) == canonical(other)
    assert (fingerprint(one) == fingerprint(other)) is same


def exported():
    """The document of a record with an upload and two links."""
    content = {
        "format": FORMAT,
        "uid": "u",
        "fields": {"outcome": "A place.", "present": "Mother"},
        "attachments": [
            {
                "path": "attachments/file.txt",
                "name": "minutes.txt",
                "size": len(BYTES),
                "sha256": sha256(BYTES).hexdigest(),
            }
        ],
    }
    found = previous = fingerprint(content)
    later = []
    for number, kind in enumerate(("signed", "addendum"), 1):
        link = {"kind": kind, "number": number, "previous": previous, **SAID}
        later.append({**link, "hash": chained(link)})
        previous = later[-1]["hash"]
    return {
        "format": FORMAT,
        "content": content,
        "content_hash": found,
        "seal": {"hash": found, "at": SAID["at"], "by": SAID["by"]},
        "later": later,
        "signed": {"at": SAID["at"], "by": SAID["by"]},
        "authorised": None,
    }


def opened(path):
    return {"attachments/file.txt": BytesIO(BYTES)}[path]


def test_an_export_holds():
    assert problems(exported(), opened) == []
    assert problems(json.loads(json.dumps(exported())), opened) == []


def test_a_draft_holds_without_a_seal():
    assert problems({**exported(), "seal": None, "later": [], "signed": None}, opened) == []


def leaves(value, path=()):
    """(path, text) of every text in a document."""
    if isinstance(value, str):
        yield path, value
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for name, inner in pairs:
        yield from leaves(inner, (*path, name))


@pytest.mark.parametrize(
    "path", [path for path, text in leaves(exported()) if text and path[0] != "format"]
)
def test_one_changed_character_is_found(path):
    document = exported()
    *above, name = path
    place = document
    for step in above:
        place = place[step]
    place[name] = ("X" if place[name][0] != "X" else "Y") + place[name][1:]
    assert problems(document, opened)


def test_a_changed_or_missing_attachment_is_found():
    assert problems(exported(), lambda path: BytesIO(b"Minutez"))
    assert problems(exported(), {}.__getitem__)
    assert problems(exported(), lambda path: BytesIO(BYTES + b"."))


def test_a_link_left_out_or_moved_is_found():
    for keep in ([1], [1, 0], [0, 0, 1]):
        document = exported()
        document["later"] = [deepcopy(document["later"][at]) for at in keep]
        assert problems(document, opened)


@pytest.mark.parametrize("document", [{}, [], None, "x", {"format": FORMAT}, {"content": 1.5}])
def test_anything_else_is_no_record(document):
    assert problems(document, opened) == ["This is not the document of a record."]


def test_the_check_of_the_documentation(tmp_path):
    """The short program in docs/record-format.md finds the same."""
    text = (Path(__file__).parents[2] / "docs" / "record-format.md").read_text("utf-8")
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "file.txt").write_bytes(BYTES)

    def run(document):
        (tmp_path / "record.json").write_text(json.dumps(document), "utf-8")
        asked = [sys.executable, "-c", program, str(tmp_path)]
        return subprocess.run(asked, capture_output=True, text=True)

    assert run(exported()).stdout == f"OK: {exported()['content_hash']}\n"
    for part in ("content", "later"):
        changed = json.loads(json.dumps(exported()).replace("A place.", "A palace."))
        changed = changed if part == "content" else {**exported(), "later": exported()["later"][1:]}
        assert run(changed).returncode == 1
    (tmp_path / "attachments" / "file.txt").write_bytes(b"minutes")
    assert run(exported()).returncode == 1
