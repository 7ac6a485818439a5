"""Fixtures of the unit tests: no Plone here."""

from tests.ledgers import fresh
from tests.ledgers import fresh_sqlite
from tests.ledgers import fresh_url
from tests.ledgers import migrated
from tests.stores import postgresql_store
from tests.stores import sqlite_store
from tests.stores import store


__all__ = [
    "fresh",
    "fresh_sqlite",
    "fresh_url",
    "migrated",
    "postgresql_store",
    "sqlite_store",
    "store",
]
