"""Bring the tables of a store up to date (alembic), safely when several processes start at once."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pathlib import Path
from sqlalchemy import text

import logging


logger = logging.getLogger(__name__)
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)  # three lines a start
_LOCK_NUMBER = 7264190351  # any constant: PostgreSQL's advisory lock for "migrating"


def upgrade(store):
    """Create or change the tables as the migrations say. Does nothing on an up-to-date store.

    Looks first with the reading engine, so that a server whose account may not change tables
    can start on a store that somebody else has migrated.
    """
    config = _config()
    if current_revision(store) == ScriptDirectory.from_config(config).get_current_head():
        return
    with store.writing() as connection:
        if store.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK_NUMBER})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    logger.info("The tables of the store are up to date")


def current_revision(store):
    """The migration the store stands at, or None when it is empty."""
    with store.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config():
    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
    )
    return config
