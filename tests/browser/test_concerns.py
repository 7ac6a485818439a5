"""A member of staff raises a concern on a telephone, a lead makes a record of it (R024, R045)."""

from tests.browser.axe import looked_at
from tests.sample import make_file
from tests.school import signed_in
from welfarefiles.accounts import sessions
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import pupils

import pytest
import re
import transaction


SAID = "She said: “Nobody was at home.”\nTwice."
#: Presses, fields filled in, choices made, from the sign-in page to the reference.
MOST_INTERACTIONS = 15


@pytest.fixture
def listed(school):
    """The school with a list of pupils, and a file of one of them."""
    with signed_in("lead"):
        pupils(school).replace([Pupil("a" * 16, "Quenby", "Zephyrine", "5", "5B")])
        make_file(school, given_name="Quenby", family_name="Zephyrine")
    transaction.commit()
    return school


def telephone(visitor):
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    return visitor


class Counted:
    """Counts what a person has to do."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.number = 0

    def __getattr__(self, name):
        self.number += 1
        return getattr(self.visitor, name)


def test_from_sign_in_to_the_lead_s_record_and_back(visit, listed):
    person = telephone(visit())
    person.go("/login")
    staff = Counted(person)
    staff.fill("User name", "staff")
    staff.fill("Password", "a long enough passphrase")
    staff.press("Sign in")
    staff.follow("Raise a concern", within="header")
    staff.page.locator("#child").press_sequentially("zeph")
    staff.page.get_by_role("option", name="Quenby Zephyrine").click()
    staff.page.locator("#form-widgets-what").fill(SAID)

    person.page.context.set_offline(True)
    staff.page.get_by_role("button", name="Send to the leads").click()
    person.page.get_by_text("Nothing was sent").wait_for()
    assert person.page.locator("#form-widgets-what").input_value() == SAID
    assert person.page.locator("#child").input_value() == "Quenby Zephyrine, Year 5, 5B"
    person.page.context.set_offline(False)
    staff.press("Send to the leads")
    reference = re.search(r"CO-\d{4}-\d{6}", person.text)[0]
    assert staff.number <= MOST_INTERACTIONS
    assert "Quenby" not in person.text
    assert person.sticking_out == []

    lead = visit("lead")
    lead.follow("Inbox 1", within="header")
    lead.page.get_by_role("link", name=reference).click()
    lead.page.get_by_role("button", name="Take it up").wait_for()
    assert "Nobody was at home" in lead.text
    lead.press("Take it up")
    lead.fill("Nature of the concern", "Alone at home")
    lead.tick("The parents have been told", group="Parents")
    lead.press("Sign and file as the reporter's record")
    assert "Put into the file as a signed record" in lead.message
    lead.page.locator("dd a").first.click()
    lead.page.get_by_role("heading", name="Alone at home").first.wait_for()
    assert "Nobody was at home" in lead.text
    assert "staff" in lead.text

    person.go("/" + "/".join(listed.getPhysicalPath()[2:]) + "/concerns/@@my-concerns")
    assert "Acted on" in person.text
    assert "Alone at home" not in person.text
    assert "WF-" not in person.text


def test_with_keys_alone_and_without_scripts(visit, listed):
    person = visit("staff")
    place = "/" + "/".join(listed.getPhysicalPath()[2:]) + "/concerns"
    person.go(f"{place}/@@raise")
    child = person.page.locator("#child")
    child.focus()
    child.press_sequentially("5b")
    person.page.get_by_role("option").first.wait_for()
    child.press("ArrowDown")
    child.press("Enter")
    assert child.input_value() == "Quenby Zephyrine, Year 5, 5B"
    assert person.page.locator("[role=listbox]").is_hidden()
    plain = visit("staff", scripts=False)
    plain.go(f"{place}/@@raise")
    plain.page.locator("#child").fill("A boy with a red bicycle")
    plain.page.locator("#form-widgets-what").fill(SAID)
    plain.press("Send to the leads")
    assert re.search(r"CO-\d{4}-\d{6}", plain.text)


@pytest.mark.parametrize("name", ["raise", "ask-to-see"])
def test_sent_signed_out_without_scripts_it_comes_back_filled_in(visit, listed, name):
    person = visit("staff", scripts=False)
    place = "/" + "/".join(listed.getPhysicalPath()[2:]) + "/concerns"
    person.go(f"{place}/@@{name}")
    what = "#form-widgets-what" if name == "raise" else "[name=what]"
    person.page.locator("#child").fill("A boy with a red bicycle")
    person.page.locator(what).fill(SAID)
    if name == "raise":
        person.page.locator("#form-widgets-danger").check()
    else:
        person.page.locator("[name=who]").first.check()
        person.page.locator("[name=name]").fill("Mr Otterbury")
        person.page.locator("[name=day]").fill("2026-11-19")
    sessions.end_all_of("staff", "a test")
    person.page.locator("main button[type=submit]").click()
    assert "red bicycle" not in person.page.content()
    person.fill_in_and_sign_in("staff")
    assert "You had been signed out" in person.text
    assert person.page.locator("#child").input_value() == "A boy with a red bicycle"
    assert person.page.locator(what).input_value() == SAID
    assert name != "raise" or person.page.locator("#form-widgets-danger").is_checked()
    person.page.locator("main button[type=submit]").click()
    assert re.search(r"(CO|RQ)?-?\d{4}-\d{6}", person.text)
    person.go(f"{place}/@@{name}")
    assert person.page.locator(what).input_value() == ""


def test_nothing_for_axe_to_object_to(visit, listed):
    place = "/" + "/".join(listed.getPhysicalPath()[2:]) + "/concerns"
    staff = visit("staff")
    staff.go(f"{place}/@@raise")
    staff.page.locator("#child").fill("Somebody")
    staff.page.locator("#form-widgets-what").fill(SAID)
    wrong = looked_at(staff, "raise")
    staff.press("Send to the leads")
    wrong += looked_at(staff, "sent")
    for name in ("ask-to-see", "my-concerns"):
        staff.go(f"{place}/@@{name}")
        wrong += looked_at(staff, name)
    staff.go(f"{place}/@@raise")
    staff.press("Send to the leads")
    assert staff.page.title().startswith("Error: ")
    wrong += looked_at(staff, "raise with errors")
    lead = visit("lead")
    lead.go(f"{place}/@@inbox")
    lead.fill("Words in what was raised", "nobody was")
    lead.press("Search the inbox")
    wrong += looked_at(lead, "inbox")
    lead.page.locator(".todo a").first.click()
    wrong += looked_at(lead, "concern")
    lead.press("Take it up")
    lead.page.get_by_text("No file is needed").first.click()
    lead.fill("Why no file is needed", "A misunderstanding")
    lead.press("Record that no file is needed")
    lead.go(f"{place}/@@pupils")
    wrong += looked_at(lead, "pupils")
    records = visit("records")
    records.go(f"{place.rpartition('/')[0]}/@@raised-kept")
    assert "CO-" in records.text
    wrong += looked_at(records, "raised, in no file")
    assert wrong == []
