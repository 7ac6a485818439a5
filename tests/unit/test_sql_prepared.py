"""A prepared statement answers what SQLAlchemy answers, in the words of either database."""

from datetime import date
from datetime import datetime
from datetime import UTC
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import union_all
from sqlalchemy.exc import DBAPIError
from tests.stores import statements
from welfarefiles.index.tables import dues
from welfarefiles.index.tables import files
from welfarefiles.index.tables import grants
from welfarefiles.index.tables import scopes
from welfarefiles.sql.errors import StoreFailed
from welfarefiles.sql.prepared import LONGEST
from welfarefiles.sql.prepared import Prepared
from welfarefiles.sql.prepared import run
from welfarefiles.sql.types import Moment
from welfarefiles.sql.types import Words

import pytest


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DUE = {
    "uid": "a",
    "what": "review",
    "scope_id": 7,
    "file_uid": "f",
    "school_uid": "s",
    "due_at": NOON,
    "timed": True,
    "calendar": "",
    "sentence": "it's due 100%",
    "responsible": "",
}
GRANT = {
    "scope_id": 7,
    "grant_id": "g",
    "user_id": "ann",
    "role": "Case Worker",
    "starts": NOON,
    "ends": None,
    "review_on": date(2026, 12, 1),
}


@pytest.fixture
def filled(store):
    with store.writing() as connection:
        connection.execute(insert(dues), [DUE, DUE | {"what": "visit", "scope_id": 8}])
        connection.execute(insert(grants), [GRANT, GRANT | {"grant_id": "h", "ends": NOON}])
    return store


def numbers(*numbers):
    return {"numbers": list(numbers)}


ANN = {"user_id": "ann"}
IN_SCOPES = dues.c.scope_id.in_(bindparam("numbers", expanding=True))
USER = bindparam("user_id", type_=Words)
STATEMENTS = [
    (select(dues).order_by(dues.c.what), {}),
    (select(dues).where(dues.c.sentence == "it's due 100%", dues.c.timed), {}),
    (select(dues).where(dues.c.due_at <= bindparam("now", type_=Moment)), {"now": NOON}),
    (select(dues.c.what).where(dues.c.scope_id.in_([8, 9]), dues.c.uid.not_in([])), {}),
    (select(dues.c.what).where(IN_SCOPES), numbers()),
    (select(dues.c.what).where(IN_SCOPES), numbers(7)),
    (select(dues.c.what).where(IN_SCOPES).order_by(dues.c.what), numbers(7, 8)),
    (select(dues.c.what).where(IN_SCOPES), numbers(*range(LONGEST + 3))),
    (
        select(func.count(), func.max(grants.c.role)).where(grants.c.user_id == USER),
        {"user_id": "ann"},
    ),
    (select(grants).order_by(grants.c.grant_id).limit(bindparam("most")), {"most": 1}),
    (
        select(grants.c.ends).where(grants.c.user_id.in_(union_all(select(USER)))),
        {"user_id": "ann"},
    ),
    (select(files), {}),
]


@pytest.mark.parametrize(("statement", "values"), STATEMENTS)
def test_answers_the_same(filled, statement, values):
    prepared = Prepared(statement)
    for _again in range(2):
        with filled.reading() as connection:
            rows = prepared.rows(connection, **values)
            expected = connection.execute(statement, values).all()
        assert list(map(tuple, rows)) == list(map(tuple, expected))


def test_whoever_listens_to_statements_hears_it(filled):
    with statements(filled) as heard, filled.reading() as connection:
        Prepared(select(dues)).rows(connection)
    assert [line for line in heard if "FROM dues" in line]


def test_columns_by_name(filled):
    with filled.reading() as connection:
        [row] = Prepared(select(grants).where(grants.c.grant_id == "g")).rows(connection)
    assert (row.user_id, row.starts, row.ends) == ("ann", NOON, None)


def test_a_naive_time_is_refused(filled):
    late = Prepared(select(dues).where(dues.c.due_at < bindparam("now", type_=Moment)))
    with filled.reading() as connection, pytest.raises(ValueError, match="time zone"):
        late.rows(connection, now=datetime(2026, 11, 22))


def test_errors_are_those_of_sqlalchemy_and_quote_no_value(filled):
    asked = "SELECT nothing FROM nowhere"
    with pytest.raises(StoreFailed, match="SELECT nothing"), filled.reading() as connection:
        run(connection, asked)
    with filled.read_engine.connect() as connection, pytest.raises(DBAPIError) as found:
        run(connection, asked)
    assert not found.value.params


def test_a_lost_connection_may_be_tried_again(postgresql_store):
    with postgresql_store.reading() as connection:
        number = run(connection, "SELECT pg_backend_pid()").fetchone()[0]
        with postgresql_store.writing() as other:
            other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
        with pytest.raises(DBAPIError) as found:
            run(connection, "SELECT 1")
    assert found.value.connection_invalidated
    with postgresql_store.reading() as connection:
        assert Prepared(select(func.count()).select_from(scopes)).rows(connection)
