"""Say so at the start when the index is not the one that belongs to the objects."""

from ..index.tables import schools
from ..sql.engine import get_store
from .site import SiteObjects
from sqlalchemy import select
from zope.component.hooks import setSite

import logging
import transaction


logger = logging.getLogger(__name__)


def warn_at_start(event):
    """Subscriber of IDatabaseOpenedWithRoot."""
    from Products.CMFPlone.interfaces import IPloneSiteRoot

    connection = event.database.open()
    try:
        app = connection.root().get("Application")
        portals = app.objectValues() if app is not None else ()
        warn_if_lost(filter(IPloneSiteRoot.providedBy, portals), get_store())
    finally:
        setSite(None)
        transaction.abort()
        connection.close()


def warn_if_lost(portals, store):
    """Log an error, and return True, when there is a school and the index has none at all.

    Nobody would see a file, and one child could be given two: the database was lost or the setting
    names another one.
    """
    first = next(iter(SiteObjects(portals)), None)
    if first is None:
        return False
    with store.reading() as connection:
        if connection.execute(select(schools.c.uid).limit(1)).first() is not None:
            return False
    logger.error("The index is empty, but there are schools: run welfarefiles-rebuild")
    return True
