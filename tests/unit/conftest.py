"""Fixtures of the unit tests: no Plone here."""

from tests.stores import postgresql_store
from tests.stores import sqlite_store
from tests.stores import store


__all__ = ["postgresql_store", "sqlite_store", "store"]
