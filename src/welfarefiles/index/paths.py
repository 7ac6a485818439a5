"""The way from a uid to where its object is."""

from ..sql.engine import get_store
from .tables import items
from .tables import schools
from sqlalchemy import select


def path_of(uid):
    """Path of a school, file or record as the index has it, or None."""
    found = (select(table.c.path).where(table.c.uid == uid) for table in (items, schools))
    with get_store().reading() as connection:
        return next(filter(None, (connection.scalar(one) for one in found)), None)
