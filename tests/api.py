"""One person at the portal's door over real HTTP: JSON for the API, forms as a browser sends them."""

from tests.exchange import Client
from urllib.parse import urlencode

import html
import json
import re


JSON = "application/json"
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


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
        return status, data.get("error", {}).get("reasons", []) if isinstance(data, dict) else []

    def page(self, path):
        answer = self.ask(path)
        return answer.status, answer.body.decode()

    def send(self, path, shown=None, **fields):
        """Fill in the form that `shown` (or `path`) shows and send it to `path`, hidden fields too."""
        _status, page = self.page(shown or path)
        sent = {**hidden(page), **fields}
        answer = self.ask(
            path,
            "POST",
            body=urlencode(sent, doseq=True).encode(),
            **{"Content-Type": "application/x-www-form-urlencoded"},
        )
        return answer.status, answer.body.decode()

    def move_on(self, path, transition, comment=""):
        """Take a step on its page; the page that came back."""
        shown = f"{path}/@@move-on?transition={transition}"
        return self.send(f"{path}/@@move-on", shown, transition=transition, comment=comment)


def hidden(page):
    """`{name: value}` of the hidden inputs of a page."""
    found = {}
    for tag in HIDDEN.findall(page):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found


def path_of(content):
    """Path of content as the server wants it."""
    return "/".join(content.getPhysicalPath())


