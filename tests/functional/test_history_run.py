"""Five thousand requests of every kind by everybody, compared with the ledger one by one.

What is expected follows from what the client got: an answer that shows something has its one entry,
a refusal of somebody signed in has one, a change has those of the change and no view beside them,
everything else has none. They must be there before the first byte of the answer is read.
"""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_user
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from tests.wsgi import JSON
from welfarefiles.access.barriers import barriers
from welfarefiles.ledger import reading
from welfarefiles.people.stored import uid_of
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubBeforeCommit

import itertools
import json
import os
import pytest
import random
import transaction


REQUESTS = 5000 if os.environ.get("WELFAREFILES_THOROUGH") else 1000
PEOPLE = (
    *("lead", "head", "office", "records", "staff", "auditor", "worker", "reader", "privileged"),
    *("wflead", "barred", "stranger", "siteadmin", None),
)
ABSENT = "0123456789abcdef"
SHOWN = {200, 206, 304, 400}
TRIED_AGAIN = 97  # each so-manieth request fails at its end and is tried again


@dataclass(frozen=True)
class Kind:
    """A kind of request: `action` of the entry when it shows something of `about`.

    `changes`: actions of what it changes when it is taken (201, 204 or a redirection).
    """

    path: str
    action: str = ""
    about: str = ""
    weight: int = 10
    request: dict = field(default_factory=dict)
    changes: tuple = ()
    only: tuple = PEOPLE


def page(path, action, about, weight=1, **request):
    return Kind(path, action, about, weight, request)


def rest(path, action, about, weight=10, method="GET", **more):
    return Kind(path, action, about, weight, {"accept": JSON, "method": method, **more})


def change(method, path, about, changes, action="", weight=6, only=PEOPLE, **data):
    body = json.dumps({"@type" if key == "type" else key: one for key, one in data.items()})
    request = {"method": method, "accept": JSON, "body": body.encode(), "CONTENT_TYPE": JSON}
    return Kind(path, action, about, weight, request, changes, only)


NOTE = {
    "type": "ContactNote", "happened_at": "2026-01-14T15:40", "contact_group": "parents",
    "kind": "telephone", "with_whom": "Mother", "discussion": "Talk", "outcome": "None",
}  # fmt: skip
KINDS = [
    page("{file}", "files.viewed", "file"),
    page("{file}/@@chronology", "files.viewed", "file"),
    page("{file}/@@documents?order=up", "files.viewed", "file"),
    page("{file}/@@people", "files.viewed", "file"),
    page("{file}/@@closing", "files.viewed", "file"),
    page("{file}/@@upload", "files.viewed", "file"),
    page("{file}/@@history", "history.viewed", "file"),
    page("{file}/@@history.csv?kind=disposal", "history.exported", "file", 2),
    page("{file}/@@chronology.pdf?type=WelfareDocument", "chronology.exported", "file", 2),
    page("{note}", "records.viewed", "note"),
    page("{note}/edit", "records.viewed", "note"),
    page("{note}/@@move-on?transition=sign", "records.viewed", "note"),
    page("{school}/files", "files.register-viewed", ""),
    page("{school}/@@history", "history.viewed", ""),
    page("{school}/@@unusual-access", "history.viewed", ""),
    page("{portal}/@@my-activity", "", ""),
    page("{document}/@@download/file", "records.downloaded", "document", 12),
    page("{document}/@@download/file", "records.downloaded", "document", 4, method="HEAD"),
    page("{document}/@@display-file/file", "records.downloaded", "document", 4),
    page("{document}/@@download/file", "records.downloaded", "document", 6,
         HTTP_RANGE="bytes=0-2"),
    page("{file}/{absent}", "", "", 8),
    page("{folder}/{absent}", "", "", 8),
    page("{file}/title", "", "", 8),
    page("{file}/@@move-on?transition=nonsense", "", "", 6),
    page("{file}/edit", "files.viewed", "file", 1, method="POST", body=b"", CONTENT_TYPE=FORM),
    page("{portal}/@@find", "files.searched", "", 1, method="POST", body=b"text=telephone",
         CONTENT_TYPE=FORM),
    rest("{file}", "files.viewed", "file", 14),
    rest("{file}", "files.viewed", "file", 6, "HEAD"),
    rest("{file}", "files.viewed", "file", 6, "OPTIONS"),
    rest("{file}", "", "", 4, "DELETE"),
    rest("{file}/@workflow", "files.viewed", "file"),
    rest("{file}/@ledger?b_size=5&kind=refusal", "history.viewed", "file"),
    rest("{cp}", "files.viewed", "cp", 14),
    rest("{note}", "records.viewed", "note", 14),
    rest("{note}", "records.viewed", "note", 6, HTTP_IF_NONE_MATCH="*"),
    rest("{plan}/@workflow", "records.viewed", "plan"),
    rest("{school}", "", "", 4),
    rest("{school}/files?b_size=5", "files.register-viewed", "", 6),
    rest("{school}/@ledger?b_size=5&kind=disposal", "history.viewed", ""),
    rest("{portal}/@search?SearchableText=telephone&b_size=3", "files.searched", "", 6),
    rest("{portal}/@search?SearchableText=unheardof", "", "", 6),
    rest("{file}/@search?SearchableText=minutes", "files.searched", "file", 6),
    change("POST", "{file}", "", ("records.added",), only=("lead", "worker", "reader"), weight=12,
           **NOTE),
    change("POST", "{file}", "file", (), "files.viewed", type="ContactNote"),
    change("PATCH", "{note}", "note", ("records.changed",), outcome="{fresh}"),
    change("PATCH", "{note}", "note", (), "records.viewed", kind="seance"),
    change("PATCH", "{file}", "file", ("files.changed",), class_group="{fresh}"),
    change("POST", "{file}/@workflow/close", "file", (), "files.viewed"),
]  # fmt: skip


class Run:
    """Asks, and keeps what the ledger should hold."""

    def __init__(self, place, uids, seed=5000):
        self.place, self.uids = place, uids
        self.random = random.Random(seed)
        self.numbers = itertools.count()
        self.expected, self.wrong, self.statuses = [], [], Counter()
        self.people = {one: Direct(one, before_bytes=self.look) for one in PEOPLE}
        self.first = self.head = reading.head()[0]
        self.made = 0

    def look(self):
        """The answer is made and none of it read: how many entries are there now?"""
        head = reading.head()[0]
        self.made, self.head = head - self.head, head

    def ask(self):
        [kind] = self.random.choices(KINDS, [kind.weight for kind in KINDS])
        user_id = self.random.choice(kind.only)
        request = dict(kind.request)
        if b"{fresh}" in request.get("body", b""):
            fresh = f"T{next(self.numbers)}".encode()
            request["body"] = request["body"].replace(b"{fresh}", fresh)
        path = kind.path.format(**self.place)
        answer = self.people[user_id].ask(path, **request)
        actions = self.should_enter(kind, user_id, answer)
        if self.made != len(actions):
            self.wrong.append((kind.path, request.get("method"), user_id, answer.status, self.made))
        self.expected += [(user_id, *action) for action in actions]
        self.statuses[kind.path, answer.status] += 1

    def should_enter(self, kind, user_id, answer):
        """(action, uid of what it is about or None for any) of each entry there should be."""
        about = self.uids.get(kind.about)
        if answer.status == 404:
            return [("access.refused", None)] if user_id else []
        if kind.changes and answer.status in (201, 204):
            return [(action, about) for action in kind.changes]
        if answer.status in (302, 401):
            return []
        if "@search" in kind.path or "@@find" in kind.path:
            found = b'"items_total": 0' not in answer.body and b'<ol class="line">' in answer.body
            is_api = kind.request.get("accept") == JSON
            found = json.loads(answer.body)["items_total"] > 0 if is_api else found
            return [(kind.action, about)] if kind.action and found else []
        shown = answer.status in SHOWN or (answer.status == 204 and not kind.changes)
        return [(kind.action, about)] if shown and kind.action else []


@pytest.fixture
def run(functional, monkeypatch):
    monkeypatch.setattr(HTTPRequest, "delay_retry", lambda request: None)
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "wflead")
    make_user(portal, "barred")
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    school = make_staffed_school(portal)
    name_for(school, "wflead", "Welfare Lead", "WelfareFile")
    name_for(school, "barred", "Welfare Lead", "WelfareFile", "ChildProtectionFile")
    with signed_in("lead"):
        file = make_file(school)
        things = {
            "portal": portal,
            "school": school,
            "folder": school["files"],
            "file": file,
            "cp": make_file(school, "ChildProtectionFile"),
            "note": make_note(file),
            "document": make_record(file, "WelfareDocument"),
            "plan": make_record(file, "Plan"),
        }
    grant_all(file)
    for one in (file, things["cp"]):
        barriers(one).add("barred", "uncle")
    transaction.commit()
    place = {name: "/".join(thing.getPhysicalPath()) for name, thing in things.items()}
    named = ("file", "cp", "note", "document", "plan")
    uids = {name: uid_of(things[name]) for name in named}
    return Run({**place, "absent": ABSENT}, uids)


def fails_now_and_then(run):
    """A subscriber that makes some requests fail after all their work, to be tried again."""
    count = itertools.count(1)

    def fail(event):
        if event.request.retry_count == 0 and next(count) % TRIED_AGAIN == 0:
            raise ConflictError

    return fail


def test_every_request_is_in_the_ledger_once_before_its_answer(run):
    fail, manager = fails_now_and_then(run), getGlobalSiteManager()
    manager.registerHandler(fail, (IPubBeforeCommit,))
    try:
        for _number in range(REQUESTS):
            run.ask()
    finally:
        manager.unregisterHandler(fail, (IPubBeforeCommit,))
    assert run.wrong == []
    entries = list(reversed(reading.entries(after=run.first, limit=10 * REQUESTS)))
    assert [(one.person, one.action) for one in entries] == [one[:2] for one in run.expected]
    for entry, (_user_id, _action, uid) in zip(entries, run.expected, strict=True):
        assert uid in (None, entry.record_uid or entry.file_uid)
    seen = {status for _path, status in run.statuses}
    assert {200, 201, 204, 206, 302, 400, 401, 404} <= seen
    assert {path for path, _status in run.statuses} == {kind.path for kind in KINDS}
    assert len({entry.once for entry in entries if entry.once}) == sum(
        bool(entry.once) for entry in entries
    )
