"""What is in the package and what it is built from."""

from importlib.metadata import requires
from pathlib import Path

import json
import pytest
import re
import shutil
import subprocess
import sys


ROOT = Path(__file__).parents[2]
DISTRIBUTION = ROOT / "src" / "welfarefiles" / "distributions" / "welfarefiles"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def project(requirement):
    """Name of a project as requirements.txt spells it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def pins():
    rows = [line for line in read("requirements.txt").splitlines() if not line.startswith("#")]
    return {project(row): row for row in rows if row.strip()}


def test_every_requirement_is_pinned():
    assert {project(name) for name in requires("welfarefiles")} - set(pins()) == set()


def test_requirements_are_exact_versions():
    loose = [row for row in pins().values() if not re.match(r"[\w.-]+==[\w.]+( ; .+)?$", row)]
    assert loose == []


@pytest.mark.parametrize("name", ["setup.py", "pyproject.toml", "buildout.cfg", "cluster.cfg"])
def test_versions_are_pinned_in_one_place_only(name):
    assert not re.search(r"[\w.]==\d", read(name))


def test_setup_refuses_to_build_without_profiles(tmp_path):
    shutil.copy(ROOT / "setup.py", tmp_path)
    (tmp_path / "src" / "welfarefiles").mkdir(parents=True)
    (tmp_path / "src" / "welfarefiles" / "profiles").symlink_to("../../profiles")
    command = [sys.executable, "setup.py", "--version"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "symbolic link" in refused.stderr
    (tmp_path / "profiles" / "default").mkdir(parents=True)
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_profiles_are_one_folder_seen_from_two_places():
    link = ROOT / "src" / "welfarefiles" / "profiles"
    assert link.is_symlink()
    assert link.resolve() == ROOT / "profiles"


def test_licence():
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 2" in read("LICENSE")
    assert 'license="GPL-2.0-or-later"' in read("setup.py")


def test_distribution_installs_the_add_on_last():
    profiles = json.loads((DISTRIBUTION / "profiles.json").read_text(encoding="utf-8"))
    assert profiles["base"][-2:] == ["plone.restapi:default", "welfarefiles:default"]
    assert profiles["content"] == []


def test_distribution_makes_no_public_passwords():
    schema = json.loads((DISTRIBUTION / "schema.json").read_text(encoding="utf-8"))
    assert schema["schema"]["properties"]["setup_content"]["const"] is False


@pytest.mark.parametrize("name", ["buildout.cfg", "cluster.cfg"])
def test_instances_listen_on_this_computer_only(name):
    addresses = re.findall(r"^http-address = (.+)$", read(name), re.MULTILINE)
    assert addresses
    assert all(address.startswith("127.0.0.1:") for address in addresses)


def test_buildout_holds_no_password():
    assert re.search(r"^user = admin:$", read("buildout.cfg"), re.MULTILINE)
    assert "password" not in read("cluster.cfg").replace("with its password", "")


def test_news_fragments_are_named_as_towncrier_reads_them():
    kinds = "breaking|feature|bugfix|security|internal"
    fragment = re.compile(rf"(\d+|\+[\w-]+)\.({kinds})(\.\d+)?\.md")
    names = [path.name for path in (ROOT / "news").iterdir() if path.name != "README.md"]
    assert [name for name in names if not fragment.fullmatch(name)] == []
