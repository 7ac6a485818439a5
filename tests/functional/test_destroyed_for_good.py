"""After a destruction no word of the file is left on disk; a restored backup forgets it too."""

from pathlib import Path
from tests.functional.destroyed_site import CANARIES

import json
import os
import pytest
import subprocess
import sys


SCRIPT = Path(__file__).with_name("destroyed_site.py")


def run(folder, *arguments):
    """What the script prints last, as JSON."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), *arguments],
        capture_output=True,
        text=True,
        env=env,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def found_in(folder):
    """{canary: names of files below a folder that hold it}."""
    found = {}
    for path in filter(Path.is_file, folder.rglob("*")):
        content = path.read_bytes().lower()
        for word in CANARIES:
            if word.encode() in content or word.encode("utf-16-le") in content:
                found.setdefault(word, []).append(path.name)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("destroyed")


@pytest.fixture(scope="module")
def outcome(folder):
    return run(folder)


def test_nothing_of_it_is_left(folder, outcome):
    assert len(CANARIES) == 30
    # the looking would find them: they are all in the backup
    assert found_in(folder / "backup").keys() == set(CANARIES)
    assert found_in(folder / "var") == {}


def test_what_is_held_has_not_changed(outcome):
    assert outcome["held_before"] == outcome["held_after"]


def test_a_restored_backup_forgets_it_again(folder, outcome, tmp_path):
    (folder / "backup").rename(tmp_path / "var")
    tombstones = (folder / "var" / "tombstones.jsonl").read_bytes()
    (tmp_path / "tombstones.jsonl").write_bytes(tombstones)
    assert outcome["uid"].encode() in tombstones
    assert run(tmp_path, "reapply") == {"destroyed": [1, 0]}
    assert found_in(tmp_path / "var") == {}
