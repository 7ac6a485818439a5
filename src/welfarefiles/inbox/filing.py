"""From something raised to a signed record in a child's file (R024, R025, R029, R073).

A file is opened for it when a lead takes it up and there is none yet (R100).
The record is the reporter's: they are its author and signed it by sending it; when it was recorded
is when it arrived. Who put it into the file is in the ledger and stands in the record.
"""

from .. import _
from ..access.guards import perform
from ..access.who import who_asks
from ..calendars import london
from ..files.vocabularies import not_told_reasons
from ..forms.content import CONCERN
from ..forms.messages import ADDED
from ..forms.messages import messages
from ..forms.pupils import pupils
from ..forms.raising import BadConcern
from ..interfaces import IWelfareFileBase
from ..ledger.writing import enter
from ..lookup import query
from ..people.names import fullname
from ..people.stored import uid_of
from ..people.team import school_of
from ..permissions import ADD_RECORD
from ..records.complete import unfit
from ..signing.seal import note_step
from .handling import check_allowed
from .handling import DONE_ALREADY
from .handling import said
from .handling import tell_reporter
from DateTime import DateTime
from plone import api
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from Products.CMFCore.utils import getToolByName
from zope.globalrequest import getRequest
from zope.i18n import translate

import secrets


#: Most files offered; more words than these are no name.
FEW, MOST_WORDS = 6, 4
NATURE = _("Say in a few words what it is about")
WHICH_FILE = _("Choose the file, or enter its reference")
NOT_THERE = _("You cannot add a record to a file with this reference")
PARENTS = _("Say whether the parents have been told")
TOLD = "told"
LONGEST_NATURE = 200
#: Answers that have a field of their own in the record.
OWN_FIELDS = frozenset({"happened_at", "what", "marks", "present", "done", "parents_know"})


def candidates(concern):
    """Files of the child it names that the person may add to, most likely first."""
    school = school_of(concern)
    pupil = pupils(school).get(concern.pupil) if concern.pupil else None
    name = f"{pupil.given_name} {pupil.family_name}" if pupil else concern.child
    asked = [pupil.upn] if pupil and pupil.upn else []
    asked += [name] if len(name.split()) <= MOST_WORDS else []
    rows = {row.uid: row for text in asked for row in found_by(school, text)}
    if concern.file_uid:
        rows = {concern.file_uid: query.file_row(concern.file_uid)}
    return [file for file in map(_file, rows.values()) if file is not None]


def found_by(school, text):
    """Rows of the school's files the person may see that a text finds, a few."""
    filters = query.Filters(text=text)
    return query.register(who_asks(), school_uid=uid_of(school), filters=filters, limit=FEW).rows


def _file(row):
    """The file of a row where the person may add a record to it, else None."""
    file = row and api.portal.get().unrestrictedTraverse(row.path, None)
    return file if file is not None and may_add(file) else None


def may_add(file):
    """Whether the person sees the file and may add a record to it now."""
    return all(api.user.has_permission(one, obj=file) for one in ("View", ADD_RECORD))


def file_called(concern, name):
    """The file chosen by id or by reference. Raises `BadConcern`; hidden is as absent."""
    name = (name or "").strip()
    if not name:
        raise BadConcern(WHICH_FILE, "file")
    folder = school_of(concern)["files"]
    found = folder.get(name)
    if found is None:
        rows = (row for row in found_by(school_of(concern), name) if row.reference == name.upper())
        row = next(rows, None)
        found = row and api.portal.get().unrestrictedTraverse(row.path, None)
    if not IWelfareFileBase.providedBy(found) or school_of(found) != school_of(concern):
        raise BadConcern(NOT_THERE, "file")
    if not may_add(found):
        raise BadConcern(NOT_THERE, "file")
    return found


def put_into(concern, file, nature, told, also=()):
    """Put it, and others about the same child, into a file; the records made.

    :param told: `TOLD`, or the token of why parents have not been told (R029).

    Raises `Unauthorized`, `BadConcern`, `TransitionRefused`; then nothing was done.
    """
    nature = said(nature, NATURE, "nature")
    if len(nature) > LONGEST_NATURE or "\n" in nature:
        raise BadConcern(NATURE, "nature")
    if told != TOLD and told not in not_told_reasons.vocabulary:
        raise BadConcern(PARENTS, "told")
    return [_filed(one, file, nature, told) for one in (concern, *also)]


def _filed(concern, file, nature, told):
    check_allowed(concern)
    if not may_add(file):
        raise BadConcern(NOT_THERE, "file")
    if concern.kind != CONCERN or concern.record_uid:
        raise BadConcern(DONE_ALREADY)
    record = _add(concern, file, "Concern", **fields_of(concern, nature, told))
    for number, photograph in enumerate(concern.photographs, 1):
        words = {"reference": concern.reference, "number": number}
        heading = _say(_("Photograph or scan ${number} of ${reference}", mapping=words))
        copy = NamedBlobFile(photograph.data, photograph.contentType, photograph.filename)
        of_document = {"kind": "other", "heading": heading, "file": copy}
        _add(concern, file, "WelfareDocument", happened_at=moment(concern), **of_document)
    concern.file_uid, concern.record_uid = uid_of(file), uid_of(record)
    perform(concern, "act")
    concern.reindexObject()
    enter("inbox.filed", record, concern=concern.reference, fingerprint=record.sealed_hash)
    enter("inbox.filed", concern)
    tell_reporter(concern)
    return record


def moment(concern):
    """When it happened, or when it arrived where nobody said."""
    return concern.happened_at or concern.raised_at


def fields_of(concern, nature, told):
    """The fields of the record."""
    return {
        "happened_at": moment(concern),
        "nature": nature,
        "what_happened": whole_text(concern),
        "marks": [dict(mark) for mark in concern.marks],
        "present": concern.answer("present") or None,
        "agreed_actions": concern.answer("done") or None,
        "parents_told": told == TOLD,
        "not_told_reason": None if told == TOLD else told,
        "see_also": origin(concern),
    }


def whole_text(concern):
    """What was seen or heard as it was sent, then all other answers and what was added later."""
    parts = [concern.answer("what")]
    parts += [f"{label}: {text}" for name, label, text in concern.answers if name not in OWN_FIELDS]
    parts += [f"{london.format_datetime(one.at)}: {one.text}" for one in additions(concern)]
    return "\n\n".join(part for part in parts if part)


def additions(concern):
    """What the reporter added after sending it."""
    return [one for one in messages(concern) if one.kind == ADDED]


def origin(concern):
    """Where the record comes from, in words."""
    words = {
        "reference": concern.reference,
        "reporter": fullname(concern.reporter),
        "when": london.format_datetime(concern.raised_at),
        "lead": fullname(api.user.get_current().getId()),
        "now": london.format_datetime(london.now()),
    }
    return _say(
        _(
            "Raised as ${reference} by ${reporter}, ${when}. "
            "Put into this file by ${lead}, ${now}.",
            mapping=words,
        )
    )


def _say(message):
    return translate(message, context=getRequest())


def _add(concern, file, portal_type, /, **fields):
    """A record in the reporter's name, signed as of when they sent it."""
    record = createContent(portal_type, **fields)
    record.id = secrets.token_hex(8)
    record.author, record.edited_by = concern.reporter, (concern.reporter,)
    record.recorded_at = concern.raised_at
    record.volume = file.volume
    file._setObject(record.id, record)
    record = file[record.id]
    lacking = unfit(record)
    if lacking:
        raise BadConcern(lacking[0])
    _sign(record, concern)
    return record


def _sign(record, concern):
    """By sending it the reporter signed it: nobody can do that for them by a transition."""
    tool = getToolByName(record, "portal_workflow")
    [workflow] = tool.getWorkflowsFor(record)
    status = {
        workflow.state_var: "signed",
        "action": "sign",
        "actor": concern.reporter,
        "comments": concern.reference,
        "time": DateTime(concern.raised_at.isoformat()),
    }
    tool.setStatusOf(workflow.getId(), record, status)
    workflow.updateRoleMappingsFor(record)
    record.signed_by, record.signed_at = concern.reporter, concern.raised_at
    note_step(record, "sign", by=concern.reporter, at=concern.raised_at)
    record.reindexObject()


def child_of(concern):
    """What a new file's front sheet can begin with: {field: value}."""
    pupil = pupils(school_of(concern)).get(concern.pupil) if concern.pupil else None
    if pupil is None:
        return {}
    known = {
        "given_name": pupil.given_name,
        "family_name": pupil.family_name,
        "date_of_birth": pupil.date_of_birth,
        "class_group": pupil.class_name,
        "year_group": pupil.year,
        "upn": pupil.upn,
        "referral_details": origin_of_file(concern),
    }
    return {name: value for name, value in known.items() if value}


def origin_of_file(concern):
    """Why a file is opened, by reference."""
    return _say(_("Opened after ${reference}.", mapping={"reference": concern.reference}))
