"""The private PostgreSQL of the tests."""

from sqlalchemy import create_engine
from sqlalchemy import text


def test_each_test_gets_an_empty_database(postgresql_database, postgresql_url):
    engine = create_engine(postgresql_database)
    with engine.begin() as connection:
        connection.execute(text("create table here (n integer)"))
        assert connection.execute(text("select inet_server_addr()")).scalar() is None
    engine.dispose()
    assert postgresql_database != postgresql_url
