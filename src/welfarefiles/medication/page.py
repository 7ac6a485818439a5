"""The page of a medication log: a dose in few touches, second signatures, the list by date."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from ..permissions import may
from ..records.rowforms import RowForms
from ..records.views import RecordPage
from . import keeping
from .doses import GIVEN
from .doses import last_given
from .doses import when_given
from .opening import END_LOG
from .opening import end_log
from .opening import takes_lines
from .words import OUTCOMES
from .words import shown
from functools import cached_property
from itertools import groupby
from plone import api


SHOWN = 60


class MedicationPage(RowForms, RecordPage):
    """List, add, sign as the second person, strike through."""

    buttons = ("dose_add", "witness", "strike", "medicine_add", "stop", "end")
    labels = {
        "reason": _("Why refused or missed, or a note"),
        "dose": _("Dose, if another than usual"),
        "struck": _("Why it is wrong"),
        "name": _("Name of the medicine"),
        "usual": _("Usual dose"),
        "instructions": _("When and how"),
        "stopped": _("Why it is not given any more"),
        "ended": _("Why no medicine is given any more"),
    }

    @property
    def reference(self):
        """Of the file, for whoever sees this record of it alone."""
        return "" if may("View", self.file) else self.file.reference

    @property
    def born(self):
        return london.format_short_date(self.file.date_of_birth)

    @cached_property
    def may_add(self):
        return keeping.may_record(self.context) or self.may_end

    @cached_property
    def may_end(self):
        return takes_lines(self.context) and may(END_LOG, self.context)

    def do_dose_add(self, id):
        texts = (self.typed("outcome"), self.typed("dose"), self.typed("reason"))
        keeping.add_dose(self.context, self.typed("medicine"), self.moment("at"), *texts)
        if texts[0] == GIVEN:
            return _("Entered. It waits for the second person's signature.")
        return _("Entered.")

    def do_witness(self, id):
        keeping.witness_dose(self.context, id)
        return _("Signed as the second person.")

    def do_strike(self, id):
        keeping.strike_dose(self.context, id, self.typed("struck", id))
        return _("Struck through. The line stays readable.")

    def do_medicine_add(self, id):
        texts = (self.typed("name"), self.typed("usual"), self.typed("instructions"))
        keeping.add_medicine(self.context, *texts)
        return _("The medicine is in the log.")

    def do_stop(self, id):
        keeping.stop_medicine(self.context, id, self.typed("stopped", id))
        return _("The medicine is no longer given.")

    def do_end(self, id):
        end_log(self.context, self.typed("ended"))
        return _("The log has ended.")

    @cached_property
    def now(self):
        return london.in_london(london.now())

    @cached_property
    def medicines(self):
        return keeping.medicines_of(self.context)

    @cached_property
    def lines(self):
        """One more than is shown, to know whether there are earlier ones."""
        before = self.request.form.get("before")
        before = before if isinstance(before, str) else None
        return keeping.doses_of(self.context, SHOWN + 1, before)

    def standing(self):
        """The medicines that are given, each with when it was last given."""
        last = last_given(self.lines)
        for one in self.medicines:
            if one.stands:
                line = last.get(one.id)
                given = when_given(line, london.today()) if line else ""
                yield {"medicine": one, "last": given, "by": line and fullname(line.by)}

    def outcomes(self):
        return OUTCOMES.items()

    def waiting(self):
        """Lines that wait for a second signature which this person may give."""
        if not keeping.may_record(self.context):
            return []
        me = api.user.get_current().getId()
        return [shown(one) for one in keeping.waiting_of(self.context) if one.by != me]

    def days(self):
        """(day, lines) of what is shown, the latest first."""
        for day, lines in groupby(self.lines[:SHOWN], lambda line: london.london_date(line.at)):
            yield london.format_weekday(day), [shown(line) for line in lines]

    def may_strike(self, line):
        return not line.is_struck and keeping.may_strike(self.context, line)

    def earlier(self):
        """Address of the lines before these, or nothing."""
        if len(self.lines) <= SHOWN:
            return ""
        return f"{self.context.absolute_url()}?before={self.lines[SHOWN - 1].id}"

    def stopped(self):
        """The medicines that are no longer given."""
        return [
            {
                "medicine": one,
                "when": london.format_short_date(london.london_date(one.stopped_at)),
                "by": fullname(one.stopped_by),
            }
            for one in self.medicines
            if not one.stands
        ]

    def ended(self):
        """When, by whom and why the log was ended, or nothing."""
        log = self.context
        if not log.ended_at:
            return None
        when = london.format_datetime(log.ended_at)
        return {"when": when, "by": fullname(log.ended_by), "why": log.ended_reason}

    @property
    def is_draft(self):
        return self.state["id"] == "draft"
