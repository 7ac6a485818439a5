"""From rows to columns and back."""

from .rows import Due
from .rows import FileHit
from .rows import FileRow
from .rows import RecordRow
from .tables import files
from .words import child_key
from .words import first_pieces
from .words import sort_key
from .words import year_order
from dataclasses import asdict
from dataclasses import fields
from datetime import datetime
from datetime import time
from datetime import UTC
from functools import cache


#: Columns of `files` that hold several words.
SEVERAL = ("reasons", "markers")
_START = datetime(1970, 1, 1, tzinfo=UTC)


def file_values(row, scope_id):
    """Columns of `files` for a `FileRow`."""
    values = asdict(row)
    values |= {
        "scope_id": scope_id,
        **{name: "".join(f" {one} " for one in sorted(getattr(row, name))) for name in SEVERAL},
        "carers": "\n".join(row.carers),
        "sort_name": sort_key(row.family_name, row.given_name),
        "find_key": sort_key(row.given_name, row.family_name, row.known_as, row.reference, row.upn),
        "child_key": child_key(row.family_name, row.given_name, row.date_of_birth),
        "year_order": year_order(row.year_group),
    }
    return values


def name_values(row):
    """Rows of `names` for a `FileRow`."""
    pieces = first_pieces(row.given_name, row.known_as).union(
        *(first_pieces(name, "") for name in row.carers)
    )
    return [{"piece": piece, "file_uid": row.uid} for piece in sorted(pieces)]


def file_item_values(row, scope_id):
    """Columns of `items` for a file: what lists of everything show of it."""
    opened = datetime.combine(row.opened_on, time(), UTC) if row.opened_on else _START
    record = RecordRow(
        uid=row.uid,
        file_uid=row.uid,
        school_uid=row.school_uid,
        portal_type=row.portal_type,
        state=row.state,
        path=row.path,
        revision=row.revision,
        happened_at=opened,
        recorded_at=opened,
        title=row.reference,
        volume=row.volume,
    )
    return record_values(record, scope_id)


def record_values(row, scope_id):
    """Columns of `items` for a `RecordRow`, apart from `text_id`."""
    return {field.name: getattr(row, field.name) for field in fields(row)} | {"scope_id": scope_id}


def due_values(row, rows, scope_id, school_uid, file_uid):
    """Columns of `dues`."""
    return asdict(row) | {
        "uid": rows.uid,
        "scope_id": scope_id,
        "school_uid": school_uid,
        "file_uid": file_uid,
    }


@cache
def _names(kind):
    return [field.name for field in fields(kind)]


def _taken(kind, row):
    return kind(**{name: getattr(row, name) for name in _names(kind)})


def file_row(row):
    """`FileRow` from a row of `files`."""
    values = {name: getattr(row, name) for name in _names(FileRow)}
    values |= {name: tuple(values[name].split()) for name in SEVERAL}
    return FileRow(**values | {"carers": tuple(values["carers"].splitlines())})


#: Columns that make a `FileHit`, in its order.
HIT = [files.c[name] for name in FileHit._fields if name != "opens"]
_REASONS, _MARKERS = map(FileHit._fields.index, SEVERAL)


def file_hit(row, sight):
    """`FileHit` from a row of the columns `HIT`, for somebody who may open what is in a `Sight`."""
    values = [
        *row,
        sight.includes(row.scope_id, row.uid, row.school_uid, row.portal_type, row.state),
    ]
    values[_REASONS] = tuple(values[_REASONS].split())
    values[_MARKERS] = tuple(values[_MARKERS].split())
    return FileHit._make(values)


def record_row(row):
    """`RecordRow` from a row of `items`."""
    return _taken(RecordRow, row)


def due(row):
    """`Due` from a row of `dues`."""
    return _taken(Due, row)
