"""The constant answers: what is hidden and what is absent look alike to the last byte.

Nothing here depends on anything but the request's own method and headers, and on whether its
sender is signed in. Needs no Plone.
"""

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

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nothing here</title>
<style>
:root { color-scheme: light dark; --page: #f4f6f8; --card: #fff; --line: #d5dce3;
  --text: #17212b; --quiet: #4a5866; --main: #0b5a7d; --on-main: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #12181e; --card: #1b232b; --line: #37434f;
  --text: #e9eef3; --quiet: #b3c0cc; --main: #7cc4e4; --on-main: #0d1b24; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 36rem; margin: 12vh auto; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .6rem; }
@media (max-width: 40rem) { main { margin: 1rem; padding: 1.25rem; } }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); }
a { display: inline-block; padding: .6rem 1.1rem; border-radius: .4rem; background: var(--main);
  color: var(--on-main); text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
</style>
</head>
<body>
<main>
<h1>There is nothing here that you can see</h1>
<p>The address may be mistyped, or what was here may not be for you to see or to change.</p>
<p class="quiet">If you need it for your work, ask your school’s welfare lead.</p>
<p><a href="%s">Go to the home page</a></p>
</main>
</body>
</html>
"""
NOT_FOUND_JSON = b'{"message": "There is nothing here that you can see.", "type": "NotFound"}'
SIGN_IN_JSON = b'{"message": "Sign in first.", "type": "Unauthorized"}'


def not_found(wants_json, home):
    """Status, headers and body for somebody signed in.

    :param home: path of the portal, as the browser sees it.
    """
    if wants_json:
        return "404 Not Found", _headers(JSON, NOT_FOUND_JSON), NOT_FOUND_JSON
    # Quoting leaves nothing that could end the attribute.
    body = PAGE.replace("%s", _quoted(home)).encode("utf-8")
    return "404 Not Found", _headers(HTML, body), body


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
