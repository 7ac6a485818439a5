"""Every operation by every way there is, tried by everybody: done, or nothing there and nothing
changed. The tables are in `tests/operations`; a third of the tries by default, always the same, all
of them with ``make thorough``."""

from datetime import timedelta
from plone.protect import createToken
from sqlalchemy import func
from sqlalchemy import select
from tests import operations
from tests.api import path_of
from tests.operations import PEOPLE
from tests.policies import make_policy
from tests.sample import make_file
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from tests.wsgi import JSON
from urllib.parse import quote
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.section import put_in
from welfarefiles.calendars import london
from welfarefiles.deadlines.marking import set_marker
from welfarefiles.envelopes.sending import lend
from welfarefiles.forms.raising import raise_concern
from welfarefiles.forms.raising import Sent
from welfarefiles.people.named_teams import named_teams
from welfarefiles.people.team import team
from welfarefiles.retention.hold_register import holds_of
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
NOT_OPEN = b"This step is not open to you here."
#: What is noted of the tries themselves, and of what was read.
NOTED = {"ledger", "account_failures"}


@pytest.fixture
def world(functional):
    """A school with a file and records in several states; `names` is what the tables fill in."""
    portal = functional["portal"]
    make_people(portal)
    globals_ = {"editor": ["Editor", "Contributor", "Reader", "Reviewer"], "author": ["Owner"]}
    globals_ |= {"siteadmin": ["Site Administrator"], "manager": ["Manager"], "barred": []}
    for user_id, roles in globals_.items():
        make_user(portal, user_id, ["Member", *roles])
    school = make_staffed_school(portal)
    for user_id in ("author", "barred"):
        name_for(school, user_id, "Welfare Lead", "WelfareFile", "ChildProtectionFile")
    with signed_in("author"):
        file, other, closed, retained = (make_file(school) for _number in range(4))
        signed, hidden = make_record(file, "Concern"), make_record(file, "ContactNote")
        summary = make_record(file, "ClosingSummary")
    with signed_in("lead"):
        note, lent = make_record(file, "ContactNote"), make_record(file, "ContactNote")
    with signed_in("worker"):
        plan = make_record(file, "Plan")
    team(school).end("author", "Welfare Lead")
    for one in (file, closed, retained):
        grant_all(one)
    with signed_in("lead"):
        for one in (file, closed, retained):
            barriers(one).add("barred", "Her uncle", "lead")
        marker = set_marker(file, "sen", london.now(), "The SENCO")
        envelope = lend(lent, "office", "For the meeting", london.today() + timedelta(days=2))
    put(closed, "closed")
    put(retained, "retained")
    put(signed, "signed")
    put(plan, "submitted")
    put_in(hidden, "lead", london.now(), "Advice of counsel")
    with signed_in("staff"):
        answers = (("what", "What", "Fell asleep"),)
        concern = raise_concern(school["concerns"], Sent("Somebody Unknown", answers))
    places = {
        "portal": portal,
        "school": school,
        "files": school["files"],
        "concerns": school["concerns"],
        "concern": concern,
        "file": file,
        "note": note,
        "lent": lent,
        "signed": signed,
        "plan": plan,
        "summary": summary,
        "hidden": hidden,
        "closed": closed,
        "retained": retained,
    }
    [standing] = grants(file).of("reader")
    names = {
        "grant": standing.id,
        "hold": holds_of(school).all()[0].id,
        "team": named_teams(school).make("Year 5").id,
        "other": path_of(other),
        "concern": concern.getId(),
        "envelope": envelope.id,
        "marker": marker.id,
        "policy": make_policy(school).id,
    }
    transaction.commit()
    manager = getGlobalSiteManager()
    manager.registerHandler(undo, (IPubAfterTraversal,))
    yield places, names
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
        self.asks = Direct(None if user_id == "nobody" else user_id)
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
            return self.asks.ask(path, operation.method, JSON, body, CONTENT_TYPE=JSON)
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


def try_all(world, portal, table, expected):
    """Everybody tries what is in a table: it comes out as expected, or nothing is changed."""
    wrong, before = [], everything_kept(portal)
    for user_id in PEOPLE:
        tries = Tries(*world, user_id)
        for one in table:
            if not (THOROUGH or crc32(f"{user_id} {one}".encode()) % 3 == 0):
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
