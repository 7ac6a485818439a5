"""Requests and answers of the API as the documentation shows them.

What differs from run to run (ids, tokens, the hour) is shown as the same every time.
"""

from datetime import date
from datetime import timedelta
from hashlib import sha256
from tests.exchange import precondition
from tests.rest import Api
from tests.rest import JSON
from welfarefiles.calendars import london

import json
import re


HOST = "welfare.example.org"
DAY = date(2026, 3, 2)
HOUR = f"{DAY}T09:30:00+00:00"
SHOWN_HEADERS = {
    name.lower(): name for name in ("Allow", "Content-Type", "ETag", "Location", "WWW-Authenticate")
}
STATUS = {
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    412: "Precondition Failed",
    428: "Precondition Required",
}
TOKEN = re.compile(
    r'(?<!hash": ")(?<!sha256": ")(?<!previous": ")(?<!fingerprint": ")\b[0-9a-f]{64}\b'
)
RANDOM = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{22}|[0-9a-f]{16})\b")
INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{6})?\+\d\d:\d\d")
REFERENCE = re.compile(r"\b(WF|CP)-\d{4}-")
ENTRY = re.compile(r'(?<="number": )\d\d+|(?<="after": ")\d+(?=")|(?<=after=)\d+(?=")')
PASSPHRASE = "k7m2p-x4t9w-c3hq8-n6rvj-b5d2s"
#: A form as the documentation shows it; what is made anew each time.
FORM = [
    "Content-Type: multipart/form-data; boundary=…",
    "",
    *("--…", 'Content-Disposition: form-data; name="passphrase"', "", PASSPHRASE),
    *("--…", 'Content-Disposition: form-data; name="file"; filename="transfer-3f9a1c5e.zip"', ""),
    *("(the pack)", "--…--"),
]
SECRETS = (
    (re.compile(r'(?<="code": ")[A-Z0-9]{4}-[A-Z0-9]{4}'), "K7MQ-3XHP"),
    (re.compile(r'(?<="passphrase": ")[a-z0-9-]{29}'), PASSPHRASE),
    (re.compile(r'(?<="size": )\d{5,}'), "61440"),
)
JSON_BLOCK = {"indent": 2, "ensure_ascii": False}


class Recorder:
    """Keeps examples by name: `shown[name]` is the Markdown of one request and its answer."""

    def __init__(self, layer):
        self.layer = layer
        self.shown = {}
        self.tokens = {}
        self.ids = {}
        self.entries = {}
        self.days = {str(london.today() + timedelta(days=number)) for number in (-1, 0, 1)}

    def as_person(self, user_id, token):
        """From now on requests of this person carry this token."""
        self.tokens[user_id] = token

    def ask(self, name, user_id, method, url, data=None, only=(), cut=(), form=None, **headers):
        """Ask, and keep the exchange under `name`.

        :param form: (content type, body) of a form with a file, in place of `data`.
        :param only: of the answer's fields, those that are shown; empty for all.
        :param cut: fields that hold long lists, of which one item is shown.
        """
        if precondition(method, url) and "If-Match" not in headers:
            # What has been read before, as a client would.
            read = re.sub(r"/@workflow/.*", "/@workflow", url)
            headers["If-Match"] = self.quietly(user_id, "GET", read).header("etag")
        if form is not None:
            shown, data = FORM, form[1]
            reply = self.quietly(user_id, method, url, data, **{"Content-Type": form[0]})
        else:
            shown, reply = None, self.quietly(user_id, method, url, data, **headers)
        request = self.request(user_id, method, Api(self.layer).path(url), data, headers, shown)
        answer = self.answer(reply, only, cut)
        text = f"```http\n{request}\n```\n\n```http\n{answer}\n```"
        self.shown[name] = self.settled(text)
        return reply

    def quietly(self, user_id, method, url, data=None, **headers):
        """Ask without keeping it."""
        sent = {**self.credentials(user_id), **headers}
        return Api(self.layer).ask(method, url, data, **sent)

    def credentials(self, user_id):
        token = self.tokens.get(user_id)
        return {"Authorization": f"Bearer {token}"} if token else {}

    def request(self, user_id, method, path, data, headers, form=None):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", f"Accept: {JSON}"]
        sent = {**self.credentials(user_id), **headers}
        lines += [f"{name}: {value}" for name, value in sent.items() if value]
        if form is not None:
            lines += form
        elif data is not None:
            lines += [f"Content-Type: {JSON}", "", json.dumps(data, **JSON_BLOCK)]
        return "\n".join(lines)

    def answer(self, reply, only, cut):
        lines = [f"HTTP/1.1 {reply.status} {STATUS[reply.status]}"]
        for name, value in reply.answer.headers:
            if name in SHOWN_HEADERS:
                lines.append(f"{SHOWN_HEADERS[name]}: {value}")
        if reply.answer.body:
            lines += ["", json.dumps(shortened(reply.data, only, cut), **JSON_BLOCK)]
        return "\n".join(lines)

    def settled(self, text):
        """The text without what differs from run to run."""
        home = Api(self.layer).home
        port = self.layer["port"]
        text = text.replace(f"http://localhost:{port}{home}", f"https://{HOST}")
        text = re.sub(rf"(?<= ){home}(?=[/? ])", "", text).replace("  HTTP/1.1", " / HTTP/1.1")
        text = text.replace("127.0.0.1", "192.0.2.7")
        for pattern, same in SECRETS:
            text = pattern.sub(same, text)
        text = ENTRY.sub(self.known_entry, text)
        text = TOKEN.sub("an-example-token", text)
        text = RANDOM.sub(self.known_id, text)
        text = INSTANT.sub(self.known_hour, text)
        for day in self.days:
            text = text.replace(f'"{day}"', f'"{DAY}"')
            text = text.replace(in_words(day), london.format_date(DAY))
        return REFERENCE.sub(rf"\1-{DAY.year}-", text)

    def known_id(self, found):
        """Ids by the order in which they first appear."""
        number = self.ids.setdefault(found[0], len(self.ids) + 1)
        return sha256(str(number).encode()).hexdigest()[: len(found[0])]

    def known_entry(self, found):
        """Numbers of entries of the ledger, the newest first, whatever others made before."""
        return str(1000 - self.entries.setdefault(found[0], len(self.entries)))

    def known_hour(self, found):
        return HOUR if found[1] in self.days else found[0]


def in_words(day):
    """A day as sentences name it."""
    return london.format_date(date.fromisoformat(day))


def shortened(data, only, cut):
    """An answer with only some fields, and with one item of its long lists."""
    if not isinstance(data, dict):
        return data
    shown = {name: value for name, value in data.items() if not only or name in only}
    for name in cut:
        rest = len(shown[name]) - 1
        shown[name] = [*shown[name][:1], f"… and {rest} more"] if rest > 0 else shown[name]
    if len(shown) < len(data):
        shown["…"] = "and the other fields"
    return shown
