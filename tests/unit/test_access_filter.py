"""The filter around an application that does what it is told."""

from itertools import product
from welfarefiles.access.filter import make_filter
from welfarefiles.access.filter import NOTE
from welfarefiles.access.headers import STOCK
from welfarefiles.access.headers import STRICT
from zExceptions import NotFound

import pytest


FILE = "/Plone/school-0123456789abcdef/files/fedcba9876543210"


def application(status="200 OK", headers=(), body=b"secret", note=None, error=None):
    """A WSGI application with one answer."""

    def answer(environ, start_response):
        environ.get(NOTE, {}).update(note or {})
        if error is not None:
            raise error
        start_response(status, [("Content-Type", "text/html"), *headers])
        return [body]

    return answer


def ask(app, path=FILE, method="GET", accept="text/html", **environ):
    """(status, headers, body) of the filtered application."""
    got = {}

    def start_response(status, headers, exc_info=None):
        got.update(status=status, headers=headers)

    request = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_ACCEPT": accept, **environ}
    body = b"".join(make_filter(app)(request, start_response))
    return got["status"], sorted(got["headers"]), body


SIGNED_IN = {"signed_in": True}
REFUSALS = [
    application("401 Unauthorized", [("X-Reason", "no View"), ("Set-Cookie", "a=b")]),
    application("403 Forbidden", body=b"other"),
    application("404 Not Found", [("X-Powered-By", "Zope")], body=b""),
    application("405 Method Not Allowed", [("Allow", "GET")]),
    application("302 Found", [("Location", "/require_login")], note={"refused": True}),
    application("500 Internal Server Error", note={"refused": True}),
    application("200 OK", note={"refused": True}),
    application(error=NotFound("/Plone/school")),
    application(error=ValueError("on the way"), note={"refused": True}),
]


def with_note(app, note):
    def answer(environ, start_response):
        environ[NOTE].update(note)
        return app(environ, start_response)

    return answer


@pytest.mark.parametrize(
    ("method", "accept", "note"),
    product(
        ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"],
        ["text/html", "application/json", "*/*"],
        [SIGNED_IN, {"signed_in": False}, {}],
    ),
)
def test_every_refusal_is_the_same_to_the_last_byte(method, accept, note):
    answers = [ask(with_note(app, note), method=method, accept=accept) for app in REFUSALS]
    assert all(answer == answers[0] for answer in answers)
    assert b"secret" not in answers[0][2]


def test_signed_in_gets_a_page_that_says_nothing():
    status, headers, body = ask(with_note(REFUSALS[0], SIGNED_IN))
    assert status == "404 Not Found"
    assert b"There is nothing here that you can see" in body
    assert b'href="/Plone"' in body
    assert ("Cache-Control", "no-store") in headers


def test_signed_out_is_sent_to_sign_in_and_back():
    status, headers, body = ask(REFUSALS[2])
    assert status == "302 Found"
    assert ("Location", f"/Plone/login?came_from={FILE}") in headers
    assert body == b""


def test_signed_out_client_gets_401():
    status, headers, _ = ask(REFUSALS[2], accept="application/json")
    assert status == "401 Unauthorized"
    assert ("Content-Type", "application/json") in headers


def test_odd_paths_cannot_break_out():
    odd = FILE + '/"><script>\r\nX: y/\xc3\xa9?'
    _, headers, _ = ask(REFUSALS[2], path=odd)
    location = dict(headers)["Location"]
    assert not set('"<>\r\n?') & set(location.partition("?")[2])
    assert location.endswith("%C3%A9%3F")
    _, _, body = ask(with_note(REFUSALS[2], SIGNED_IN), path='/"><b>' + FILE)
    assert b"<b>" not in body


@pytest.mark.parametrize(
    ("method", "accept", "content_type"),
    [
        ("PUT", "application/json", ""),
        ("PROPFIND", "text/html", ""),
        ("PATCH", "text/html", ""),
        ("DELETE", "*/*", ""),
        ("OPTIONS", "", ""),
        ("get", "text/html", ""),
        ("POST", "text/html", "text/xml; charset=utf-8"),
    ],
)
def test_refused_methods_do_not_reach_the_application(method, accept, content_type):
    def never(environ, start_response):
        raise AssertionError("asked")

    status, _, _ = ask(never, method=method, accept=accept, CONTENT_TYPE=content_type)
    assert status == "404 Not Found"


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (FILE, 140 << 20),
        ("/", 140 << 20),
        ("/Plone/school-0123456789abcdef/@take-in", 4 << 30),
        ("/Plone/school-0123456789abcdef/@@take-in", 4 << 30),
        ("/Plone/++api++/school-0123456789abcdef/@take-in", 4 << 30),
        ("/Plone/school-0123456789abcdef/@take-in/0123456789abcdef/accept", 140 << 20),
        (f"{FILE}/@@take-in-preview", 140 << 20),
    ],
)
def test_what_is_too_large_is_not_read(path, most):
    for accept in ("text/html", "application/json"):
        sent = {"path": path, "method": "POST", "accept": accept}
        assert ask(application(), **sent, CONTENT_LENGTH=str(most))[0] == "200 OK"
        status, headers, body = ask(application(), **sent, CONTENT_LENGTH=str(most + 1))
        assert status.startswith("413")
        assert b"secret" not in body
        wanted = "application/json" if "api" in path else accept
        assert dict(headers)["Content-Type"].startswith(wanted)


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "OPTIONS"])
def test_api_methods_reach_it_with_a_json_accept(method):
    status, _, body = ask(application(), method=method, accept="application/json")
    assert (status, body) == ("200 OK", b"secret")


def test_answers_pass_with_our_headers():
    given = [("Cache-Control", "public, max-age=9"), ("X-Frame-Options", "ALLOW"), ("X-Mine", "1")]
    status, headers, body = ask(application("302 Found", [*given, ("Location", "/view")]))
    assert (status, body) == ("302 Found", b"secret")
    assert dict(headers)["Cache-Control"] == "no-store"
    assert [name for name, _ in headers].count("X-Frame-Options") == 1
    assert ("X-Mine", "1") in headers
    assert ("X-Content-Type-Options", "nosniff") in headers
    assert ("Referrer-Policy", "same-origin") in headers


def test_head_never_has_a_body():
    for app in (application(), application("400 Bad Request")):
        assert ask(app, method="HEAD")[2] == b""


def test_errors_tell_nothing_and_leave_no_text_in_the_log(caplog):
    for path in (FILE, "/Plone/page"):
        status, headers, body = ask(application(error=ValueError("Quenby")), path=path)
        assert status == "500 Internal Server Error"
        assert b"Quenby" not in body
        assert ("Cache-Control", "no-store") in headers
    assert "ValueError" in caplog.text
    assert "Quenby" not in caplog.text


def test_elsewhere_the_answer_stays_and_gets_our_headers():
    app = application("404 Not Found", [("Cache-Control", "public")])
    status, headers, body = ask(app, path="/Plone/nowhere")
    assert (status, body) == ("404 Not Found", b"secret")
    assert [value for name, value in headers if name == "Cache-Control"] == ["no-store"]


@pytest.mark.parametrize(
    ("note", "policy", "cache"),
    [
        ({}, STRICT, "no-store"),
        ({"stock": True}, STOCK, "no-store"),
        ({"static": True}, STRICT, "public"),
    ],
)
def test_what_kind_of_answer_it_is_decides_on_its_policy(note, policy, cache):
    app = application(headers=[("Cache-Control", "public")], note=note)
    _, headers, _ = ask(app, path="/Plone/page")
    assert ("Content-Security-Policy", policy) in headers
    assert [value for name, value in headers if name == "Cache-Control"] == [cache]


def test_a_policy_of_its_own_stays_and_is_framed_nowhere():
    _, headers, _ = ask(application(headers=[("Content-Security-Policy", "sandbox")]))
    policies = [value for name, value in headers if name == "Content-Security-Policy"]
    assert policies == ["sandbox; frame-ancestors 'none'"]


@pytest.mark.parametrize("path", ["/Plone/++skin++x", "/Plone/@@+", "/Plone/++resource++", FILE])
def test_other_doors_are_shut_before_they_are_asked(path):
    method = "PROPFIND" if path == FILE else "GET"
    assert ask(application(), path=path, method=method)[0] == "404 Not Found"
