"""What has no row in the index among the pages of what has one, by time. Needs no Plone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any


def on_page(
    page: Any, others: Sequence[Any], after: datetime | None, descending: bool
) -> list[Any]:
    """The rows of a page with those others that belong between them, each on one page only.

    :param page: `Page` of rows in the order of events (`happened_at`).
    :param after: time of the event at which the page before ended, None for the first page.
    """
    last = page.rows[-1].happened_at if page.next else None

    def belongs(at):
        if descending:
            return (after is None or at < after) and (last is None or at >= last)
        return (after is None or at > after) and (last is None or at <= last)

    found = [one for one in others if belongs(one.happened_at)]
    return in_order([*page.rows, *found], descending)


def in_order(rows: Sequence[Any], descending: bool = False) -> list[Any]:
    """Rows, or entries, by the time of the event; of one time as they were given."""
    return sorted(rows, key=lambda row: row.happened_at, reverse=descending)
