"""One person at the portal's door over real HTTP: JSON for the API, forms as browsers send them."""

from lxml import html
from tests.exchange import Client
from urllib.parse import urlencode

import json


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
TOKEN = "_authenticator"


class Person(Client):
    """Asks as one account, with the password of the samples. Answers are (status, data or text)."""

    def call(self, method, path, **data):
        """One API request with `data` as JSON (`type` stands for ``@type``)."""
        sent = {"@type" if name == "type" else name: value for name, value in data.items()}
        body = json.dumps(sent).encode() if method != "GET" else None
        answer = self.ask(path, method, JSON, body, **{"Content-Type": JSON})
        return answer.status, json.loads(answer.body) if answer.body else None

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, **data):
        return self.call("POST", path, **data)

    def patch(self, path, **data):
        return self.call("PATCH", path, **data)

    def step(self, path, transition, comment=""):
        """Take a step of the workflow: (status, reasons why not, empty when it was taken)."""
        status, data = self.post(f"{path}/@workflow/{transition}", comment=comment)
        return status, (data or {}).get("error", {}).get("reasons", [])

    def page(self, path):
        answer = self.ask(path)
        return answer.status, answer.body.decode()

    def send(self, path, shown=None, press=None, **fields):
        """Fill in and send to `path` the form that `shown` (or `path`) shows.

        What the form holds already goes with it, the token too; `press` names a button.
        """
        _status, page = self.page(shown or path)
        sent = {**values(page, path), **fields, **({press: "1"} if press else {})}
        body = urlencode(sent, doseq=True).encode()
        answer = self.ask(path, "POST", body=body, **{"Content-Type": FORM})
        return answer.status, answer.body.decode()

    def move_on(self, path, transition, comment=""):
        """Take a step on its page; the answer."""
        shown = f"{path}/@@move-on?transition={transition}"
        return self.send(f"{path}/@@move-on", shown, transition=transition, comment=comment)


def values(page, path):
    """`{name: value or list}` a browser would send of the page's form that leads to `path`.

    Where there is none, the token of another form: somebody may still try to send one.
    """
    wanted = path.rpartition("/")[2].lstrip("@")
    found = {}
    for form in html.fromstring(page).forms:
        meant = form.method == "POST" and wanted in (form.action or wanted)
        for name, value in form.form_values():
            if meant or name == TOKEN:
                found.setdefault(name, []).append(value)
    if TOKEN in found:
        found[TOKEN] = found[TOKEN][-1:]
    return {name: value if len(value) > 1 else value[0] for name, value in found.items()}


def path_of(content):
    """Path of content as the server wants it."""
    return "/".join(content.getPhysicalPath())
