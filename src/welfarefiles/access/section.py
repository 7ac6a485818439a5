"""The restricted section of a file: whether a record stands in it, and what that means for rights
(R131, legal privilege). Who may move one there, and why not, is the business of ``restricted``.
"""

from ..index.pending import touch
from ..people.roles import FILE_TYPES
from ..people.roles import PRIVILEGED_READER
from ..people.stored import stored
from ..people.stored import uid_of
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.access.section"

WALLS = ("View", "Access contents information")

#: Read in whatever state the file is: its readers are named one by one, for this alone.
STATES = ("open", "transferred", "closed", "retained")


def is_restricted(record):
    """Whether a record stands in its file's restricted section."""
    return bool(stored(record, KEY))


def put_in(record, by, at, reason):
    """Move a record into the section, for good.

    Nothing it had from its file counts any longer: not the roles, and not who may see it.

    :param at: aware instant.
    """
    IAnnotations(record)[KEY] = PersistentMapping(by=by, at=at, reason=reason)
    record.__ac_local_roles_block__ = True
    for permission in WALLS:
        record.manage_permission(permission, roles=[PRIVILEGED_READER], acquire=0)
    touch(record)


def about(record):
    """`{"by", "at", "reason"}` of a record that was moved into the section, else empty."""
    return stored(record, KEY)


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
