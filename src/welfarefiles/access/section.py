"""The restricted section of a file: whether a record stands in it (R131, legal privilege).

What the section means for rights and lists is asked from low places, so the fact is kept here; how
a record gets there is the business of ``restricted``.
"""

from ..people.roles import FILE_TYPES
from ..people.roles import PRIVILEGED_READER
from ..people.stored import stored
from ..people.stored import uid_of
from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.access.section"

#: Read in whatever state the file is: its readers are named one by one, for this alone.
STATES = ("open", "transferred", "closed", "retained")


def is_restricted(record):
    """Whether a record stands in its file's restricted section."""
    return bool(stored(record, KEY))


def has_section(file):
    """Whether there ever was a record in the file's restricted section."""
    return bool(stored(file, KEY))


def note(content, **facts):
    """Keep on a record that, when and why it was restricted; on its file, that there is one."""
    IAnnotations(content)[KEY] = OOBTree(facts)


def scope_uid(file):
    """UID of the scope of the file's restricted section in the index."""
    return f"{uid_of(file)}:restricted"


def kind_of_scope(portal_type):
    """Under what the index looks up who reads the section: no team entry covers it."""
    return f"{portal_type} restricted"


#: As `who.roles_by_state`, for the sections.
READERS = {
    (kind_of_scope(portal_type), state): frozenset({PRIVILEGED_READER})
    for portal_type in FILE_TYPES
    for state in STATES
}
