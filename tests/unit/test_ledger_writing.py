"""Entering: with the change or not at all, before the answer, once; read back as it was said."""

from datetime import UTC
from sqlalchemy import text
from tests.ledgers import Thing
from welfarefiles.ledger import reading
from welfarefiles.ledger.actions import UnknownAction
from welfarefiles.ledger.circumstances import acting
from welfarefiles.ledger.entry import Change
from welfarefiles.ledger.writing import enter
from welfarefiles.ledger.writing import enter_now
from welfarefiles.sql.errors import StoreFailed
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse

import io
import pytest
import transaction


def actions():
    return [entry.action for entry in reversed(reading.entries())]


def test_an_entry_says_who_what_where(fresh):
    changes = (
        Change("state", "open", "closed"),
        Change("note", None, None, "a" * 64, "b" * 64),
    )
    with acting("mary", "token", "192.0.2.7", "r" * 32):
        enter(
            "file.changed",
            Thing(record_uid="n1"),
            about="joe",
            reason="asked by “the head”",
            fields=changes,
            pages=3,
            format="pdf",
            whole=False,
        )
        transaction.commit()
    (entry,) = reading.entries()
    assert (entry.number, entry.action, entry.kind, entry.severity) == (
        1,
        "file.changed",
        "change",
        "plain",
    )
    assert (entry.person, entry.through, entry.ip, entry.request_id) == (
        "mary",
        "token",
        "192.0.2.7",
        "r" * 32,
    )
    assert (entry.school_uid, entry.file_uid, entry.file_type, entry.reference) == (
        "s1",
        "f1",
        "WelfareFile",
        "WF-2026-000001",
    )
    assert (entry.record_uid, entry.record_type, entry.about) == ("n1", "ContactNote", "joe")
    assert (entry.fields, entry.reason) == (changes, "asked by “the head”")
    assert entry.detail == {"pages": 3, "format": "pdf", "whole": False}
    assert entry.moment.tzinfo is UTC
    assert entry.local[:10] == str(entry.moment.date()) or entry.local.endswith("+01:00")


def test_a_change_is_entered_when_it_commits_and_not_before(fresh):
    enter("file.changed", Thing())
    assert actions() == []
    transaction.commit()
    assert actions() == ["file.changed"]


def test_an_abort_enters_nothing_but_what_was_entered_at_once(fresh):
    enter("file.changed", Thing())
    enter_now("file.refused", Thing())
    transaction.abort()
    transaction.commit()
    assert actions() == ["file.refused"]


def test_a_savepoint_takes_entries_back(fresh):
    enter("file.changed", Thing())
    savepoint = transaction.savepoint()
    enter("access.given", Thing())
    savepoint.rollback()
    transaction.commit()
    assert actions() == ["file.changed"]


def test_seen_and_then_changed_in_one_request(fresh):
    enter("file.changed", Thing())
    with acting("mary"):
        enter_now("file.seen", Thing())
        enter("access.given", Thing())
        transaction.commit()
    assert actions() == ["file.seen", "file.changed", "access.given"]


def test_an_unknown_action_is_a_mistake(fresh):
    for function in (enter, enter_now):
        with pytest.raises(UnknownAction):
            function("file.invented", Thing())
    with pytest.raises(TypeError):
        enter("file.changed", Thing(), text=["a list"])


def test_at_most_once_for_a_request_action_and_object(fresh):
    with acting("mary"):
        for _ in range(2):
            enter_now("file.seen", Thing())
            enter_now("file.seen", Thing(record_uid="n1"))
            enter_now("file.downloaded", Thing(record_uid="n1"))
    with acting("mary"):
        enter_now("file.seen", Thing())
    assert actions() == ["file.seen", "file.seen", "file.downloaded", "file.seen"]


def request_from(environ):
    defaults = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}
    return HTTPRequest(io.BytesIO(), defaults | environ, HTTPResponse())


@pytest.fixture
def request_in_use():
    yield setRequest
    clearRequest()


def test_a_request_that_is_tried_again(fresh, request_in_use):
    request = request_from({"REMOTE_ADDR": "192.0.2.9", "HTTP_AUTHORIZATION": "Bearer x"})
    request_in_use(request)
    enter_now("file.seen", Thing())
    request_in_use(request.retry())
    enter_now("file.seen", Thing())
    enter("file.changed", Thing())
    transaction.commit()
    changed, seen = reading.entries()
    assert seen.request_id == changed.request_id
    assert (seen.ip, seen.through, seen.person) == ("192.0.2.9", "token", "")
    assert actions() == ["file.seen", "file.changed"]


def test_a_request_number_that_came_with_the_request_hides_nothing(fresh, request_in_use):
    for _ in range(2):
        environ = {"HTTP_X_REQUEST_ID": "same", "REMOTE_ADDR": "192.0.2.9"}
        request_in_use(request_from(environ))
        enter_now("file.seen", Thing())
    assert actions() == ["file.seen"] * 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET person = 'x'",
        "UPDATE ledger SET number = 7 WHERE number = 2",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE number = 2",
        "INSERT INTO ledger SELECT * FROM ledger WHERE number = 1",
    ],
)
def test_nothing_can_be_changed_or_removed(fresh, statement):
    for _ in range(2):
        enter_now("file.seen", Thing())
    before = reading.entries()
    with pytest.raises(Exception, match=r"refused|busy"), fresh.writing() as connection:
        connection.execute(text(statement))
    assert reading.entries() == before


def test_replacing_is_refused_as_well(fresh_sqlite):
    enter_now("file.seen", Thing())
    with pytest.raises(StoreFailed), fresh_sqlite.writing() as connection:
        connection.execute(text("INSERT OR REPLACE INTO ledger SELECT * FROM ledger"))
