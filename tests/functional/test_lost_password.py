"""Asking for a new password: one answer for everybody, and a mail to whom there is."""

from pathlib import Path
from tests.door import Door
from tests.granting import mails
from tests.sample import PASSWORD
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.ledger.reading import entries
from welfarefiles.notices.waiting import waiting

import pytest
import re
import transaction


SENT = "a mail with the way to a new password"
NEW = "four quite unlikely words"


@pytest.fixture
def portal(http):
    make_people(http["portal"])
    make_staffed_school(http["portal"])
    http["portal"].acl_users.getUserById("lead").setProperties(email="lead@example.org")
    transaction.commit()
    for path in waiting():
        Path(path).unlink()
    return http["portal"]


def answers(http, *names, path="/login-help"):
    """What the page says to each, without the token and the name."""
    for name in names:
        door = Door(http)
        door.go(path)
        text = door.send(path, userid=name)
        yield door.answer.status_code, re.sub(r'name="_authenticator"[^>]*>', "", text)


@pytest.mark.parametrize("path", ["/login-help", "/mail_password", "/mail_password_form"])
def test_known_and_unknown_read_the_same(http, portal, path):
    known, other, bare = answers(http, "lead", "nobody-of-this-name", "head", path=path)
    assert known == other == bare
    assert known[0] == 200
    assert SENT in known[1]
    assert list(mails()) == ["lead@example.org"], "head has no address"


def test_a_mail_server_that_is_down_changes_nothing(http, portal):
    mail_host = portal.MailHost
    mail_host.smtp_host, mail_host.smtp_port = "localhost", 9
    transaction.commit()
    known, other = answers(http, "lead", "nobody-of-this-name")
    assert known == other
    assert SENT in known[1]


def test_the_way_leads_to_a_new_password(http, portal):
    list(answers(http, "lead"))
    [text] = mails().values()
    assert "Zephyrine" not in text
    [way] = re.findall(r"http://\S+/passwordreset/\S+", text)
    door = Door(http)
    door.go(way)
    fields = {"password": NEW, "password2": NEW, "userid": "lead"}
    door.send(way, **fields)
    assert "Sign out" in Door(http).sign_in("lead", NEW)
    assert "Sign out" not in Door(http).sign_in("lead", PASSWORD)
    assert {"account.password-asked", "account.password-changed"} <= {
        entry.action for entry in entries(limit=20) if entry.about == "lead"
    }


def test_nothing_typed_is_said_and_sends_nothing(http, portal):
    for typed in ("", "   "):
        [(status, text)] = answers(http, typed)
        assert status == 200
        assert "Enter your user name." in text
    assert mails() == {}


def test_another_site_s_form_asks_for_nothing(http, portal):
    door = Door(http)
    door.http.headers["Origin"] = "https://example.org"
    door.send("/login-help", userid="lead")
    assert door.answer.status_code in (401, 403)
    assert mails() == {}
