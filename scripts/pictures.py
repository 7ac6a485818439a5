"""Photograph the running demonstration for the readme: `make start`, then `make pictures`.

Usage: pictures.py [port]. Run with the Python of .venv; it needs Chromium.
"""

from environment import ROOT
from io import BytesIO
from PIL import Image
from playwright.sync_api import Error
from playwright.sync_api import sync_playwright
from welfarefiles.demo.people import logins

import shutil
import sys


FOLDER = ROOT / "docs" / "pictures"
LARGEST = 200_000
CHILD = "Ellison, Maya"
ROLE = "Welfare Lead"
DRAFT = {"portal_type": "ClosingSummary", "review_state": "draft"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main(arguments):
    """Sign in as the lead, go from page to page, keep a picture of each."""
    portal = f"http://localhost:{(*arguments, '8080')[0]}/portal"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport=WIDE, locale="en-GB", timezone_id="Europe/London")
        try:
            sign_in(page, portal)
            take_all(page, portal)
        except Error as error:
            print(f"No pictures: is the demonstration running at {portal}? ({error.message})")
            return 1
        finally:
            browser.close()
    return 0


def chromium():
    """Path of the Chromium on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def sign_in(page, portal):
    """As the first of the people with the role."""
    user_id, password = next(row[1:] for row in logins() if row[0].startswith(ROLE))
    page.goto(f"{portal}/login")
    page.get_by_label("User name").fill(user_id)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Sign out").wait_for()


def take_all(page, portal):
    """Home, register, one file wide and narrow, a note of it, a checklist."""
    page.goto(portal)
    keep(page, "home-1280")
    page.get_by_role("link", name="Register", exact=True).click()
    keep(page, "register-1280")
    page.get_by_role("link", name=CHILD, exact=True).first.click()
    keep(page, "file-1280")
    file = page.url
    page.set_viewport_size(NARROW)
    keep(page, "file-390")
    page.set_viewport_size(WIDE)
    page.goto(f"{file}/@@contacts")
    page.locator(".line li", has_text="Signed").locator("h3 a").first.click()
    keep(page, "note-1280")
    page.goto(f"{draft_summary(page, portal)}/@@checklist")
    keep(page, "checklist-1280")


def draft_summary(page, portal):
    """Address of a closing summary whose checklist is being answered."""
    found = page.request.get(
        f"{portal}/@search", headers={"Accept": "application/json"}, params=DRAFT
    )
    return found.json()["items"][0]["@id"]


def keep(page, name):
    """Save what the window shows, in as few colours as a picture of a page needs."""
    page.wait_for_load_state("networkidle")
    image = (
        Image.open(BytesIO(page.screenshot()))
        .convert("RGB")
        .quantize(256, dither=Image.Dither.NONE)
    )
    path = FOLDER / f"{name}.png"
    image.save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size} bytes, more than {LARGEST}.")
    print(f"{path.relative_to(ROOT)}  {size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
