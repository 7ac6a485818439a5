"""A medication log as PDF: every line by date, with both signatures and what was struck through."""

from ..calendars import london
from ..chronology.typesetting import typeset
from ..people.names import fullname
from ..people.team import school_of
from ..records.events import file_of
from . import keeping
from .words import shown
from importlib.resources import files
from itertools import groupby
from plone import api
from Products.Five.browser import BrowserView


class MedicationPdf(BrowserView):
    """``@@medication-log.pdf``, named by the reference."""

    ledger_action = "medication.log-printed"

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"{file_of(self.context).reference}-medication-log.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "no-store")
        return medication_pdf(self.context)


def medication_pdf(log):
    """The bytes of the PDF. Raises `TypesettingFailed`."""
    template = files(__package__).joinpath("templates/log.typ").read_text("utf-8")
    now = london.now()
    return typeset(template, log_data(log, now), now)


def log_data(log, now):
    """What the template shows, as plain data."""
    file = file_of(log)
    return {
        "reference": file.reference,
        "child": file.child_name,
        "born": london.format_date(file.date_of_birth),
        "school": school_of(log).title,
        "need": log.need or "",
        "agreed_by": log.agreed_by or "",
        "opened": london.format_date(london.london_date(log.happened_at)),
        "ended": london.format_date(london.london_date(log.ended_at)) if log.ended_at else "",
        "printed_by": fullname(api.user.get_current().getId()),
        "printed_at": london.format_datetime(now),
        "demonstration": bool(
            api.portal.get_registry_record("welfarefiles.demonstration", default=False)
        ),
        "medicines": [medicine_data(one) for one in keeping.medicines_of(log)],
        "days": list(days(keeping.doses_of(log)[::-1])),
    }


def medicine_data(medicine):
    stopped = ""
    if not medicine.stands:
        day = london.format_short_date(london.london_date(medicine.stopped_at))
        stopped = f"Stopped {day}: {medicine.stop_reason}"
    return [medicine.name, medicine.dose, medicine.instructions, stopped]


def days(lines):
    """Lines by day, the earliest first."""
    for day, those in groupby(lines, lambda line: london.london_date(line.at)):
        yield {"day": london.format_weekday(day), "lines": [line_data(line) for line in those]}


def line_data(line):
    """One line: texts for the columns, and whether it is struck through."""
    told = shown(line)
    notes = [line.reason, f"Entered {told['later']}" if told["later"] else ""]
    if line.is_struck:
        notes.append(f"Struck through by {told['struck_by']}: {line.struck_reason}")
    second = told["witness"] or ("Not signed yet" if line.waits else "")
    return {
        "cells": [
            told["time"],
            f"{line.medicine}, {line.dose}",
            str(told["outcome"]),
            told["by"],
            second,
        ],
        "notes": "; ".join(note for note in notes if note),
        "struck": line.is_struck,
    }
