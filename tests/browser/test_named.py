"""Other children named, and one contact for two of them: settled and signed in a real browser."""

from datetime import datetime
from tests.browser.axe import looked_at
from tests.school import make_complete_file
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.calendars.london import LONDON
from welfarefiles.forms.installing import give_folder
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import pupils

import pytest
import transaction


WHEN = datetime(2026, 11, 19, 15, 40, tzinfo=LONDON)


@pytest.fixture
def place(http, school):
    """Two brothers with files; `worker` sees both, `reader` writes in the first alone."""
    give_folder(school)
    with signed_in("lead"):
        pupils(school).replace(
            Pupil(f"{number:016x}", *names, "5")
            for number, names in enumerate((("Olivia", "Marsh"), ("Tobias", "Wren")))
        )
    family = {"family_name": "Zephyrine", "address": "3 Canal View", "people": []}
    first = make_complete_file(school, given_name="Quenby", **family)
    second = make_complete_file(school, given_name="Wilfreda", **family)
    with signed_in("lead"):
        for file in (first, second):
            grants(file).give("worker", "Case Worker", "Works with the family", "lead")
        grants(first).give("reader", "Case Worker", "Works with the child", "lead")
    transaction.commit()
    return {"first": path_in_portal(first), "second": path_in_portal(second)}


def path_in_portal(content):
    return "/" + "/".join(content.getPhysicalPath()[2:])


def write(visitor, file, said):
    """A contact note as far as its buttons."""
    visitor.go(f"{file}/++add++ContactNote")
    visitor.moment(WHEN)
    visitor.pick("Kind of contact", "Home visit")
    visitor.fill("Who it was with", "Mother")
    visitor.fill("Who was present", "Mother and the children")
    visitor.fill("What was said and seen", said)
    visitor.fill("Outcome", "Ring again on Monday.")


def test_a_name_replaced_a_name_kept_a_name_changed(visit, place):
    worker = visit("worker")
    write(worker, place["first"], "Olivia Marsh pushed. Tobias laughed. Then Olivia cried.")
    worker.press("Sign and file")
    assert "Kept as a draft" in worker.message
    assert worker.lines(".names mark") == ["Olivia Marsh", "Olivia", "Tobias"]
    worker.picture("30-named")
    wrong = looked_at(worker, "named")
    worker.page.locator(".names form").first.get_by_role("button", name="another pupil (A)").click()
    worker.page.get_by_text("It says “another pupil (A)” now").wait_for()
    worker.page.get_by_text("It has to stay").click()
    worker.page.get_by_label("Another reason").fill("Tobias said so")
    worker.press("Keep it for this reason")
    assert "Say it without the name" in worker.text
    worker.press("It is in the child's own words")
    assert worker.lines(".names mark") == []
    assert "Another pupil (A) pushed. Tobias laughed. Then another pupil (A) cried." in worker.text
    wrong += looked_at(worker, "kept")
    worker.follow("Edit")
    worker.fill("Outcome", "Ring Olivia on Monday.")
    worker.press("Keep as draft")
    assert worker.lines(".names mark") == ["Olivia"]
    worker.follow("Edit")
    worker.fill("Outcome", "Ring on Monday.")
    worker.press("Sign and file")
    assert "Signed and filed" in worker.message
    assert wrong == []


def test_a_contact_for_two_by_who_sees_both(visit, place):
    worker = visit("worker")
    write(worker, place["first"], "Quenby slept. Wilfreda ate.")
    worker.page.get_by_label("Wilfreda Zephyrine, brother or sister").check()
    wrong = looked_at(worker, "joint form")
    worker.press("Keep as draft")
    assert "Quenby slept. Sibling 1 ate." in worker.text
    worker.picture("31-joint")
    wrong += looked_at(worker, "joint")
    worker.follow("Sign and file")
    worker.press("Sign and file")
    worker.follow("Wilfreda Zephyrine")
    assert "Sibling 1 slept. Wilfreda ate." in worker.text
    assert "Signed" in worker.lines(".tag")
    assert wrong == []


def test_a_contact_by_who_sees_one(visit, place):
    reader = visit("reader")
    write(reader, place["first"], "Quenby slept.")
    assert "about several children" not in reader.text
    assert "Wilfreda" not in reader.text
    reader.press("Sign and file")
    assert "Signed and filed" in reader.message
    assert "several children" not in reader.text
