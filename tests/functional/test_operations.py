"""Every operation by every way there is, tried by everybody: done, or nothing there and nothing
changed. The tables are in `tests/operations`. By default a few try each, always the same, one of
them let through; everybody with ``make thorough``."""

from plone.protect import createToken
from sqlalchemy import func
from sqlalchemy import select
from tests import operations
from tests.api import path_of
from tests.operations import PEOPLE
from tests.operations.world import make_world
from tests.school import signed_in
from tests.word import Asker
from tests.word import take_at_their_word
from tests.wsgi import FORM
from tests.wsgi import JSON
from urllib.parse import quote
from welfarefiles.sql.engine import get_store
from welfarefiles.sql.tables import metadata
from zlib import crc32
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from ZPublisher.interfaces import IPubAfterTraversal

import os
import pytest
import transaction


THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
ALL_PLACES = ("school", "files", "file", "note", "signed", "hidden", "concern", "closed")
PLACES = ALL_PLACES if THOROUGH else ("file", "note")
#: So many who are not let through try each, by default.
REFUSED = 2
NOT_OPEN = b"This step is not open to you here."
#: What is noted of the tries themselves, and of what was read.
NOTED = {"ledger", "account_failures"}


@pytest.fixture
def world(functional):
    """(places, names) of `tests.operations.world`; what is let through is undone."""
    portal = functional["portal"]
    made = make_world(portal)
    take_at_their_word(portal)
    transaction.commit()
    manager = getGlobalSiteManager()
    manager.registerHandler(undo, (IPubAfterTraversal,))
    yield made
    manager.unregisterHandler(undo, (IPubAfterTraversal,))
    setSite(portal)


DONE = {"kept": False}


def undo(event):
    """What is allowed is not kept, so that everybody finds the same; what is refused would be."""
    if not DONE["kept"]:
        transaction.doom()


class Tries:
    """One person who tries operations."""

    def __init__(self, places, names, user_id):
        self.places, self.names, self.user_id = places, names, user_id
        self.asks = Asker(None if user_id == "nobody" else user_id)
        with signed_in("stranger" if user_id == "nobody" else user_id):
            self.token = createToken()

    def passes(self, operation, kept):
        """Whether they are let through to an operation; what it did is kept or not."""
        DONE["kept"] = kept
        got = self.ask(operation)
        home = got.headers.get("location", "")
        away = got.status == 302 and ("/login" in home or "require_login" in home)
        # Who may change a thing is told in words that its id, for one, is not theirs to give.
        refused = (401, 404) if operation.who else (400, 401, 404)
        return not (away or got.status in refused or NOT_OPEN in got.body)

    def ask(self, operation):
        place = self.places[operation.place]
        names = {
            **self.names,
            "self": place.getId(),
            "path": path_of(place),
            "uid": place.UID(),
        }
        path = f"{path_of(place)}/{operations.filled(operation.what, names)}".rstrip("/")
        sent = operations.filled(operation.sent, names)
        if operation.method == "GET":
            return self.asks.ask(path, accept=JSON if operation.is_rest else "text/html")
        if operation.is_rest:
            body = operations.checked(sent).encode()
            said = {"CONTENT_TYPE": JSON, "HTTP_IF_MATCH": "*"}
            return self.asks.ask(path, operation.method, JSON, body, **said)
        body = f"{quote(sent, safe='=&+')}&_authenticator={self.token}".encode()
        return self.asks.ask(path, operation.method, body=body, CONTENT_TYPE=FORM)


def everything_kept(portal):
    """What would differ if anything had been changed: the object database, and each table."""
    counts = {}
    with get_store().reading() as connection:
        for name, table in metadata.tables.items():
            if name not in NOTED:
                counts[name] = connection.scalar(select(func.count()).select_from(table))
    return portal._p_jar.db().lastTransaction(), counts


def who_try(operation, allowed):
    """User ids of those who try: one who is let through, and of those who are not a few."""
    if THOROUGH:
        return set(PEOPLE)

    def some(people, number):
        return sorted(people, key=lambda one: crc32(f"{one} {operation}".encode()))[:number]

    return {*some(allowed, 1), *some(set(PEOPLE) - allowed, REFUSED)}


def try_all(world, portal, table, expected):
    """Everybody tries what is in a table: it comes out as expected, or nothing is changed."""
    wrong, before = [], everything_kept(portal)
    for user_id in PEOPLE:
        tries = Tries(*world, user_id)
        for one in table:
            if user_id not in who_try(one, expected(one)):
                continue
            allowed = user_id in expected(one)
            # What is not let through is not undone either: nothing may have been changed.
            if tries.passes(one, kept=not allowed) is not allowed:
                wrong.append(f"{user_id} {'not ' * allowed}let through to {one}")
    assert not wrong, "\n".join(["", *wrong])
    assert everything_kept(portal) == before


def test_our_operations(functional, world):
    table = list(operations.ours())
    assert all(one.who <= set(PEOPLE) for one in table)
    try_all(world, functional["portal"], table, lambda one: one.who)


def test_operations_of_plone(functional, world):
    table = [one for place in PLACES for one in operations.nobodys(place)]
    try_all(world, functional["portal"], table, lambda one: frozenset())
