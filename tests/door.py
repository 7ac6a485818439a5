"""The way in over real HTTP: a browser, the forms of the sign-in pages, a clock to set."""

from contextlib import contextmanager
from datetime import timedelta
from lxml import html
from tests.sample import PASSWORD
from unittest import mock
from welfarefiles.accounts import clock

import pyotp
import requests


class Door:
    """A browser without scripts at the portal of a layer."""

    def __init__(self, layer, agent="Mozilla/5.0 (Windows NT 10.0) Chrome/130.0"):
        home = layer["portal"].absolute_url_path()
        self.base = f"http://localhost:{layer['port']}{home}"
        self.http = requests.Session()
        self.http.headers["User-Agent"] = agent
        self.answer = None

    def go(self, path, **options):
        """Open a path of the portal or an address, following where it sends; the answer's text."""
        return self._keep(self.http.get(self._address(path), **options))

    def status(self, path, **options):
        """Status of one request that follows nothing."""
        return self.http.get(self._address(path), allow_redirects=False, **options).status_code

    def send(self, path, **fields):
        """Send a form, with the hidden fields the page shown has; the text of what comes."""
        hidden = {}
        if self.answer is not None and self.answer.text:
            page = html.fromstring(self.answer.text)
            for form in page.forms:
                if path.rpartition("/")[2].lstrip("@") in (form.action or ""):
                    hidden = {name: value or "" for name, value in form.form_values()}
        return self._keep(self.http.post(self._address(path), data={**hidden, **fields}))

    def sign_in(self, user_id, password=PASSWORD):
        """Through the sign-in page; the text of what comes then."""
        self.go("/login")
        return self.send("/login", __ac_name=user_id, __ac_password=password)

    def enters(self, path="/@@home"):
        """Whether the browser is let in to a page for those who are signed in."""
        return self.status(path) == 200

    @property
    def at(self):
        """Where the browser has come to, below the portal."""
        return self.answer.url.removeprefix(self.base).partition("?")[0]

    @property
    def token(self):
        return self.http.cookies.get("__ac")

    @token.setter
    def token(self, value):
        self.http.cookies.clear()
        self.http.cookies.set("__ac", value, domain="localhost.local", path="/")

    def _address(self, path):
        return path if path.startswith("http") else self.base + path

    def _keep(self, answer):
        self.answer = answer
        return answer.text


class Clock:
    """The clock of signing in, which goes on only when it is told to."""

    def __init__(self):
        self.now = clock.now()

    def read(self):
        return self.now

    def go_on(self, **time):
        self.now += timedelta(**time)


@contextmanager
def stopped_clock():
    """The server's clock of signing in stands still for the block."""
    own = Clock()
    with mock.patch.object(clock, "now", own.read):
        yield own


def code_at(secret, moment):
    """What an app shows."""
    return pyotp.TOTP(secret).at(moment)


def secret_on(page):
    """The secret a page offers to an app."""
    return "".join(html.fromstring(page).cssselect("code.secret-text")[0].text.split())
