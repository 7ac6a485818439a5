"""Mail to staff: it waits in a queue from the end of the transaction until the server takes it."""

from plone import api
from tests.mailserver import free_port
from tests.mailserver import mail_server
from tests.mailserver import use_port
from tests.sample import make_user
from welfarefiles.notices import sending
from welfarefiles.notices.mail import address_of
from welfarefiles.notices.mail import letter
from welfarefiles.notices.mail import PERSON
from welfarefiles.notices.mail import tell
from welfarefiles.notices.waiting import queue_folder
from welfarefiles.notices.waiting import refused
from welfarefiles.notices.waiting import waiting

import os
import pytest
import smtplib
import transaction


@pytest.fixture
def portal(functional):
    """The site, with two people who have an address and one who has none, and no mail server."""
    portal = functional["portal"]
    for user_id in ("lead", "head", "silent"):
        make_user(portal, user_id)
        if user_id != "silent":
            account = api.user.get(userid=user_id)
            account.setMemberProperties({"email": f"{user_id}@school.example"})
    use_port(free_port())
    transaction.commit()
    return portal


def port():
    return api.portal.get_registry_record("plone.smtp_port")


def write(*user_ids, subject="WF-2026-000001: access ends"):
    return tell(user_ids, subject, ["Access to WF-2026-000001 ends.", "Look at it."], "http://x/y")


def test_one_mail_for_each_person_who_has_an_address(portal):
    assert write("lead", "head", "silent", "nobody", "lead") == ["silent", "nobody"]
    assert waiting() == []  # until the transaction ends
    transaction.commit()
    assert len(waiting()) == 2


def test_nothing_waits_after_an_abort(portal):
    write("lead")
    transaction.abort()
    assert waiting() == []
    assert os.listdir(os.path.join(queue_folder(), "tmp")) == []


def test_server_down_is_a_waiting_mail_and_up_again_it_goes(portal):
    write("lead", "head")
    transaction.commit()
    with pytest.raises(sending.MailServerDown):
        sending.send_waiting()
    assert len(waiting()) == 2
    with mail_server(port()) as server:
        assert sending.send_waiting()[sending.SENT] == 2
        assert sending.send_waiting()[sending.SENT] == 0
    assert waiting() == []
    assert sorted(mail["To"] for mail in server.mails) == [
        "head@school.example",
        "lead@school.example",
    ]
    mail = server.mails[0]
    assert mail["From"] == "Oakfield <welfare@school.example>"
    assert mail["Subject"] == "WF-2026-000001: access ends"
    assert PERSON not in mail
    assert "Look at it." in mail.get_content()
    assert "http://x/y" in mail.get_content()


def test_no_sender_in_the_settings_is_a_waiting_mail(portal):
    write("lead")
    api.portal.set_registry_record("plone.email_from_address", value="")
    transaction.commit()
    with pytest.raises(sending.MailServerDown):
        sending.send_waiting()
    assert len(waiting()) == 1


@pytest.mark.parametrize(("answer", "left"), [("451 later", 1), ("554 never", 0)])
def test_refused_for_now_waits_and_refused_for_good_is_put_aside(portal, answer, left):
    write("lead")
    transaction.commit()
    with mail_server(port()) as server:
        server.refusal = answer
        if left:
            with pytest.raises(sending.MailServerDown):
                sending.send_waiting()
        else:
            assert sending.send_waiting()[sending.REFUSED] == 1
    assert (len(waiting()), refused()) == (left, 1 - left)


def test_two_senders_do_not_send_one_mail_twice(portal):
    write("lead")
    transaction.commit()
    [path] = waiting()
    with mail_server(port()) as server, sending._alone(path) as mine:
        assert mine
        assert sending.send_waiting() == {"sent": 0, "refused": 0, "elsewhere": 1}
    assert server.mails == []


def test_sender_killed_long_ago_does_not_stop_a_mail(portal):
    write("lead")
    transaction.commit()
    [path] = waiting()
    folder, name = os.path.split(path)
    os.link(path, os.path.join(folder, f".sending-{name}"))
    os.utime(path, (1, 1))
    with mail_server(port()) as server:
        sending.send_waiting()
    assert len(server.mails) == 1
    assert os.listdir(folder) == []


def test_mail_hosts_own_queue_is_used_when_it_is_on(portal, tmp_path):
    portal.MailHost.smtp_queue = True
    portal.MailHost.smtp_queue_directory = str(tmp_path / "own" / "queue")
    write("lead")
    transaction.commit()
    assert [str(tmp_path) in path for path in waiting()] == [True]


@pytest.mark.parametrize("text", ["", "nobody", "a b@c", "a@b\nCc: x@y", "a@", "@b", "ä@b.ex"])
def test_what_is_no_address_is_none(portal, text):
    api.user.get(userid="silent").setMemberProperties({"email": text})
    assert address_of("silent") is None


def test_subject_cannot_add_a_header():
    mail = letter("lead", "lead@school.example", "One\r\nBcc: somebody@else.example", ["Text"])
    assert mail["Subject"] == "One Bcc: somebody@else.example"
    assert mail["Bcc"] is None


def test_wrong_password_for_the_server_is_not_the_mails_fault():
    assert not sending._for_good(smtplib.SMTPAuthenticationError(535, b"no"))
