"""Filled instances, kept between runs because filling takes minutes."""

from content import FEW
from importlib.metadata import version
from instance import configure
from pathlib import Path

import hashlib
import os
import shutil
import subprocess
import sys


HERE = Path(__file__).parent
ROOT = HERE.parent
# What the stored objects and tables of each kind depend on.
BUILDERS = ("benchmarks/build.py", "benchmarks/content.py", "benchmarks/instance.py")
SOURCES = {
    "stock": (*BUILDERS, "benchmarks/fill_stock.py"),
    "ours": (
        *BUILDERS,
        "benchmarks/fill_ours.py",
        "profiles/**/*.xml",
        "src/welfarefiles/*/content.py",
        "src/welfarefiles/*/schema.py",
        "src/welfarefiles/index/tables.py",
        "src/welfarefiles/index/words.py",
        "src/welfarefiles/sql/migrations/versions/*.py",
    ),
}


def cache():
    """Folder that keeps the filled instances."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "welfarefiles-benchmarks"


def filled(kind, files, many, fresh=False):
    """Folder of an instance with so many files, one with `many` records; filled if need be."""
    folder = cache() / f"{kind}-{files}-{many}-{_digest(kind)}"
    if (folder / "paths.json").exists() and not fresh:
        return folder
    for old in cache().glob(f"{kind}-{files}-{many}-*"):
        shutil.rmtree(old)
    fill(folder, kind, files, many)
    return folder


def fill(folder, kind, files, many=FEW, dsn=None, settings=None):
    """Fill a new instance in `folder`, by a process of its own."""
    configure(folder, dsn)
    print(f"Filling {kind} with {files} files", file=sys.stderr, flush=True)
    command = [sys.executable, HERE / "build.py", folder, kind, str(files), str(many)]
    with (Path(folder) / "var" / "build.log").open("w", encoding="utf-8") as log:
        done = subprocess.run(command, stderr=log, env=os.environ | (settings or {}))
    if done.returncode:
        raise RuntimeError(f"Filling failed: see {log.name}")


def copied(prepared, folder):
    """A copy of a filled instance to measure on, so that the next run finds it as it was."""
    shutil.copytree(prepared, folder)
    configure(folder)
    return folder


def _digest(kind):
    said = hashlib.sha256(version("Products.CMFPlone").encode())
    for pattern in SOURCES[kind]:
        for path in sorted(ROOT.glob(pattern)):
            said.update(path.read_bytes())
    return said.hexdigest()[:12]
