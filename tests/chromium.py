"""The system's Chromium, for tests in a real browser."""

from tests.required import missing

import os
import pytest
import shutil


#: The first one draws the same pages, without a window's frame around them: half of the work.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome-stable", "google-chrome"),
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium():
    """Path of a Chromium on this machine, or None. WELFAREFILES_CHROMIUM names another one."""
    names = filter(None, (os.environ.get("WELFAREFILES_CHROMIUM"), *NAMES))
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium():
    """Path of Chromium; skips, or fails where everything is required, when there is none.

    Start it with `executable_path=chromium` and the `ARGUMENTS` above.
    """
    return find_chromium() or missing("Chromium")
