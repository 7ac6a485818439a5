"""The one clock of signing in; tests set it instead of waiting."""

from datetime import datetime
from datetime import UTC


def now():
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
