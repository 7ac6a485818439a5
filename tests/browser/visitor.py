"""One person in front of a browser: what they do by the words on the screen, what they see."""

from pathlib import Path
from tests.sample import PASSWORD

import os


SCREENSHOTS = Path(__file__).parent / "screenshots"
WIDTHS = (1280, 390)
#: They cost more than all else the browser does: WELFAREFILES_PICTURES=1 asks for them.
WANTED = bool(os.environ.get("WELFAREFILES_PICTURES"))


class Visitor:
    """A page of a real browser and the habits of somebody who uses the portal.

    `seen`: every address asked for and every title shown, for tests of what may not stand there.
    `faults`: what the browser complained of (scripts, security policy, missing parts of pages).
    """

    def __init__(self, page, base):
        self.page = page
        self.base = base
        self.seen = []
        self.faults = []
        page.on("request", lambda request: self.seen.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._hear)

    def _hear(self, message):
        # A refused page is a refused page; that its answer is a 404 is what tests ask for.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def sign_in(self, user_id):
        """Through the sign-in page, as anybody."""
        self.go("/login")
        return self.fill_in_and_sign_in(user_id)

    def fill_in_and_sign_in(self, user_id):
        """The same where the sign-in page is shown already."""
        self.fill("User name", user_id)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        self.page.get_by_role("link", name="Sign out").wait_for()
        return self

    def go(self, address):
        """Open a path of the portal or a whole address; its status."""
        url = address if address.startswith("http") else self.base + address
        answer = self.page.goto(url)
        self._look()
        return answer.status

    def field(self, label):
        """The input with this label."""
        return self.page.get_by_label(label, exact=False).first

    def fill(self, label, text):
        """Type into the field with this label."""
        self.field(label).fill(text)

    def pick(self, label, title):
        """Choose a term of a list."""
        self.field(label).select_option(label=title)

    def tick(self, *labels, group=None):
        """Choose boxes or buttons of a group by their words."""
        where = self.group(group) if group else self.page
        for label in labels:
            where.get_by_label(label, exact=True).check()

    def group(self, title):
        """The group of inputs under a title."""
        return self.page.get_by_role("group", name=title).first

    def moment(self, moment, title="When it happened"):
        """Fill a date and a time."""
        group = self.group(title)
        group.get_by_label("Date").fill(f"{moment:%Y-%m-%d}")
        group.get_by_label("Time").fill(f"{moment:%H:%M}")

    def press(self, name):
        """Press a button, and see what page comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self._look()

    def follow(self, name, within="main"):
        """Follow the first link with exactly these words, in the menu of others if need be."""
        part = self.page.locator(within)
        link = part.get_by_role("link", name=name, exact=True)
        if not link.count():
            part.locator("details.more:not([open]) > summary", has_text="More").first.click()
        link.first.click()
        self._look()

    def _look(self):
        self.page.wait_for_load_state()
        self.seen.append(self.page.title())

    def offers(self, name, role="link"):
        """Whether the page has a link (or button) with exactly these words."""
        return self.page.get_by_role(role, name=name, exact=True).count() > 0

    @property
    def text(self):
        """Everything the page's main part says."""
        return self.page.locator("main").inner_text()

    @property
    def message(self):
        """What the page says about the step before."""
        return self.page.locator("#global_statusmessage").inner_text().strip()

    @property
    def errors(self):
        """Lines of the error summary."""
        return self.page.locator(".sum li").all_inner_texts()

    def lines(self, selector):
        """The texts of all elements of a kind."""
        return self.page.locator(selector).all_inner_texts()

    def picture(self, name):
        """Nothing may stick out to the side at each width; a photograph where they are wanted."""
        for width in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": 900})
            if WANTED:
                SCREENSHOTS.mkdir(exist_ok=True)
                self.page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
            assert self.sticking_out == [], f"{name} at {width}"

    @property
    def sticking_out(self):
        """Elements that make the whole page scroll sideways."""
        return self.page.evaluate(STICKING_OUT)


STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) { return []; }
  return [...document.querySelectorAll("body *")]
    .filter((node) => node.getBoundingClientRect().right > wide + 1)
    .map((node) => `${node.tagName}.${node.className}`).slice(0, 5);
}"""
