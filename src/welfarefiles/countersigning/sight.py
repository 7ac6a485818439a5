"""Whether somebody can be asked to sign: whether they see the record, or can be let in for it."""

from .. import _
from ..access.grant import BadGrant
from ..access.roles import roles_on
from ..access.roles import roles_on_record
from ..access.section import is_restricted
from ..access.section import kind_of_scope
from ..access.section import READERS
from ..access.who import roles_by_state
from ..calendars import london
from ..errors import FieldInvalid
from ..granting import giving
from ..people.roles import CASE_READER
from ..permissions import COUNTERSIGN
from ..records.events import file_of
from contextlib import suppress
from datetime import timedelta
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate


#: For so long who is asked sees a record they would not see otherwise.
PATIENCE = timedelta(days=14)
CANNOT = _("This person cannot sign records of this file.")
NO_SIGHT = _("This person does not see this record. A lead can ask them: that lets them read it.")
GRANTED = _("Asked for a second signature")
OVER = _("The request for a second signature is over")


def sees(record, person):
    """Whether a person sees the record already; raises `FieldInvalid` where they could not sign."""
    file = file_of(record)
    state = api.content.get_state(file)
    roles = roles_on_record(record, person)
    if is_restricted(record):
        readers = READERS[kind_of_scope(file.portal_type), state]
    else:
        roles |= roles_on(file, person)
        readers = roles_by_state("View")[file.portal_type, state]
    if not roles & readers:
        return False
    if not roles & roles_by_state(COUNTERSIGN)[file.portal_type, state]:
        raise FieldInvalid(CANNOT, "person")
    return True


def let_in(record, person):
    """Let a person read this one record while they are asked; the id of the grant."""
    if not giving.may_give(record):
        raise FieldInvalid(NO_SIGHT, "person")
    try:
        until = london.now() + PATIENCE
        grant = giving.give(record, person, CASE_READER, said(GRANTED), ends=until)
    except BadGrant as error:
        raise FieldInvalid(error.args[0], "person") from error
    return grant.id


def let_out(record, grant_id):
    """End what was given for a request, if it still stands."""
    with suppress(BadGrant):  # it was taken back before
        giving.take_back(record, grant_id, said(OVER))


def said(message):
    """A message as plain text."""
    return str(translate(message, context=getRequest()))
