"""The pages of a transfer over real HTTP: from the lead to a receiver who has no account."""

from lxml import html
from pathlib import Path
from tests.api import path_of
from tests.api import Person
from tests.door import Door
from tests.jobsite import work_off
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from tests.school import state_of
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import read_mail
from welfarefiles.notices.waiting import waiting
from welfarefiles.packs import spool
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.transfer import steps
from welfarefiles.transfer.store import transfers_of

import io
import pytest
import re
import transaction


TODAY = london.today().isoformat()
ANSWERS = {
    "school": "Elmhurst School",
    "email": "office@elmhurst.example",
    "leaves_on": TODAY,
    "consent": "refused",
    "shared_early": "no",
    "early_reason": "They know the child.",
    "parents_told": "yes",
    "chaser": "lead",
}
RECEIVER = {
    "name": "Rowan Ashdown",
    "role": "Designated safeguarding lead",
    "school": "Elmhurst School",
    "address": "rowan@elmhurst.example",
}


@pytest.fixture
def school(http):
    make_people(http["portal"])
    for path in waiting():
        Path(path).unlink()
    return make_staffed_school(http["portal"])


@pytest.fixture
def file(school):
    file = make_complete_file(school, given_name="Orlando", family_name="Zephyrine")
    transaction.commit()
    return file


def transfer_now(school):
    transaction.begin()
    return transfers_of(school).all()[0]


def link_in_mail():
    """(address, link) of the only mail that waits."""
    mails = [read_mail(path) for path in waiting()]
    [(to, mail)] = [one for one in mails if "receipt?link=" in one[1].get_content()]
    text = mail.get_content()
    assert "Zephyrine" not in str(mail)
    return to, re.search(r"http\S+@@receipt\?link=[\w-]+", text)[0], text


def test_the_whole_way(http, school, file):
    lead, head, office = (Person(http, one) for one in ("lead", "head", "office"))
    form = f"{path_of(file)}/@@transfer"
    assert "Enter the receiving school." in lead.send(form, **{**ANSWERS, "school": ""})[1]
    lead.send(form, **ANSWERS)
    transfer = transfer_now(school)
    page = f"{path_of(school)}/@@transfer-of?id={transfer.id}"
    shown = lead.page(page)[1]
    assert "There is no summary of transfer." in shown
    assert "two people have to say why" in shown
    [way] = re.findall(r'href="([^"]*\+\+add\+\+ClosingSummary[^"]*)"', shown)
    assert way.endswith("?purpose=transfer")
    for asked, wanted in (("transfer", "transfer"), ("tomorrow", "closure")):
        _status, form = lead.page(f"{path_of(file)}/++add++ClosingSummary?purpose={asked}")
        assert chosen(form, "purpose") == [wanted]
    lead.send(page, do="override", why="The child is at risk without it.")
    assert "A second person has to agree" in lead.page(page)[1]
    assert lead.send(page, do="agree-override")[1].count("Somebody else has to agree")
    head.send(page, do="agree-override")
    transaction.begin()
    make_agreed_summary(file, "transfer")
    transaction.commit()
    assert "Nothing is missing" in lead.page(page)[1]
    assert office.send(page, do="hand-over", sure="1")[0] == 404
    lead.send(page, do="hand-over", sure="1")
    transaction.begin()
    assert state_of(file) == "transferred"
    work_off(http)
    assert transfer_now(school).state == steps.READY
    assert office.send(page, do="send")[0] == 404
    shown = lead.send(page, do="send")[1]
    code, passphrase = re.findall(r'class="secret-text"[^>]*>([^<]+)<', shown)
    assert passphrase not in lead.page(page)[1]
    to, link, text = link_in_mail()
    assert to == ["office@elmhurst.example"]
    assert code not in text
    assert passphrase not in text
    receive(http, school, link, code, passphrase)
    assert "Rowan Ashdown" in office.page(page)[1]
    actions = [entry.action for entry in entries(Filter(file_uid=file.UID()), limit=200)]
    wanted = {"prepared", "override-agreed", "handed-over", "packed", "sent", "opened",
              "identified", "fetched", "confirmed"}  # fmt: skip
    assert {f"transfer.{one}" for one in wanted} <= set(actions)


def chosen(page, name):
    """Values that a form begins with, of a field of choices."""
    field = f"starts-with(@name, 'form.widgets.{name}')"
    tree = html.fromstring(page)
    return tree.xpath(
        f"//input[{field} and @checked]/@value|//select[{field}]/option[@selected]/@value"
    )


def receive(http, school, link, code, passphrase):
    door = Door(http)
    path = "@@receipt" + link.partition("@@receipt")[2]
    shown = door.go(f"/{path}")
    assert school.title not in shown
    door.send(f"/{path}", do="open", code=code)
    shown = door.go(f"/{path}")
    assert school.title in shown
    for word in ("Zephyrine", "Orlando"):
        assert word not in shown
    assert "official email" in door.send(f"/{path}", do="identify", **{**RECEIVER, "address": "x"})
    door.send(f"/{path}", do="identify", **RECEIVER)
    door.send(f"/{path}", do="fetch")
    with opened_zip(io.BytesIO(door.answer.content), passphrase) as opened:
        assert b"Orlando" in opened.read("index.html")
    shown = door.send(f"/{path}", do="confirm", part="1")
    assert "everything is confirmed" in shown
    transfer = transfer_now(school)
    assert transfer.state == steps.RECEIVED
    assert transfer.receipts["1"].name == "Rowan Ashdown"
    assert spool.pack_path(transfer.pack.id) is None
    assert "This did not work" in door.send(f"/{path}", do="open", code=code)


def test_who_is_not_named_for_the_kind_of_file_finds_nothing(http, school, file):
    lead = Person(http, "lead")
    lead.send(f"{path_of(file)}/@@transfer", **ANSWERS)
    transfer = transfer_now(school)
    name_for(school, "stranger", "Welfare Lead", "ChildProtectionFile")
    transaction.commit()
    page = f"{path_of(school)}/@@transfer-of?id={transfer.id}"
    stranger = Person(http, "stranger")
    assert stranger.page(page)[0] == 404
    assert transfer.answers.school not in stranger.page(f"{path_of(school)}/@@transfers")[1]
    for user_id in ("staff", "auditor", "worker"):
        assert Person(http, user_id).page(page)[0] == 404
    assert Person(http, "records").page(page)[0] == 200


def test_a_form_of_another_page_changes_nothing(http, school, file):
    lead = Person(http, "lead")
    lead.send(f"{path_of(file)}/@@transfer", **ANSWERS)
    page = f"{path_of(school)}/@@transfer-of?id={transfer_now(school).id}"
    lead.send(page, do="withdraw", why="x", _authenticator="forged")
    assert transfer_now(school).state == steps.PREPARED
    with signed_in("lead"):
        assert transfer_now(school).withdrawn_why == ""
