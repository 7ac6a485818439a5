"""What is known of a file, from its front sheet, its records and what people entered (R182)."""

from ..calendars.london import london_date
from ..deadlines.marking import kinds_ever
from ..files.interfaces import IChildProtectionFile
from ..files.record_types import CONTACTS
from ..files.record_types import types_of_tab
from ..index.pending import pending_files
from ..lookup import query
from ..people.team import school_of
from .facts import Facts
from .hold_register import holds_of
from .holds import Held
from .holds import standing
from .knowledge import knowledge_of
from .reckoning import explain
from .schedules import schedule_of
from plone.uuid.interfaces import IUUID


#: Grounds on the front sheet that put a file into a class.
CLASS_OF_REASON = {"looked_after": "looked_after"}
#: Markers, standing or ended, that put it into a class.
CLASS_OF_MARKER = {
    "cla": "looked_after",
    "private_fostering": "privately_fostered",
    "ehcp": "send",
    "sen": "send",
}


def classes_of(file, knowledge):
    """Classes it belongs to, by its kind, grounds, markers and what was chosen; else "other"."""
    found = {CLASS_OF_REASON[reason] for reason in file.reasons or () if reason in CLASS_OF_REASON}
    found |= {CLASS_OF_MARKER[kind] for kind in kinds_ever(file) if kind in CLASS_OF_MARKER}
    if IChildProtectionFile.providedBy(file):
        found.add("child_protection")
    return frozenset(found | knowledge.classes) or frozenset({"other"})


def facts_of(file):
    """The `Facts` of a file, as of now."""
    known = knowledge_of(file)
    return Facts(
        classes=classes_of(file, known),
        date_of_birth=file.date_of_birth,
        died_on=known.died_on,
        closed_on=file.closed_on,
        ceased_fostering_on=known.ceased_fostering_on,
        notified_on=known.notified_on,
        adoption_order_on=known.adoption_order_on,
        youngest_born_on=youngest_born_on(file, known),
        transferred_on=file.transferred_on,
        last_contact_on=last_contact_on(file),
        reviewed_on=known.reviewed_on,
    )


def youngest_born_on(file, known):
    """Birth of the youngest child of the family, this one too; None until all are known."""
    births = [file.date_of_birth, *map(born_on, known.siblings)]
    return max(births) if known.family_complete and all(births) else None


def born_on(sibling):
    """Birth of a brother or sister: of the linked file as it is now, or as entered; or None."""
    uid = sibling.file_uid
    # the index does not know yet what this transaction changes
    row = pending_files().get(uid) or query.file_row(uid) if uid else None
    return row.date_of_birth if row is not None else sibling.born


def last_contact_on(file):
    """Day of the last contact or concern that was not struck through, or None."""
    groups, rows = query.brief_now(IUUID(file), ["signed", "authorised"])
    types = types_of_tab(CONTACTS)
    contacts = [
        one.latest if hasattr(one, "latest") else one.happened_at
        for one in (*groups, *rows)
        if one.portal_type in types and one.state != "struck"
    ]
    return london_date(max(contacts)) if contacts else None


def explain_file(file, rules=None):
    """The `Explanation` of one file, by the school's schedule or by other rules (a preview)."""
    rules = schedule_of(school_of(file)).rules if rules is None else rules
    return explain(rules, facts_of(file), knowledge_of(file).keep_until)


def held(file):
    """The `Held` of a file, for the rule of holds."""
    known = knowledge_of(file)
    return Held(IUUID(file), classes_of(file, known), known.sexual_abuse)


def holds_on(file):
    """The holds that stand and cover a file, the oldest first."""
    return standing(holds_of(school_of(file)).all(), held(file))
