"""The constant answers: what is hidden and what is absent look alike to the last byte.

Nothing here depends on anything but the request's own method and headers, and on whether its
sender is signed in. Needs no Plone.
"""

from .headers import completed
from .headers import STRICT
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import re


HTML = ("Content-Type", "text/html; charset=utf-8")
JSON = ("Content-Type", "application/json")

GONE_JSON = b'{"message": "This file has been destroyed.", "type": "Gone"}'
TEMPLATE = (Path(__file__).parent / "constant.html").read_text(encoding="utf-8")
#: The page carries its own style: whoever sees it need not be able to load one.
STYLE = re.search(r"<style>(.*?)</style>", TEMPLATE, re.S)[1]
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = STRICT.replace("style-src 'self'", f"style-src 'sha256-{STYLE_HASH}'")
NOT_FOUND_JSON = b'{"message": "There is nothing here that you can see.", "type": "NotFound"}'


def _filled(**words):
    """The constant page with its words; the address of the home page stays to be filled in."""
    page = TEMPLATE
    for name, text in words.items():
        page = page.replace(f"@{name}@", text)
    return page


PAGE = _filled(
    title="Nothing here",
    heading="There is nothing here that you can see",
    words="The address may be mistyped, or it may lead to something that is not for you to see or "
    "change.",
    quiet="If you need it for your work, ask your school&rsquo;s welfare lead.",
)
GONE_PAGE = _filled(
    title="Destroyed",
    heading="This file has been destroyed",
    words="Its time was over and two people agreed. The certificate and the ledger say when, by "
    "whom and by which rule.",
    quiet="Nothing of its content is kept.",
)
FAILED = "500 Internal Server Error"
FAILED_JSON = b'{"message": "Something went wrong. Nothing was saved.", "type": "InternalError"}'
FAILED_PAGE = (
    b'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8" /><title>Welfare Files</title>'
    b"</head><body><h1>Something went wrong</h1><p>Nothing was saved. Go back and try again.</p>"
    b"</body></html>"
)
UNREAD = "400 Bad Request"
UNREAD_JSON = b'{"message": "What was sent cannot be read.", "type": "BadRequest"}'
UNREAD_PAGE = FAILED_PAGE.replace(b"Something went wrong", b"What was sent cannot be read")
LARGE = "413 Content Too Large"
LARGE_JSON = b'{"message": "This is larger than what can be sent here.", "type": "TooLarge"}'
LARGE_PAGE = FAILED_PAGE.replace(b"Something went wrong", b"This is larger than what can be sent")
SIGN_IN_JSON = b'{"message": "Sign in first.", "type": "Unauthorized"}'


def not_found(wants_json, home):
    """Status, headers and body for somebody signed in.

    :param home: path of the portal, as the browser sees it.
    """
    if wants_json:
        return "404 Not Found", _headers(JSON, NOT_FOUND_JSON), NOT_FOUND_JSON
    # Quoting leaves nothing that could end the attribute.
    body = PAGE.replace("@home@", _quoted(home)).encode("utf-8")
    return "404 Not Found", _headers(HTML, body), body


def gone(wants_json, home):
    """The same for somebody who could have seen a file that has been destroyed."""
    if wants_json:
        return "410 Gone", _headers(JSON, GONE_JSON), GONE_JSON
    body = GONE_PAGE.replace("@home@", _quoted(home)).encode("utf-8")
    return "410 Gone", _headers(HTML, body), body


def failed(wants_json):
    """Status, headers and body when the application failed and could not even say so."""
    if wants_json:
        return FAILED, _headers(JSON, FAILED_JSON), FAILED_JSON
    return FAILED, _headers(HTML, FAILED_PAGE), FAILED_PAGE


def unread(wants_json):
    """The same for a request that could not be read, whoever sent it and whatever it asked for."""
    if wants_json:
        return UNREAD, _headers(JSON, UNREAD_JSON), UNREAD_JSON
    return UNREAD, _headers(HTML, UNREAD_PAGE), UNREAD_PAGE


def too_large(wants_json):
    """The same for a request that nobody reads, because it is too large."""
    if wants_json:
        return LARGE, _headers(JSON, LARGE_JSON), LARGE_JSON
    return LARGE, _headers(HTML, LARGE_PAGE), LARGE_PAGE


def sign_in(wants_json, home, path):
    """Status, headers and body for somebody signed out.

    :param path: what was asked for, as the browser sees it.
    """
    if wants_json:
        headers = _headers(JSON, SIGN_IN_JSON)
        return "401 Unauthorized", [*headers, ("WWW-Authenticate", "Bearer")], SIGN_IN_JSON
    location = f"{_quoted(home.rstrip('/'))}/login?came_from={_quoted(path)}"
    return "302 Found", [*_headers(HTML, b""), ("Location", location)], b""


def _quoted(path):
    """A WSGI path (bytes read as latin-1) as it stands in a URL."""
    return quote(path.encode("latin-1", "replace"), safe="/")


def _headers(content_type, body):
    own = [content_type, ("Content-Length", str(len(body)))]
    if content_type is HTML:
        own.append(("Content-Security-Policy", PAGE_POLICY))
    return completed(own, {})
