"""The API as its clients see it: JSON there and back, over real HTTP."""

from dataclasses import dataclass
from functools import cached_property
from tests.exchange import Answer
from tests.exchange import Client
from urllib.parse import urlsplit

import json


JSON = "application/json"


@dataclass(frozen=True)
class Reply:
    """An answer. `data` is its JSON."""

    answer: Answer

    @property
    def status(self):
        return self.answer.status

    @cached_property
    def data(self):
        return json.loads(self.answer.body)

    def __getitem__(self, name):
        return self.data[name]

    @property
    def errors(self):
        """`{field: sentence}` of a refused request."""
        return {error["field"]: error["message"] for error in self.data["error"]["errors"]}

    @property
    def reasons(self):
        """Why a step was not taken."""
        return self.data["error"]["reasons"]

    def header(self, name):
        return self.answer.header(name)


class Api:
    """The portal as one person's client: addresses may be whole, or begin at the portal."""

    def __init__(self, layer, user_id=None):
        self.client = Client(layer, user_id)
        self.home = layer["portal"].absolute_url_path()

    def ask(self, method, url, data=None, **headers):
        if data is not None:
            headers = {"Content-Type": JSON, **headers}
            data = data if isinstance(data, bytes) else json.dumps(data).encode()
        return Reply(self.client.ask(self.path(url), method, JSON, data, **headers))

    def path(self, url):
        parts = urlsplit(url)
        path = parts.path if parts.netloc else f"{self.home}{parts.path}"
        return f"{path}?{parts.query}" if parts.query else path

    def get(self, url, **headers):
        return self.ask("GET", url, **headers)

    def post(self, url, data=None, **headers):
        return self.ask("POST", url, {} if data is None else data, **headers)

    def patch(self, url, data, **headers):
        return self.ask("PATCH", url, data, **headers)

    def add(self, place, portal_type, **fields):
        """Add something that can be added; its address."""
        reply = self.post(place, {"@type": portal_type, **fields})
        assert reply.status == 201, reply.data
        return reply["@id"]

    def step(self, url, transition, comment=None):
        """Take a step of the workflow."""
        said = {} if comment is None else {"comment": comment}
        return self.post(f"{url}/@workflow/{transition}", said)

    def found(self, word, place="", **more):
        """Addresses of what a search finds."""
        reply = self.post(f"{place}/@search", {"SearchableText": word, **more})
        assert reply.status == 200, reply.data
        assert reply["items_total"] == len(reply["items"])
        return [item["@id"] for item in reply["items"]]
