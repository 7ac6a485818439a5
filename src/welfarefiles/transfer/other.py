"""The child's other file in a school: the child protection file of a welfare file, or back."""

from ..files.opening import find_twin
from ..people.roles import FILE_TYPES
from ..people.team import school_of
from ..permissions import may
from .knowing import file_of
from plone import api


def other_file(file):
    """The other file of the same child if it is open and the person may see it, or None."""
    school = school_of(file)
    [other_type] = FILE_TYPES - {file.portal_type}
    row = find_twin(school, other_type, file)
    found = file_of(school, row.uid) if row is not None else None
    if found is None or not may("View", found) or api.content.get_state(found) != "open":
        return None
    return found
