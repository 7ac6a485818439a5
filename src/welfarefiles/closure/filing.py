"""The finished checklist goes into the file as PDF/A with the step that closes it (C27)."""

from .. import _
from ..access.guards import perform
from ..access.guards import TransitionRefused
from ..calendars import london
from ..chronology.typesetting import typeset
from ..chronology.typesetting import TypesettingFailed
from ..ledger.writing import enter
from ..people.names import fullname
from ..people.team import school_of
from .checklist import CLOSE
from .checklist import DONE
from .checklist import NOT_APPLICABLE
from .gate import current_summary
from .gate import evaluated
from .gate import missing_now
from .meeting import meet_whoever_begins_a_record
from .snapshot import keep_snapshot
from importlib.resources import files
from itertools import groupby
from plone import api
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile

import secrets


PURPOSES = {"close": "closure", "transfer": "transfer"}
KIND = "closing_checklist"
NOT_FILED = _("The checklist could not be made into a PDF. Ask who looks after the portal.")
SAID = {DONE: "Done", NOT_APPLICABLE: "Not applicable"}


def file_checklist(file, event):
    """Subscriber of `IBeforeTransitionEvent`: the gate has let the step through.

    Raises `TransitionRefused` where there can be no PDF: no file is closed without its checklist.
    """
    purpose = PURPOSES.get(event.transition.id) if event.transition is not None else None
    summary = current_summary(file, purpose) if purpose else None
    if summary is None:
        return
    meet_whoever_begins_a_record(file)
    missing = missing_now(file, summary, CLOSE)  # once more: somebody may have done so just before
    if missing:
        raise TransitionRefused(missing)
    results = evaluated(file, summary)
    try:
        pdf = checklist_pdf(file, summary, results)
    except TypesettingFailed as error:
        raise TransitionRefused([NOT_FILED]) from error
    summary._v_results = results
    record = filed(file, pdf)
    perform(record, "sign")
    enter("closure.filed", record)


def keep_checklist(file, event):
    """Subscriber of `IAfterTransitionEvent`: from now on the checklist is read as it was filed."""
    purpose = PURPOSES.get(event.transition.id) if event.transition is not None else None
    summary = current_summary(file, purpose) if purpose else None
    if summary is not None:
        results = getattr(summary, "_v_results", None) or evaluated(file, summary)
        keep_snapshot(summary, results)


def filed(file, pdf):
    """The PDF as a document of the file, by whoever closes it."""
    name = f"{file.reference}-checklist.pdf"
    record = createContent(
        "WelfareDocument",
        kind=KIND,
        happened_at=london.storable(london.now()),
        file=NamedBlobFile(data=pdf, contentType="application/pdf", filename=name),
    )
    record.id = secrets.token_hex(8)
    file._setObject(record.id, record)
    return file[record.id]


def checklist_pdf(file, summary, results, at=None, demonstration=False):
    """How every line stands, with who said so and when; raises `TypesettingFailed`.

    :param at: when it is filed, now by default.
    """
    template = files(__package__).joinpath("templates/checklist.typ").read_text("utf-8")
    at = at or london.now()
    said = {**content(file, summary, results, at), "demonstration": demonstration}
    return typeset(template, said, at)


def content(file, summary, results, at):
    """What stands in the PDF, as plain data."""
    return {
        "reference": file.reference,
        "purpose": summary.purpose,
        "school": school_of(file).title,
        "child": file.child_name,
        "born": london.format_date(file.date_of_birth),
        "worker": fullname(summary.author),
        "leader": fullname(file.responsible_leader) if file.responsible_leader else "",
        "manager": fullname(summary.authorised_by) if summary.authorised_by else "",
        "agreed": london.format_datetime(summary.authorised_at) if summary.authorised_at else "",
        "by": fullname(api.user.get_current().getId()),
        "at": london.format_datetime(at),
        "sections": [
            {"title": title, "lines": [line_said(one) for one in lines]}
            for title, lines in groupby(results, key=lambda one: one.section)
        ],
    }


def line_said(result):
    """One line in words."""
    who = fullname(result.by) if result.by else ""
    when = london.format_datetime(result.at) if result.at else ""
    return {
        "key": result.key,
        "text": result.text,
        "status": SAID.get(result.status, "Not done"),
        "found": result.found,
        "reason": result.reason,
        "who": ", ".join(filter(None, (who, when))),
    }
