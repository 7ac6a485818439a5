"""The built package is the same add-on as the checkout, and installs in a bare Plone."""

from pathlib import Path

import json
import os
import pytest
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile


ROOT = Path(__file__).parents[2]
SOURCES = ("src", "profiles", "setup.py", "pyproject.toml", "MANIFEST.in", "LICENSE", "README.md")
GENERATED = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.pyc", "*.mo")


def call(*command, **options):
    """Run a program; its words are in the failure of the test."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy to build in, so that building writes nothing into the work tree."""
    copy = tmp_path_factory.mktemp("checkout")
    for source in filter(Path.exists, (ROOT / name for name in SOURCES)):
        if source.is_dir():
            shutil.copytree(source, copy / source.name, symlinks=True, ignore=GENERATED)
        else:
            shutil.copy(source, copy)
    return copy


@pytest.fixture(scope="module")
def built(checkout, tmp_path_factory):
    """Folder with the sdist of the checkout and the wheel made from that sdist."""
    folder = tmp_path_factory.mktemp("built")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, checkout)
    return folder


@pytest.fixture(scope="module")
def expected(checkout):
    """Every file of the package in the checkout, the profiles as part of it."""
    package = {f"welfarefiles/{name}" for name in files_below(checkout / "src" / "welfarefiles")}
    profiles = {f"welfarefiles/profiles/{name}" for name in files_below(checkout / "profiles")}
    return package | profiles


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    """What a portal is like in a bare Plone that has the wheel, and no checkout, beside it."""
    folder = tmp_path_factory.mktemp("bare")
    call(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    install = ["install", "--quiet", "--no-deps", "--no-index", wheel]
    call(sys.executable, "-m", "pip", "--python", python, *install)
    # A path in a .pth file is added without reading the .pth files there: the checkout stays out.
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (packages / "plone.pth").write_text(sysconfig.get_path("purelib") + "\n")
    environment = {**os.environ, "WELFAREFILES_DATABASE": f"sqlite:///{folder}/index.sqlite"}
    environment.pop("PYTHONPATH", None)
    script = Path(__file__).with_name("bare_site.py")
    output = call(python, script, folder, cwd=folder, env=environment)
    return json.loads(output.splitlines()[-1])


def test_wheel_holds_every_file(built, expected):
    (wheel,) = built.glob("*.whl")
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_wheel_holds_nothing_but_the_package(built, expected):
    (wheel,) = built.glob("*.whl")
    others = set(zipfile.ZipFile(wheel).namelist()) - expected
    assert {name.split("/")[0].split("-")[0] for name in others} == {"welfarefiles"}
    assert all(".dist-info/" in name for name in others)


def test_sdist_holds_every_file(built, expected):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/src/")[2] for name in archive.getnames()}
    assert expected - inside == set()


def test_bare_plone_uses_the_wheel(site):
    assert str(ROOT) not in site["package"]


def test_bare_plone_offers_the_distribution(site):
    assert "welfarefiles" in site["distributions"]


def test_bare_plone_has_the_profiles(site):
    assert site["profiles"] == [f"welfarefiles:{name}" for name in ("default", "demo", "uninstall")]


def test_portal_of_the_distribution_has_the_add_on(site):
    assert site["installed"] != "unknown"
    assert {"School", "WelfareFile", "ChildProtectionFile", "ContactNote"} <= set(site["types"])
    assert {"welfare_file_workflow", "record_workflow"} <= set(site["workflows"])
    assert site["language"] == "en-gb"
