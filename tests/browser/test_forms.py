"""Forms under a real hand: mistakes, impatience, a page gone stale, no mouse, no script."""

from tests.browser.visitor import Visitor
from tests.sample import PASSWORD
from tests.school import make_complete_file
from tests.school import YESTERDAY
from tests.unit.test_messages import make_eml
from tests.unit.test_messages import make_msg
from tests.unit.test_messages import SENT
from welfarefiles.accounts import sessions

import pytest
import transaction


SAID = "She described the mornings.\nTwice."


@pytest.fixture
def file(school):
    """Address, below the portal, of a file with one note in it."""
    made = make_complete_file(school, given_name="Quenby")
    transaction.commit()
    return "/" + "/".join(made.getPhysicalPath()[2:])


@pytest.fixture
def lead(visit):
    return visit("lead")


def write_a_note(visitor, file):
    """A note that lacks nothing, not sent yet."""
    visitor.go(f"{file}/++add++ContactNote")
    visitor.moment(YESTERDAY)
    visitor.pick("Kind of contact", "Home visit")
    visitor.fill("Who it was with", "Grandmother")
    visitor.fill("Who was present", "The mother and the child")
    visitor.fill("What was said and seen", SAID)
    visitor.fill("Outcome", "A breakfast place.")


def contacts(visitor, file):
    """Headings of the contacts in the file."""
    visitor.go(f"{file}/@@contacts")
    return visitor.lines(".line h3")


def test_mistakes_are_explained_and_nothing_typed_is_lost(lead, file):
    lead.go(f"{file}/++add++ContactNote")
    lead.moment(YESTERDAY)
    lead.group("When it happened").get_by_label("Time").fill("")
    lead.fill("What was said and seen", SAID)
    lead.page.get_by_role("button", name="Add action").click()
    lead.group("Action 1").get_by_label("By whom").fill("The class teacher")
    lead.press("Sign and file")
    assert lead.page.title().startswith("Error: ")
    assert lead.errors == [
        "Enter the time as well as the date",
        "Choose the kind of contact",
        "Enter who it was with",
        "Enter the outcome",
        "Enter the action",
    ]
    date, time = (lead.group("When it happened").get_by_label(part) for part in ("Date", "Time"))
    assert (date.input_value(), time.input_value()) == (f"{YESTERDAY:%Y-%m-%d}", "")
    assert lead.field("What was said and seen").input_value() == SAID
    whom = lead.group("Action 1").get_by_label("By whom")
    assert whom.input_value() == "The class teacher"
    lead.picture("20-errors")


def test_each_line_of_the_summary_leads_to_its_field(lead, file):
    lead.go(f"{file}/++add++ContactNote")
    lead.press("Sign and file")
    for line in lead.errors:
        lead.page.locator(".sum").get_by_role("link", name=line, exact=True).click()
        focused = lead.page.locator(":focus")
        beside = focused.locator("xpath=ancestor::*[contains(@class, 'field')][1]")
        assert line in beside.locator(".why").inner_text()
        assert focused.evaluate("node => node.matches('input, select, textarea')"), line


@pytest.mark.parametrize("scripts", [True, False])
def test_sent_twice_it_is_one_record(visit, file, scripts):
    lead = visit("lead", scripts=scripts)
    write_a_note(lead, file)
    lead.page.get_by_role("button", name="Sign and file").dblclick()
    lead.page.wait_for_url(lambda address: "++add++" not in address)
    assert len(contacts(lead, file)) == 2
    if not scripts:
        lead.page.go_back()
        lead.page.go_back()
        lead.press("Sign and file")
        assert len(contacts(lead, file)) == 2


def test_a_stale_page_gives_the_text_back(lead, file):
    write_a_note(lead, file)
    lead.page.locator("main [name=_authenticator]").evaluate("node => { node.value = 'x' }")
    lead.press("Sign and file")
    assert "nothing was saved yet" in lead.text
    assert lead.field("What was said and seen").input_value() == SAID
    lead.picture("20-stale")
    lead.press("Sign and file")
    assert lead.message == "Signed and filed"
    assert len(contacts(lead, file)) == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_two_tabs_show_both_texts_and_lose_none(visit, file, scripts):
    lead = visit("lead", scripts=scripts)
    write_a_note(lead, file)
    lead.press("Keep as draft")
    note = lead.page.url
    lead.go(f"{note}/edit")
    other = Visitor(lead.page.context.new_page(), lead.base)
    other.go(f"{note}/edit")
    other.fill("Outcome", "A breakfast place from Monday.")
    other.press("Keep as draft")
    lead.fill("Outcome", "A breakfast place, and the nurse.")
    lead.press("Keep as draft")
    assert "Nothing you entered is lost" in lead.text
    assert lead.lines(".both .said") == [
        "A breakfast place from Monday.",
        "A breakfast place, and the nurse.",
    ]
    lead.picture("20-two-texts")
    lead.tick("Keep what I wrote")
    lead.fill("Outcome", "A breakfast place from Monday, and the nurse.")
    lead.press("Keep as draft")
    assert lead.message == "Saved"
    assert "from Monday, and the nurse." in lead.text


def test_without_scripts_a_form_sent_signed_out_comes_back_filled_in(visit, file):
    lead = visit("lead", scripts=False)
    write_a_note(lead, file)
    sessions.end_all_of("lead", "a test")
    lead.page.get_by_role("button", name="Sign and file").click()
    assert SAID not in lead.page.content()
    lead.fill_in_and_sign_in("lead")
    assert "You had been signed out" in lead.text
    assert lead.field("What was said and seen").input_value() == SAID
    lead.picture("20-given-back")
    lead.press("Sign and file")
    assert lead.message == "Signed and filed"
    assert len(contacts(lead, file)) == 2
    lead.go(f"{file}/++add++ContactNote")
    assert lead.field("What was said and seen").input_value() == ""


def test_what_was_sent_signed_out_comes_back_to_nobody_else(visit, file):
    lead = visit("lead", scripts=False)
    write_a_note(lead, file)
    sessions.end_all_of("lead", "a test")
    lead.page.get_by_role("button", name="Sign and file").click()
    lead.fill("User name", "worker")
    lead.fill("Password", PASSWORD)
    lead.press("Sign in")
    other = visit("head", scripts=False)
    for visitor in (lead, other):
        visitor.go(f"{file}/++add++ContactNote")
        assert SAID not in visitor.page.content()


def test_signed_out_meanwhile_nothing_is_lost(lead, file):
    write_a_note(lead, file)
    lead.page.context.clear_cookies()
    lead.page.get_by_role("button", name="Sign and file").click()
    lead.page.get_by_text("Nothing was sent, because you have been signed out").wait_for()
    lead.picture("20-signed-out")
    with lead.page.context.expect_page() as opened:
        lead.page.get_by_role("link", name="Sign in in another tab").click()
    Visitor(opened.value, lead.base).fill_in_and_sign_in("lead")
    assert lead.field("What was said and seen").input_value() == SAID
    lead.press("Sign and file")
    assert lead.message == "Signed and filed"


def test_an_empty_file_is_refused_and_says_why(lead, file, tmp_path):
    empty, good = tmp_path / "empty.txt", tmp_path / "note.txt"
    empty.write_bytes(b"")
    good.write_text("The kingfisher came back.")
    lead.go(f"{file}/@@upload")
    lead.page.set_input_files("input[type=file]", [empty, good])
    for line in lead.page.locator(".uploads > li").all():
        line.get_by_label("Kind of document").select_option(label="Letter")
    lead.page.get_by_role("button", name="Upload", exact=True).click()
    lead.page.get_by_text("1 filed, 1 still to be put right").wait_for()
    first, second = lead.lines(".uploads > li")
    assert "This file is empty" in first
    assert second.splitlines()[-1] == "Filed"
    lead.picture("20-empty-file")
    lead.page.get_by_role("button", name="Take out: empty.txt").click()
    lead.follow("Back to the documents")
    assert lead.lines(".line h3") == ["Letter"]


def test_two_emails_become_records(lead, file, tmp_path):
    """One of the internet, one of Outlook, dropped together; each says what it led to."""
    eml, msg = tmp_path / "monday.eml", tmp_path / "tuesday.msg"
    eml.write_bytes(make_eml(subject="Monday", attachments=[("plan.pdf", b"%PDF-")]).as_bytes())
    msg.write_bytes(make_msg(subject="Tuesday", body="He came.", sent=SENT))
    lead.go(f"{file}/@@upload")
    lead.page.set_input_files("input[type=file]", [eml, msg])
    lines = lead.page.locator(".uploads > li").all()
    lead.page.get_by_role("button", name="Upload", exact=True).click()
    lead.page.get_by_text("0 filed, 2 still to be put right").wait_for()
    for line in lines:
        assert line.get_by_label("Kind of document").count() == 0
        line.get_by_label("did it lead to something?").select_option(value="record")
        line.get_by_label("what it led to").fill("A breakfast place.")
    lead.picture("20-emails")
    lead.press("Upload")
    lead.page.wait_for_url("**/@@documents")
    assert sorted(lead.lines(".line h3")) == ["Email: Monday", "Email: Tuesday"]
    lead.follow("Email: Monday")
    lead.picture("20-email-filed")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="plan.pdf").click()
    assert download.value.suggested_filename.endswith(".pdf")
    lead.go(f"{file}/@@chronology")
    assert "Email: Monday" in lead.text


def test_a_note_without_the_mouse(lead, file):
    keyboard = lead.page.keyboard
    lead.go(file)
    reach(lead, "Add contact note")
    keyboard.press("Enter")
    lead.page.wait_for_url("**/++add++ContactNote")
    reach(lead, "Date")
    year = YESTERDAY.year - 1
    keyboard.type(f"1111{year}")  # the eleventh of November, whichever comes first
    reach(lead, "Time")
    keyboard.type("1015A")
    reach(lead, "Kind of contact")
    keyboard.type("Tele")
    for label in ("Who it was with", "What was said and seen", "Outcome"):
        reach(lead, label)
        keyboard.type(f"Typed: {label}")
    reach(lead, "Sign and file")
    keyboard.press("Enter")
    lead.page.wait_for_url(lambda address: "++add++" not in address)
    assert lead.message == "Signed and filed"
    assert f"11 November {year}, 10:15" in lead.text
    assert "Typed: Outcome" in lead.text


def reach(visitor, name):
    """Press Tab until what has the focus is called so; the focus can be seen there."""
    for _step in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(FOCUSED).startswith(name):
            assert visitor.page.evaluate(OUTLINED), name
            return
    raise AssertionError(f"Tab does not lead to {name}")


FOCUSED = """() => {
  const node = document.activeElement;
  return (node.labels?.[0] || node).innerText.trim();
}"""
OUTLINED = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
