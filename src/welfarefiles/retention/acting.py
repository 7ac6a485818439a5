"""What people do about retention: the one place that page, REST and script call."""

from ..index.tables import files
from ..ledger.writing import enter
from ..people.roles import AUTHORISER
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_LEAD
from ..people.team import covered_types
from ..people.team import school_of
from ..sql.engine import get_store
from .hold_register import holds_of
from .knowledge import BadKnowledge
from .knowledge import keep
from .knowledge import Knowledge
from .knowledge import knowledge_of
from .knowledge import Sibling
from .recomputing import impact
from .recomputing import recompute
from .rows import note
from .rows import note_family
from .schedules import adopt
from dataclasses import fields
from plone import api
from plone.uuid.interfaces import IUUID
from sqlalchemy import select


#: Who may name a file of the register by its reference.
WHO_FIND = (WELFARE_LEAD, AUTHORISER, RECORDS_MANAGER)


def save_knowledge(file, knowledge):
    """Keep what somebody entered about a file; its dates follow. Raises `BadKnowledge`.

    A schedule or a re-appraisal says how long; a brother's or sister's file is linked by UID.
    """
    before = knowledge_of(file)
    if knowledge == before:
        return
    keep(file, knowledge)
    note(file)
    note_family(file)
    names = [field.name for field in fields(Knowledge)]
    changed = [name for name in names if getattr(before, name) != getattr(knowledge, name)]
    enter("retention.facts-changed", file, changed=", ".join(changed))


def sibling(context, reference, born):
    """The `Sibling` for what was typed: a reference of this school's register, or a birth.

    `context`: the school, or the file whose brother or sister it is.

    Raises `BadKnowledge` alike for a reference there is not and for one the person may not know.
    """
    reference = reference.strip().upper()
    if not reference:
        return Sibling(born=born)
    found = _by_reference(school_of(context), reference)
    if found is None or found == IUUID(context):
        raise BadKnowledge("siblings", f"You see no other file {reference} in the register.")
    return Sibling(reference, found)


def _by_reference(school, reference):
    user_id = api.user.get_current().getId()
    known = frozenset().union(*(covered_types(school, user_id, role) for role in WHO_FIND))
    wanted = (
        select(files.c.uid)
        .where(files.c.reference == reference, files.c.school_uid == IUUID(school))
        .where(files.c.portal_type.in_(sorted(known)))
    )
    with get_store().reading() as connection:
        return connection.scalar(wanted)


def adopt_schedule(school, id, title, rules):
    """Take a schedule, and reckon every file by it in the same transaction; return it."""
    new = adopt(school, id, title, rules)
    moved = {f"files_{kind}": number for kind, number in impact(IUUID(school), new).counts.items()}
    recompute(IUUID(school), new)
    enter("retention.schedule-adopted", school, schedule=id, version=new.version, **moved)
    return new


def set_hold(school, authority, reason, scope, value, review_on):
    """Set a hold as the signed-in person; raises `holds.BadHold`."""
    user_id = api.user.get_current().getId()
    hold = holds_of(school).set(authority, reason, scope, value, user_id, review_on)
    enter("retention.hold-set", school, reason=hold.reason, hold=hold.id, scope=hold.scope)
    return hold


def release_hold(school, id, reason):
    """Agree, as the signed-in person, that a hold may end; raises `holds.BadHold`."""
    hold = holds_of(school).release(id, api.user.get_current().getId(), reason)
    action = "retention.hold-released" if hold.stands else "retention.hold-ended"
    enter(action, school, reason=hold.releases[-1].reason, hold=hold.id)
    return hold
