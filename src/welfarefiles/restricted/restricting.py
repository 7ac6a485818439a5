"""Moving a record into the restricted section of its file, for good (R131).

What was written to or by Legal Services is privileged: read by the section's own readers, who are
named for the file one by one with a reason, and left out of everything for everybody else.
"""

from .. import _
from ..access import section
from ..access.grants import grants
from ..access.roles import roles_on
from ..access.section import is_restricted
from ..calendars import london
from ..ledger.writing import enter
from ..people.roles import PRIVILEGED_READER
from ..permissions import ADD_RECORD
from ..permissions import READ_RESTRICTED
from ..permissions import RESTRICT_RECORD
from AccessControl import Unauthorized
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api
from zope.event import notify
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


FINISHED = ("signed", "authorised", "struck")
IS_RESTRICTED = _("This record is in the restricted section already.")
WHOLE_FILE = _("This record is about the whole file: it stays where its readers find it.")
NOBODY_READS = _("Nobody reads the restricted section of this file yet: give a person that access.")
UNFINISHED = _(
    "It is not finished, and its author does not read the section: "
    "nobody could sign it there. Finish it first."
)
WHY = _("Say why this record is restricted.")
WRITTEN_THERE = _("Written in the restricted section.")


class IRecordRestricted(IObjectEvent):
    """A record was moved into the restricted section: what others made of it has to end."""

    object = Attribute("The record")


@implementer(IRecordRestricted)
class RecordRestricted(ObjectEvent):
    """See `IRecordRestricted`."""


class BadRestriction(ValueError):
    """A record cannot be moved into the section.

    :ivar sentences: for whoever tried, never empty.
    """

    def __init__(self, sentences, field=None):
        super().__init__(*sentences)
        self.sentences = sentences
        self.field = field


def may_restrict(record):
    """Whether the person may move this record into the section, and it is not there yet."""
    return not is_restricted(record) and api.user.has_permission(RESTRICT_RECORD, obj=record)


def may_add(file):
    """Whether the person may write in the section of a file: a reader of it who adds records."""
    wanted = (READ_RESTRICTED, ADD_RECORD)
    return all(api.user.has_permission(permission, obj=file) for permission in wanted)


def reasons(record):
    """Why a record cannot be moved into the section now; empty when it can."""
    if is_restricted(record):
        return [IS_RESTRICTED]
    if not record.may_stand_alone:
        return [WHOLE_FILE]
    file = aq_parent(aq_inner(record))
    if not readers_of(file):
        return [NOBODY_READS]
    if api.content.get_state(record) not in FINISHED:
        by_reader = PRIVILEGED_READER in roles_on(file, record.author)
        return [] if by_reader else [UNFINISHED]
    return []


def readers_of(file):
    """Ids of the persons, and of the named teams, that read the section of a file now."""
    now = london.now()
    return {
        grant.user_id
        for grant in grants(file).all()
        if grant.role == PRIVILEGED_READER and grant.in_force(now)
    }


def restrict(record, why):
    """Move a record into its file's restricted section; there is no way back.

    Whoever was given this record by itself has it no longer. Raises `Unauthorized` for who may not
    and `BadRestriction` where it cannot be.
    """
    if not may_restrict(record):
        raise Unauthorized()
    why = (why or "").strip()
    found = reasons(record)
    if found:
        raise BadRestriction(found)
    if not why:
        raise BadRestriction([WHY], "reason")
    _move(record, why)
    enter("restricted.moved", record, reason=why)


def keep_restricted(record):
    """Put a record that was just added into the section. Raises `Unauthorized` for who may not."""
    if not may_add(aq_parent(aq_inner(record))) or not record.may_stand_alone:
        raise Unauthorized()
    _move(record, str(WRITTEN_THERE))
    enter("restricted.added", record)


def _move(record, why):
    user_id = api.user.get_current().getId()
    given = grants(record)
    for grant in given.all():
        if not grant.is_over(london.now()):
            given.revoke(grant.id, user_id, why)
    section.put_in(record, user_id, london.now(), why)
    notify(RecordRestricted(record))
