"""A whole transfer: the lead, a second person, and a receiver who has no account."""

from pathlib import Path
from tests.browser.axe import violations
from tests.browser.recording import CHILD
from tests.jobsite import work_off
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from welfarefiles.calendars import london
from welfarefiles.notices.waiting import read_mail
from welfarefiles.notices.waiting import waiting
from welfarefiles.packs.encryption import opened_zip
from welfarefiles.transfer import steps
from welfarefiles.transfer.store import transfers_of

import re
import transaction


def looks_right(visitor, name):
    visitor.picture(name)
    assert violations(visitor.page) == []


def test_a_transfer_from_the_lead_to_a_receiver_without_account(http, visit, school):
    given, family = CHILD.split()
    file = make_complete_file(school, given_name=given, family_name=family)
    for path in waiting():
        Path(path).unlink()
    transaction.commit()
    lead, head = visit("lead"), visit("head")
    page = prepare(lead, "/" + "/".join(file.getPhysicalPath()[2:]))
    agree(head, page)
    lead.page.goto(page)
    lead.page.get_by_role("link", name="Write the summary of transfer").click()
    assert lead.field("Receiving school").is_visible()
    transaction.begin()
    make_agreed_summary(file, "transfer")
    transaction.commit()

    lead.page.goto(page)
    lead.tick("I have checked the receiving school and what goes")
    looks_right(lead, "transfer-ready")
    lead.press("Close the files and build the pack")
    assert "/@@job/" in lead.page.url
    lead.page.goto("about:blank")  # the page of the job moves on by itself
    work_off(http)
    lead.page.goto(page)
    lead.press("Send the link")
    looks_right(lead, "transfer-secrets")
    code, passphrase = lead.lines("code.secret-text")
    receive(visit(None), link_in_mail(), code, passphrase)

    lead.page.goto(page)
    assert "Rowan Ashdown" in lead.text
    looks_right(lead, "transfer-received")
    transaction.begin()
    [transfer] = transfers_of(school).all()
    assert transfer.state == steps.RECEIVED


def prepare(lead, file):
    """Answer the questions without consent, and say why it goes; address of the transfer."""
    lead.go(file)
    lead.page.goto(f"{lead.base}{file}/@@transfer")
    looks_right(lead, "transfer-questions")
    lead.fill("Receiving school", "Elmhurst School")
    lead.fill("Its official email address", "office@elmhurst.example")
    lead.fill("The child leaves, or left, on", london.today().isoformat())
    lead.tick("Refused", group="Consent to send the welfare file")
    lead.tick("No", group="Is anything relevant shared before the child leaves?")
    lead.fill("Why, and what", "They know the child.")
    lead.tick("Yes", group="Have the parents been told")
    lead.press("Prepare the transfer")
    assert "There is no summary of transfer." in lead.text
    looks_right(lead, "transfer-prepared")
    lead.fill("Why the need to share outweighs it", "The child is at risk without it.")
    lead.press("Propose it")
    return lead.page.url


def agree(head, page):
    head.page.goto(page)
    looks_right(head, "transfer-second-person")
    head.press("Agree that the welfare file goes without consent")
    assert "agreed by" in head.text


def link_in_mail():
    """The link in the only mail that has one."""
    texts = [read_mail(path)[1].get_content() for path in waiting()]
    [link] = [found[0] for text in texts if (found := re.search(r"http\S+receipt\?link=\S+", text))]
    return link


def receive(receiver, link, code, passphrase):
    """What somebody at the other school does with the mail and the telephone call."""
    receiver.go("/@@receipt?link=" + link.partition("link=")[2])
    looks_right(receiver, "receipt-code")
    receiver.fill("Code", "AAAA-AAAA")
    receiver.press("Go on")
    assert "This did not work" in receiver.text
    receiver.fill("Code", code.lower())
    receiver.press("Go on")
    receiver.press("Go on")
    assert "Enter your name." in receiver.text
    looks_right(receiver, "receipt-who")
    receiver.fill("Your name", "Rowan Ashdown")
    receiver.fill("Your role at the school", "Designated safeguarding lead")
    receiver.fill("Your school", "Elmhurst School")
    receiver.fill("Your official email address there", "rowan@elmhurst.example")
    receiver.press("Go on")
    looks_right(receiver, "receipt-pack")
    with receiver.page.expect_download() as saved:
        receiver.page.get_by_role("button", name="Save the pack").click()
    read(receiver, saved.value.path(), passphrase)
    receiver.page.get_by_role("button", name="I have received and opened this part").click()
    receiver.page.wait_for_load_state()
    assert "Thank you: everything is confirmed" in receiver.text
    looks_right(receiver, "receipt-done")


def read(receiver, path, passphrase):
    """Unpack it, and read its first page as a browser without a network shows it."""
    place = Path(path).parent / "unpacked"
    with open(path, "rb") as file, opened_zip(file, passphrase) as opened:
        opened.extractall(place)
    reader = receiver.page.context.browser.new_context(offline=True, java_script_enabled=False)
    page = reader.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((place / "index.html").as_uri())
    assert CHILD in page.inner_text("main")
    assert len(asked) == 1
    for link in page.locator("article a").all()[:4]:
        assert (place / link.get_attribute("href")).is_file()
    reader.close()
