"""Nothing typed is lost, on any form of ours (R138, R184).

The forms are those of the rows of `tests/operations/ours.txt`; that every form has its row is
tested there. Each is filled in as the page asks, sent with a token of nobody, sent signed out, and,
where it asks for more than a few words, kept while it is typed and gone on with.
"""

from contextlib import contextmanager
from lxml import html
from tests import operations
from tests.api import path_of
from tests.functional.test_operations import everything_kept
from tests.functional.test_operations import undo
from tests.operations.world import make_world
from tests.word import Asker
from tests.word import take_at_their_word
from tests.wsgi import FORM
from tests.wsgi import JSON
from urllib.parse import parse_qsl
from urllib.parse import unquote
from urllib.parse import urlencode
from urllib.parse import urlsplit
from welfarefiles.accounts.kept import keep
from welfarefiles.accounts.kept import NOT_KEPT
from welfarefiles.portal.heldback import GIVEN_BACK
from welfarefiles.submission import OUT_OF_DATE
from zlib import crc32
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from ZPublisher.interfaces import IPubAfterTraversal

import os
import pytest
import transaction


THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
#: Of the forms sent signed out one in so many by default.
SPARSE = 1 if THOROUGH else 3
ROW_TO_COPY = "__row__"
SAID = "She said no %s"
#: What goes into inputs that take no words.
FITS = {"date": "2026-01-05", "time": "09:05", "number": "7", "email": "a.heron@example.org"}
#: Forms with nothing to type, and those a script sends, which keeps what it shows.
NOTHING_TYPED = {"find-pupil", "keep-draft", "throw-draft", "front-sheet", "who-was-there"}
#: Drawn by Plone in its own frame.
PLONES = {"++add++School"}


@pytest.fixture
def world(functional):
    portal = functional["portal"]
    made = make_world(portal)
    take_at_their_word(portal)
    transaction.commit()
    yield made
    setSite(portal)


@contextmanager
def nothing_kept():
    """What is done within is undone."""
    manager = getGlobalSiteManager()
    manager.registerHandler(undo, (IPubAfterTraversal,))
    try:
        yield
    finally:
        manager.unregisterHandler(undo, (IPubAfterTraversal,))


def rows(world):
    """(label, path, query, user id) of each form once, as somebody who may send it."""
    places, names = world
    found = {}
    for one in operations.ours():
        if one.way != "form" or not one.who:
            continue
        place = places[one.place]
        path = f"{path_of(place)}/{operations.filled(one.what, names)}".rstrip("/")
        user_id = min(one.who, key=lambda who: (who not in ("lead", "head", "records"), who))
        page = one.what.partition("/")[0].lstrip("@")
        step = one.sent.partition("=")[2] if page == "move-on" else ""
        if page not in NOTHING_TYPED | PLONES:
            found.setdefault(
                (one.place, page, step), (path, operations.filled(one.sent, names), user_id)
            )
    return found


def typed_into(form):
    """(what is sent, what of it was typed) of a form that somebody filled in."""
    sent, typed = {}, {}
    for number, control in enumerate(form.iter("input", "select", "textarea")):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or kind in ("file", "password", "submit") or NOT_KEPT.fullmatch(name):
            continue
        if ROW_TO_COPY in name or name.endswith(".remove"):
            continue
        if kind == "hidden":
            sent[name] = control.get("value", "")
        elif value := value_for(control, kind, number):
            typed.setdefault(name, value)
    button = next((one for one in form.iter("button") if one.get("name")), None)
    if button is not None and not NOT_KEPT.fullmatch(button.get("name")):
        sent[button.get("name")] = button.get("value", "")
    return {**sent, **typed}, typed


def value_for(control, kind, number):
    """What somebody enters: words that are nowhere else, or the last there is to choose."""
    if control.tag == "select":
        values = [one.get("value") for one in control.iter("option")]
        return values[-1] if values else ""
    if kind in ("radio", "checkbox"):
        return control.get("value", "on")
    return FITS.get(kind, SAID % number)


def sendable(page, path):
    """The forms of a page that lead to it."""
    meant = path.rpartition("/")[2].lstrip("@").partition("?")[0]
    for form in html.fromstring(page).cssselect("main form"):
        action = (form.get("action") or meant).partition("?")[0].rpartition("/")[2].lstrip("@")
        is_here = action in (meant, ".") or meant in ("view", path.rpartition("/")[2])
        if form.get("method", "").lower() == "post" and is_here:
            yield form


def lost(page, typed):
    """Names of what was typed and does not stand in a form of the page."""
    there = {
        (name, value.replace("\r\n", "\n").strip())
        for form in html.fromstring(page).forms
        for name, value in form.form_values()
    }
    return {name: value for name, value in typed.items() if (name, value) not in there}


class Tries:
    """Every form, filled in and sent so that it is not done; `wrong`: what was lost."""

    def __init__(self, world):
        self.rows, self.wrong, self.tried = rows(world), [], 0

    def all(self, send, sentence, sparse=1):
        """Send them: ``send(person, path, fields)`` gives the answer, which has the sentence."""
        for label, (path, query, user_id) in self.rows.items():
            if crc32(str(label).encode()) % sparse:
                continue
            asks = Asker(user_id)
            shown = asks.ask(f"{path}?{query}" if query else path)
            forms = list(sendable(shown.body.decode(), path)) if shown.status == 200 else []
            for form in forms:
                query = (form.get("action") or "").partition("?")[2]
                self.one(label, send, sentence, (asks, path, query, form))

    def one(self, label, send, sentence, asked):
        """One form; what cannot be sent so answers with nothing."""
        asks, path, query, form = asked
        sent, typed = typed_into(form)
        if not typed and sentence != OUT_OF_DATE:
            return
        got = send(asks, path, query, sent, form)
        if got is None:
            return
        self.tried += 1
        page = got.body.decode()
        if got.status != 200 or sentence not in page or lost(page, typed):
            self.wrong.append(f"{label} {sentence[:20]}: {got.status} {lost(page, typed)}")


def test_every_form(functional, world):
    tries, portal = Tries(world), functional["portal"]

    def out_of_date(asks, path, query, sent, form):
        before = everything_kept(portal)
        body = urlencode({**sent, "_authenticator": "x"}).encode()
        got = asks.ask(f"{path}?{query}", "POST", body=body, CONTENT_TYPE=FORM)
        asks.ask(f"{path}?{query}", "POST", JSON, body, CONTENT_TYPE=FORM)
        assert everything_kept(portal) == before, path
        return got

    def signed_out(asks, path, query, sent, form):
        arrived = {name.partition(":")[0]: value for name, value in sent.items()}
        keep(asks.user_id, path, {**dict(parse_qsl(query)), **arrived})
        return asks.ask(path)

    def kept_while_typed(asks, path, query, sent, form):
        url, name = form.get("data-draft-url"), form.get("data-draft-form")
        without = "/@@upload" in path or path.startswith("/plone/@@")
        assert url or not form.cssselect("textarea") or without, path
        if not url:
            return None
        fields = {**sent, "draft-form": name, "_authenticator": form.fields["_authenticator"]}
        place = unquote(urlsplit(url).path)
        said = asks.ask(place, "POST", body=urlencode(fields).encode(), CONTENT_TYPE=FORM)
        assert b"Kept at" in said.body, (path, name, said.status)
        home = place.removesuffix("/@@keep-draft")
        return asks.ask(f"{home}/{name}{'&' if '?' in name else '?'}draft={sent['draft']}")

    def twice(asks, path, query, sent, form):
        """Each field twice; what is not of the form's own, its ids, as somebody else's."""
        fields = [(name, value) for name in sent for value in ("a", "b")]
        fields += [("_authenticator", form.fields["_authenticator"])]
        body = urlencode(fields).encode()
        got = asks.ask(f"{path}?{query}", "POST", body=body, CONTENT_TYPE=FORM)
        if got.status >= 500:
            tries.wrong.append(f"{path}, each field twice: {got.status}")

    tries.all(out_of_date, str(OUT_OF_DATE))
    tries.all(signed_out, str(GIVEN_BACK), SPARSE)
    tries.all(kept_while_typed, "This is what you began on ", SPARSE)
    with nothing_kept():
        tries.all(twice, "", SPARSE)
    assert not tries.wrong, "\n".join(["", *tries.wrong])
    assert tries.tried > 60
