"""What to do when a program that some tests need is not on this machine."""

import os
import pytest


def everything_required():
    """Whether this run may skip nothing (`.ci/run` says so)."""
    return os.environ.get("WELFAREFILES_REQUIRE_ALL", "") not in ("", "0")


def missing(program):
    """Skip the test that needs `program`, or fail it in a run that may skip nothing."""
    if everything_required():
        pytest.fail(f"{program} is not installed, and this run requires it.", pytrace=False)
    pytest.skip(f"{program} is not installed.")
