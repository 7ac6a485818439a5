"""One mail a day for those who chose so: gathered, written once, sent by a real mail server."""

from plone import api
from tests.mailserver import free_port
from tests.mailserver import mail_server
from tests.mailserver import use_port
from tests.sample import make_user
from welfarefiles.jobs.work import SendDigests
from welfarefiles.ledger.reading import entries
from welfarefiles.notices import choice
from welfarefiles.notices import sending
from welfarefiles.notices.digest import send_digests
from welfarefiles.notices.mail import tell
from welfarefiles.notices.waiting import digest_folder
from welfarefiles.notices.waiting import gathered
from welfarefiles.notices.waiting import waiting

import os
import pytest
import transaction


@pytest.fixture
def portal(functional):
    """The site, with a lead who chose one mail a day and a head who never chose."""
    portal = functional["portal"]
    for user_id in ("lead", "head"):
        make_user(portal, user_id)
        account = api.user.get(userid=user_id)
        account.setMemberProperties({"email": f"{user_id}@school.example"})
    use_port(free_port())
    choice.choose("lead", choice.DAILY)
    transaction.commit()
    yield portal
    for path in gathered():
        os.unlink(path)


def write(number, **how):
    subject = f"WF-2026-00000{number}: access ends"
    tell(["lead", "head"], subject, [f"Line {number}."], f"http://x/{number}", **how)


def sent():
    """Mails a real server gets of what waits."""
    with mail_server(api.portal.get_registry_record("plone.smtp_port")) as server:
        sending.send_waiting()
    return {mail["To"]: mail for mail in server.mails}


def test_one_mail_of_all_messages(portal):
    for number in (1, 2):
        write(number)
        transaction.commit()
    assert list(sent()) == ["head@school.example"]
    assert len(gathered()) == 2
    assert SendDigests().needed(portal)
    assert send_digests() == 1
    transaction.commit()
    assert not SendDigests().needed(portal)
    mail = sent()["lead@school.example"]
    text = mail.get_content()
    assert mail["Subject"] == "Welfare Files: messages of the day: 2"
    for part in ("WF-2026-000001: access ends", "Line 1.", "http://x/1", "Line 2.", "http://x/2"):
        assert part in text
    assert text.index("Line 1.") < text.index("Line 2.")
    assert text.count("names nobody on purpose") == 1


def test_what_is_urgent_comes_at_once(portal):
    write(1, at_once=True)
    transaction.commit()
    assert gathered() == []
    assert set(sent()) == {"lead@school.example", "head@school.example"}


def test_an_abort_sends_and_loses_nothing(portal):
    write(1)
    transaction.abort()
    assert gathered() == []
    write(2)
    transaction.commit()
    sent()
    send_digests()
    transaction.abort()
    assert (len(gathered()), waiting()) == (1, [])


def test_nobody_to_write_to_any_more(portal):
    write(1)
    api.user.get(userid="lead").setMemberProperties({"email": ""})
    transaction.commit()
    sent()
    send_digests()
    transaction.commit()
    assert (gathered(), waiting()) == ([], [])
    transaction.begin()
    assert "mail.unreached" in {entry.action for entry in entries()}


def test_a_file_that_is_no_message_is_put_aside(portal):
    write(1)
    transaction.commit()
    with open(os.path.join(digest_folder(), "new", "0.broken"), "wb") as broken:
        broken.write(b"nothing")
    assert send_digests() == 1
    transaction.commit()
    assert gathered() == []
    assert ".rejected-0.broken" in os.listdir(os.path.join(digest_folder(), "new"))


def test_choosing(portal):
    assert (choice.way_of("lead"), choice.way_of("head")) == (choice.DAILY, choice.AT_ONCE)
    with pytest.raises(ValueError, match="never"):
        choice.choose("head", "never")
    choice.choose("lead", choice.AT_ONCE)
    write(1)
    transaction.commit()
    assert gathered() == []
    transaction.begin()
    assert "mail.chosen" in {entry.action for entry in entries()}
