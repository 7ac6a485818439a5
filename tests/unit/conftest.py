"""Fixtures of the unit tests: no Plone here."""

from tests.ledgers import fresh
from tests.ledgers import fresh_sqlite
from tests.ledgers import fresh_url
from tests.ledgers import migrated
from tests.stores import postgresql_store
from tests.stores import sqlite_store
from tests.stores import store
from welfarefiles.sql.engine import set_store
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import os
import pytest


__all__ = [
    "fresh",
    "fresh_sqlite",
    "fresh_url",
    "migrated",
    "postgresql_store",
    "sqlite_store",
    "store",
]

#: What a Plone layer of the same process has said to the portal by the environment.
OF_LAYERS = ("WELFAREFILES_KEY_FILE", "WELFAREFILES_MAIL_QUEUE", "WELFAREFILES_JOBS")


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No store, no site and no settings of a layer that other tests of this process have set up."""
    for name in OF_LAYERS:
        monkeypatch.delenv(name, raising=False)
    before, site = set_store(None), getSite()
    setSite(None)
    yield
    setSite(site)
    left = set_store(before)
    assert left is None, f"A store was left in use: {left.url}"
    assert not [name for name in OF_LAYERS if name in os.environ and before is None]
