"""A policy in a browser: published by a lead, read by a member of staff, gone from what is left."""

from playwright.sync_api import expect
from tests.browser.axe import looked_at
from tests.policies import make_policy

import transaction


def test_published_read_and_reported(visit, school):
    path = f"/{school.getId()}"
    lead = visit("lead")
    lead.go(f"{path}/@@policies")
    lead.follow("Add a policy")
    page = lead.page
    page.get_by_label("Title").fill("Confidentiality")
    page.get_by_label("Text", exact=True).fill("# Aim\n\nTo protect the child.")
    lead.press("Publish")
    expect(page.get_by_role("alert")).to_contain_text("Say when it is reviewed next")
    expect(page.get_by_label("Text", exact=True)).to_have_value("# Aim\n\nTo protect the child.")
    page.get_by_label("Next review").fill("2099-05-01")
    lead.press("Publish")
    staff = visit("staff")
    staff.page.set_viewport_size({"width": 390, "height": 844})
    staff.go(f"{path}/@@policies")
    staff.page.get_by_role("link", name="Confidentiality").first.click()
    expect(staff.page.locator("main h2").first).to_have_text("Aim")
    staff.press("I have read and understood it")
    expect(staff.page.locator("main")).to_contain_text("everything you have to")
    lead.go(f"{path}/@@policy-report")
    expect(page.locator("main")).to_contain_text("Read by 1 of 6")


def test_pages_have_no_fault_and_fit_a_telephone(visit, school):
    policy = make_policy(school, public=True)
    transaction.commit()
    path, lead, wrong = f"/{school.getId()}", visit("lead"), []
    pages = {
        "policies": f"{path}/@@policies",
        "policy": f"{path}/@@policy?id={policy.id}",
        "edit": f"{path}/@@edit-policy?id={policy.id}",
        "report": f"{path}/@@policy-report",
        "notice": "/@@notice-to-families",
    }
    for name, address in pages.items():
        lead.go(address)
        wrong += looked_at(lead, name)
    assert wrong == []
