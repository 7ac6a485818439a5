"""Handwritten notes are not the record: kept as a scan, or destroyed (R096, R097, decision 4)."""

from ..people.team import school_of


KEEP, DESTROY = "keep", "destroy"
#: The field of a record that is of no use to a school that does so.
_NOT_ASKED = {KEEP: "notes_destroyed_on", DESTROY: "handwritten_notes"}


def field_not_asked(content):
    """The field that forms of records need not ask in the school of a file or record."""
    school = school_of(content)
    return _NOT_ASKED.get(getattr(school, "handwritten_notes", None) or KEEP)
