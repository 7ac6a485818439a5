"""Open the store when the server starts."""

from .engine import get_store

import logging


logger = logging.getLogger(__name__)


def open_at_start(event):
    """Create or migrate the tables before the first request."""
    store = get_store()
    logger.info(
        "Welfare Files keeps its index in %s",
        store.url.render_as_string(hide_password=True),
    )
