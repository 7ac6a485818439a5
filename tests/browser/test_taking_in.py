"""A pack is brought in a browser: its page moves on by itself, to the preview and to the file."""

from playwright.sync_api import expect
from tests.browser.axe import violations
from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.packs import make_place
from tests.packs import PASSPHRASE


def looks_right(visitor, name):
    visitor.picture(name)
    assert violations(visitor.page) == []


def test_brought_verified_and_taken_in(http, visit, school):
    place, lead = make_place(http["portal"]), visit("lead")
    with queue_in_memory():
        lead.go(f"/{place.receiver.getId()}/@@take-in")
        pack = {"name": "pack.zip", "mimeType": "application/zip", "buffer": place.pack}
        chosen = lead.page.get_by_label("The pack")
        chosen.evaluate("one => { one.dataset.mostBytes = 100 }")
        chosen.set_input_files(pack)
        said = chosen.evaluate("one => one.validationMessage")
        assert said == "This file is larger than 4 GB. A transfer pack is not."
        lead.go(f"/{place.receiver.getId()}/@@take-in")
        chosen.set_input_files(pack)
        lead.fill("Its passphrase", "told wrongly")
        lead.press("Verify the pack")
        assert "passphrase is another" in lead.text
        chosen.set_input_files(pack)
        lead.fill("Its passphrase", PASSPHRASE)
        lead.press("Verify the pack")
        heading = lead.page.get_by_role("heading", level=1)
        expect(heading).to_have_text("The pack is being verified")
        looks_right(lead, "pack-verifying")
        work_off(http)
        expect(heading).to_have_text("Look at the pack before it is taken in", timeout=15_000)
        assert "Orlando Zephyrine" in lead.text
        looks_right(lead, "pack-preview")
        lead.press("Take it in")
        expect(heading).to_have_text("The pack is being taken in")
        work_off(http)
        expect(heading).to_have_text("The pack was taken in", timeout=15_000)
        looks_right(lead, "pack-taken")
        lead.page.get_by_role("main").get_by_role("link", name="WF-").click()
        assert "From Elmhurst School" in lead.text
