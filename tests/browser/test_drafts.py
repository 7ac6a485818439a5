"""Typed, not saved, and still there: a closed tab, a broken line, two texts of one record."""

from tests.browser.axe import looked_at
from tests.browser.test_forms import file
from tests.browser.test_forms import SAID
from tests.browser.test_forms import write_a_note
from tests.browser.visitor import Visitor


__all__ = ["file"]  # a fixture


def wait_until_kept(visitor):
    visitor.page.get_by_text("Kept at ").wait_for()


def another_tab(visitor):
    """The same person later: nothing of the page they typed in is there any more."""
    page = visitor.page.context.new_page()
    visitor.page.close()
    return Visitor(page, visitor.base)


def test_found_again_from_the_home_page_gone_on_with_and_saved(visit, file):
    lead = visit("lead")
    write_a_note(lead, file)
    wait_until_kept(lead)
    assert lead.page.evaluate("localStorage.length + sessionStorage.length") == 0
    later = another_tab(lead)
    later.go("")
    wrong = looked_at(later, "home")
    later.page.get_by_role("link", name="Go on").click()
    assert later.field("What was said and seen").input_value() == SAID
    assert later.page.title().startswith("Contact note")
    wrong += looked_at(later, "gone on with")
    later.press("Sign and file")
    assert "Signed and filed" in later.message
    later.go("")
    assert "Begun and not saved" not in later.text
    assert wrong == []
    lead.page = later.page


def test_offered_at_the_form_and_thrown_away(visit, file):
    lead = visit("lead")
    write_a_note(lead, file)
    wait_until_kept(lead)
    later = another_tab(lead)
    later.go(f"{file}/++add++ContactNote")
    assert later.field("What was said and seen").input_value() == ""
    later.page.locator(".begun summary").click()
    later.picture("21-begun")
    assert looked_at(later, "begun") == []
    later.press("Throw away for good")
    assert later.message == "Thrown away"
    assert later.page.locator(".begun").count() == 0
    lead.page = later.page


def test_without_connection_it_says_so_and_tries_again(visit, file):
    lead = visit("lead")
    write_a_note(lead, file)
    wait_until_kept(lead)
    lead.page.context.set_offline(True)
    lead.fill("Outcome", "Another")
    lead.page.get_by_text("Not kept: no connection").wait_for()
    lead.page.context.set_offline(False)
    wait_until_kept(lead)


def test_somebody_saved_meanwhile_both_texts_are_shown(visit, file):
    lead = visit("lead")
    write_a_note(lead, file)
    lead.press("Keep as draft")
    note = lead.page.url
    lead.go(f"{note}/edit")
    lead.fill("Outcome", "A breakfast place, and the nurse.")
    wait_until_kept(lead)
    later = another_tab(lead)
    later.go(f"{note}/edit")
    later.fill("Outcome", "A breakfast place from Monday.")
    later.press("Keep as draft")
    later.go(f"{note}/edit")
    later.page.locator(".begun li > a").click()
    later.page.get_by_text("This is what you began on").wait_for()
    later.press("Keep as draft")
    assert later.lines(".both .said") == [
        "A breakfast place from Monday.",
        "A breakfast place, and the nurse.",
    ]
    later.tick("Keep what I wrote")
    later.press("Keep as draft")
    assert "and the nurse." in later.text
    lead.page = later.page
