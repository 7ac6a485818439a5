"""What a failed page leaves in the logs (R042)."""

from welfarefiles.access import errorlog

import logging
import sys


NAME = "Zephyrine Quillfeather"


def fail_with(text):
    """Raise an error whose text and variables hold `text`, and return what Zope passes on."""
    variable = text
    try:
        raise ValueError(f"No such child: {variable}")
    except ValueError:
        return sys.exc_info()


def test_an_error_leaves_its_kind_and_place_and_no_text(portal, http_request, caplog):
    http_request.form["family_name"] = NAME
    with caplog.at_level(logging.DEBUG):
        portal.error_log.raising(fail_with(NAME))
    entry = portal.error_log._getLog()[-1]
    assert entry["type"] == "ValueError"
    assert "test_error_log.py" in entry["tb_text"]
    assert NAME not in repr(entry) + caplog.text
    assert "ValueError" in caplog.text


def test_errors_that_are_no_faults_are_not_kept(portal):
    before = len(portal.error_log._getLog())
    assert portal.error_log.raising((LookupError("NotFound").__class__, None, None)) is not None
    assert portal.error_log.raising((type("NotFound", (Exception,), {}), None, None)) is None
    assert len(portal.error_log._getLog()) == before + 1


def test_uninstalling_gives_the_stock_log_back(portal):
    errorlog.uninstall(portal)
    assert portal.error_log.meta_type == "Site Error Log"
    errorlog.install(portal)
    assert portal.error_log.meta_type == errorlog.QuietErrorLog.meta_type
