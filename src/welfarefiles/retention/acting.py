"""What people do about retention: the one place that page, REST and script call."""

from ..index.tables import files
from ..ledger.writing import enter
from ..lookup import query
from ..people.team import school_of
from ..sql.engine import get_store
from .hold_register import holds_of
from .hold_register import NO_HOLD
from .holds import BadHold
from .knowledge import BadKnowledge
from .knowledge import keep
from .knowledge import Knowledge
from .knowledge import knowledge_of
from .knowledge import Sibling
from .known import known_in
from .recomputing import impact
from .recomputing import recompute
from .rows import note
from .rows import note_family
from .schedules import adopt
from dataclasses import fields
from plone import api
from plone.uuid.interfaces import IUUID
from sqlalchemy import select


def file_of(school, uid):
    """The file of that UID in a school, or None. Found whatever the rights: callers check them."""
    row = query.file_row(uid)
    return school["files"].get(row.path.rsplit("/", 1)[-1]) if row is not None else None


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
    wanted = select(files.c.uid, files.c.portal_type).where(
        files.c.reference == reference, files.c.school_uid == IUUID(school)
    )
    with get_store().reading() as connection:
        found = connection.execute(wanted).first()
    return found.uid if found and known_in(school).has(*found) else None


def adopt_schedule(school, id, title, rules):
    """Take a schedule, and reckon every file by it in the same transaction; return it."""
    new = adopt(school, id, title, rules)
    moved = {f"files_{kind}": number for kind, number in impact(IUUID(school), new).counts.items()}
    recompute(IUUID(school), new)
    enter("retention.schedule-adopted", school, schedule=id, version=new.version, **moved)
    return new


def holds_known(school):
    """Holds the signed-in person may know of, the oldest first."""
    known = known_in(school)
    return [hold for hold in holds_of(school).all() if known.has_hold(hold)]


def set_hold(school, authority, reason, scope, value, review_on):
    """Set a hold as the signed-in person; raises `holds.BadHold`."""
    user_id = api.user.get_current().getId()
    hold = holds_of(school).set(authority, reason, scope, value, user_id, review_on)
    about = _held_by(school, hold)
    enter("retention.hold-set", about, reason=hold.reason, hold=hold.id, scope=hold.scope)
    return hold


def release_hold(school, id, reason):
    """Agree, as the signed-in person, that a hold may end; raises `holds.BadHold`."""
    if not known_in(school).has_hold(holds_of(school).get(id)):
        raise BadHold(NO_HOLD)
    hold = holds_of(school).release(id, api.user.get_current().getId(), reason)
    action = "retention.hold-released" if hold.stands else "retention.hold-ended"
    enter(action, _held_by(school, hold), reason=hold.releases[-1].reason, hold=hold.id)
    return hold


def _held_by(school, hold):
    """The one file a hold is on, or the school: who is shut out of a file reads no entry of it."""
    file = file_of(school, hold.value) if hold.scope == "file" else None
    return school if file is None else file
