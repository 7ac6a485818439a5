"""A body map in front of a real browser: by touch on a telephone, by keys, without scripts."""

from tests.browser.axe import looked_at
from tests.concerns import page
from tests.school import signed_in
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import pupils

import pytest
import transaction


SAID = "She showed me her hand."
PLACE = "select[name$='.place:list']"


@pytest.fixture
def raise_page(school):
    """Address of the form of a school with a list of pupils."""
    with signed_in("lead"):
        pupils(school).replace([Pupil("a" * 16, "Quenby", "Zephyrine", "5", "5B")])
    transaction.commit()
    return "/" + page(school).strip("/").partition("/")[2]


def places(person):
    return [one.input_value() for one in person.page.locator(PLACE).all()]


def opened(person, address):
    person.go(address)
    person.page.locator("#child").fill("Quenby Zephyrine")
    person.page.locator("#form-widgets-what").fill(SAID)
    person.page.get_by_text("Mark where it was seen on the body").click()
    return person.page.locator("svg[data-side=front]")


def touch(drawing, across, down):
    box = drawing.bounding_box()
    drawing.click(position={"x": box["width"] * across, "y": box["height"] * down})


def test_by_touch_on_a_telephone_and_the_lead_sees_it(visit, raise_page):
    person = visit("staff")
    person.page.set_viewport_size({"width": 390, "height": 800})
    front = opened(person, raise_page)
    assert front.bounding_box()["width"] >= 250
    touch(front, 0.84, 0.6)
    assert places(person) == ["front-left-hand"]
    person.page.locator("select[name$='.kind:list']").select_option("bruise")
    touch(person.page.locator("svg[data-side=back]"), 0.42, 0.52)
    assert places(person) == ["front-left-hand", "back-left-buttock"]
    mark = person.page.locator("[data-mark]").nth(1)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    person.page.mouse.move(*middle)
    person.page.mouse.down()
    person.page.mouse.move(middle[0], middle[1] - 80, steps=3)
    person.page.mouse.up()
    assert places(person) == ["front-left-hand", "back-left-side"]
    assert person.page.locator("[data-mark]").count() == 2
    person.page.get_by_role("button", name="Remove this row").nth(1).click()
    assert person.page.locator("[data-mark]").count() == 1
    assert person.sticking_out == []
    person.press("Send to the leads")
    assert "The leads have it" in person.text
    lead = visit("lead")
    lead.follow("Inbox 1", within="header")
    lead.page.locator(".todo a").first.click()
    lead.page.locator(".bodymap-drawing .mark").first.wait_for()
    assert "1. Front: left palm, Bruise" in lead.text
    assert lead.page.locator(".bodymap-drawing .mark").count() == 1
    assert person.faults == lead.faults == []


def test_with_keys_alone(visit, raise_page):
    person = visit("staff")
    opened(person, raise_page)
    keys = person.page.keyboard
    person.page.get_by_role("button", name="Add mark").press("Enter")
    keys.type("Front: left knee")
    assert places(person) == ["front-left-knee"]
    mark = person.page.get_by_role("button", name="Mark 1, Front: left knee")
    mark.focus()
    for _step in range(3):
        keys.press("Shift+ArrowDown")
    assert places(person) == ["front-left-shin"]
    person.page.get_by_role("button", name="Mark 1, Front: left shin").press("Enter")
    keys.type("Cut")
    person.press("Send to the leads")
    assert "The leads have it" in person.text


def test_without_scripts(visit, raise_page):
    person = visit("staff", scripts=False)
    opened(person, raise_page)
    person.page.locator(PLACE).first.select_option("back-head")
    person.press("Send to the leads")
    assert "Choose what it is" in person.text
    person.page.locator("select[name$='.kind:list']").first.select_option("burn")
    person.press("Send to the leads")
    assert "The leads have it" in person.text


def test_nothing_for_axe_to_object_to(visit, raise_page):
    person = visit("staff")
    front = opened(person, raise_page)
    touch(front, 0.84, 0.6)
    touch(front, 0.5, 0.4)
    assert looked_at(person, "body map") == []
