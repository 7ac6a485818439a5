"""The constant answers: what is hidden and what is absent look alike to the last byte.

Nothing here depends on anything but the request's own method and headers, and on whether its
sender is signed in. Needs no Plone.
"""

from pathlib import Path
from urllib.parse import quote


#: On everything under a school.
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
)

HTML = ("Content-Type", "text/html; charset=utf-8")
JSON = ("Content-Type", "application/json")

PAGE = (Path(__file__).parent / "nothing_here.html").read_text(encoding="utf-8")
GONE_PAGE = (Path(__file__).parent / "gone.html").read_text(encoding="utf-8")
GONE_JSON = b'{"message": "This file has been destroyed.", "type": "Gone"}'
NOT_FOUND_JSON = b'{"message": "There is nothing here that you can see.", "type": "NotFound"}'
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
    return [content_type, ("Content-Length", str(len(body))), *HEADERS]
