"""Column types round trip alike on both databases."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from sqlalchemy import Column
from sqlalchemy import insert
from sqlalchemy import Integer
from sqlalchemy import MetaData
from sqlalchemy import select
from sqlalchemy import Table
from sqlalchemy.exc import StatementError
from welfarefiles.sql.types import DayOrFirst
from welfarefiles.sql.types import DayOrLast
from welfarefiles.sql.types import Json
from welfarefiles.sql.types import Moment
from welfarefiles.sql.types import MomentOrNever
from welfarefiles.sql.types import Words
from zoneinfo import ZoneInfo

import pytest


things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("moment", Moment),
    Column("until", MomentOrNever),
    Column("first", DayOrFirst),
    Column("last", DayOrLast),
    Column("words", Words),
    Column("details", Json),
)


@pytest.fixture
def put(store):
    """Store values in one row and give them back as they are read."""
    with store.writing() as connection:
        things.create(connection)

    def put(**values):
        with store.writing() as connection:
            connection.execute(things.delete())
            connection.execute(insert(things), values)
        with store.reading() as connection:
            return connection.execute(select(things)).one()

    yield put
    with store.writing() as connection:
        things.drop(connection)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Europe/London"), timezone(timedelta(hours=-7))])
@pytest.mark.parametrize("month", [1, 7])
def test_moment_comes_back_aware_and_equal(put, zone, month):
    moment = datetime(2026, month, 3, 23, 59, 1, 123456, tzinfo=zone)
    found = put(moment=moment, until=moment)
    assert found.moment == found.until == moment
    assert found.moment.tzinfo is UTC


def test_naive_moment_is_refused(put):
    with pytest.raises(StatementError, match="time zone"):
        put(moment=datetime(2026, 7, 1, 9, 0))


def test_none_sorts_last_and_comes_back_as_none(put, store):
    found = put(until=None, last=None, first=None)
    assert (found.until, found.last, found.first) == (None, None, None)
    day = date(2026, 11, 16)
    with store.reading() as connection:
        seen = select(things.c.id).where(things.c.first < day, things.c.last > day)
        assert connection.execute(seen).one()


def test_words_lose_what_postgresql_cannot_hold(put):
    assert put(words="a\x00b\ud800 Zoë").words == "ab? Zoë"


def test_details_keep_their_shape(put):
    details = {"child_seen": True, "group": "child", "numbers": [1, 2]}
    assert put(details=details).details == details
