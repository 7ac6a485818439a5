"""Fixtures for every test, and the rule that a complete run skips nothing."""

from hypothesis import settings
from tests.required import everything_required

import os
import pytest


# How long an example takes says how busy the machine is, and nothing about the code. The same
# examples in every run, others where there is time to look into what they find.
THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
settings.register_profile("unhurried", deadline=None, derandomize=not THOROUGH)
settings.load_profile("unhurried")

pytest_plugins = ["tests.chromium", "tests.postgresql"]


def pytest_configure(config):
    """Offer the Plone layers, unless their plugin is off: unit tests alone start without Plone."""
    if config.pluginmanager.has_plugin("zopelayer"):
        config.pluginmanager.import_plugin("tests.layers")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything is required, a skipped test is a failed one."""
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """The same for a module that skips itself as it is read."""
    return refuse_skip((yield))


def refuse_skip(report):
    """The report, turned into a failure if it is a skip that this run does not allow."""
    if report.skipped and not hasattr(report, "wasxfail") and everything_required():
        report.outcome = "failed"
        report.longrepr = f"Skipped, but nothing may be skipped in this run: {report.longrepr}"
    return report
