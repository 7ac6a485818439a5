"""The checklist as it stood when the file was closed: kept on its summary, read ever after (C27).

A school may change its lines, and a closed file is judged no more.
"""

from .checklist import LineResult
from dataclasses import asdict
from persistent.list import PersistentList


NAME = "checklist_as_closed"


def keep_snapshot(summary, results):
    """Keep how every line stands (`LineResult`s)."""
    setattr(summary, NAME, PersistentList(asdict(one) for one in results))


def has_snapshot(summary):
    return getattr(summary, NAME, None) is not None


def snapshot_of(summary):
    """The `LineResult`s that were kept, or None: the file was not closed with this summary."""
    kept = getattr(summary, NAME, None) if summary is not None else None
    return [LineResult(**one) for one in kept] if kept is not None else None
