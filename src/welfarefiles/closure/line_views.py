"""Pages on which a school edits its closing checklist: lines, order, who answers (R157)."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from ..granting.form import AREA
from ..granting.form import CHOICE
from ..granting.form import Field
from ..granting.form import SmallForm
from ..people.names import fullname
from ..people.typed import text_of
from .checklist import ALWAYS
from .checklist import CLOSE
from .checklist import IF_APPLICABLE
from .checklist import LEAD
from .checklist import Line
from .checklist import MANAGER
from .checklist import SUBMIT
from .checklist import WORKER
from .lines import BadLines
from .lines import every_line
from .lines import new_key
from .lines import save
from .lines import versions_of
from .tabs import Tabs
from dataclasses import replace
from functools import cached_property
from Products.Five.browser import BrowserView
from zExceptions import NotFound


PHASES = ((SUBMIT, _("Before the manager agrees")), (CLOSE, _("Before the file is closed")))
APPLIES = ((ALWAYS, _("To every file")), (IF_APPLICABLE, _("Only where it is applicable")))
SIGNS = (
    (WORKER, _("Whoever writes the summary")),
    (LEAD, _("A lead")),
    (MANAGER, _("The manager who agrees")),
)
#: What the portal can look after by itself, in words.
CHECK_TITLES = {
    "header": _("Worker, reference, name and date of birth are recorded"),
    "summary_signed_off": _("The summary was signed off"),
    "summary_authorised": _("The summary is authorised"),
    "assessments_authorised": _("Assessments are authorised, notes signed"),
    "front_sheet": _("The front sheet is complete and was checked"),
    "chronology": _("The chronology has no drafts"),
    "referral_details": _("Referral details stand on the front sheet"),
    "referral_document": _("The referral document is on the file"),
    "consent": _("Consent and its form"),
    "letter_to_referrer": _("The letter to the referrer was sent"),
    "statutory_visits": _("Statutory visits are signed"),
    "section_47": _("Section 47 documents are signed"),
    "plans": _("Plans are authorised, none is in force"),
    "conferences": _("Conference documents are signed"),
    "visit_assessments": _("Assessments of visits are authorised"),
    "education_plans": _("PEP and placement plans are authorised"),
    "agency_notification": _("Agency notifications are signed"),
    "delegated_authority": _("The Delegated Authority Form is on the file"),
    "private_fostering": _("The marker of private fostering"),
    "basic_details": _("Basic details are recorded"),
    "relationships": _("People are listed with their relation"),
    "letters_listed": _("Letters are listed"),
    "open_actions": _("No action is open"),
    "shared_with_family": _("Assessments and plans say how they were shared"),
    "letters_to_parents": _("Letters to parents were sent"),
    "letters_to_professionals": _("Letters to professionals were sent"),
    "checklist_saved": _("The checklist is kept with the summary"),
    "manager_agreement": _("The manager agreed"),
}
NO_CHECK = "none"


class Lines(Tabs, BrowserView):
    """`closing-checklist`: the lines in order; up, down, retired, taken up again."""

    tab = "closing-checklist"
    page_title = _("Closing checklist of the school")
    ledger_action = ""
    error = None

    def __call__(self):
        if self.request.method == "POST" and self.done():
            return self.request.response.redirect(f"{self.url}/@@closing-checklist")
        return self.index()

    def done(self):
        try:
            save(self.context, self.changed())
        except BadLines as error:
            self.error = error.args[0]
            return False
        return True

    def changed(self):
        """The lines after the pressed button: its name says what, its value which line."""
        lines, form = list(self.lines), self.request.form
        for name, change in (
            ("up", lambda at: moved(lines, at, -1)),
            ("down", lambda at: moved(lines, at, 1)),
            ("retire", lambda at: retired(lines, at, True)),
            ("restore", lambda at: retired(lines, at, False)),
        ):
            key = text_of(form, name)
            if key:
                at = next((n for n, line in enumerate(lines) if line.key == key), None)
                if at is None:
                    raise NotFound()
                return change(at)
        return lines

    @property
    def url(self):
        return self.context.absolute_url()

    @cached_property
    def lines(self):
        return every_line(self.context)

    def shown(self):
        return [
            {
                "key": line.key,
                "section": line.section,
                "text": line.text,
                "retired": line.retired,
                "phase": dict(PHASES)[line.phase],
                "applies": dict(APPLIES)[line.applies],
                "signs": dict(SIGNS)[line.signs],
                "check": CHECK_TITLES.get(line.check),
                "change": f"{self.url}/@@closing-checklist-line?key={line.key}",
            }
            for line in self.lines
        ]

    def changes(self):
        """Who changed it and when, the latest first."""
        return [
            f"{london.format_datetime(one['at'])}, {fullname(one['by'])}"
            for one in reversed(versions_of(self.context))
        ]


def moved(lines, at, by):
    """The lines with one of them further up or down."""
    to = min(max(at + by, 0), len(lines) - 1)
    lines.insert(to, lines.pop(at))
    return lines


def retired(lines, at, is_retired):
    lines[at] = replace(lines[at], retired=is_retired)
    return lines


class EditLine(SmallForm):
    """`closing-checklist-line`: change one; without a key a new one is added at the end."""

    ledger_action = ""
    done = _("The checklist is changed, from now on.")
    about = _("Summaries that are not closed yet follow at once; those of closed files stay.")

    @cached_property
    def line(self):
        """The line that is changed; None for a new one."""
        key = text_of(self.request.form, "key")
        found = next((one for one in every_line(self.context) if one.key == key), None)
        if key and found is None:
            raise NotFound()
        return found

    @property
    def page_title(self):
        return _("Change a line") if self.line else _("Add a line")

    @property
    def carried(self):
        return {"key": self.line.key} if self.line else {}

    @cached_property
    def fields(self):
        now = self.line or Line("", "", "")
        checks = ((NO_CHECK, _("A person answers it")), *CHECK_TITLES.items())
        return (
            Field("section", _("Title it stands under"), value=now.section),
            Field("text", _("What is asked"), AREA, value=now.text),
            Field("phase", _("When it must be settled"), CHOICE, options=PHASES, value=now.phase),
            Field("applies", _("It applies"), CHOICE, options=APPLIES, value=now.applies),
            Field("signs", _("Who answers it"), CHOICE, options=SIGNS, value=now.signs),
            Field(
                "check",
                _("What the portal looks at"),
                CHOICE,
                options=checks,
                value=now.check or NO_CHECK,
            ),
        )

    def act(self):
        lines = list(every_line(self.context))
        check = self.typed.text("check")
        values = {name: self.typed.text(name) for name in ("section", "phase", "applies", "signs")}
        values |= {
            "text": " ".join(self.typed.text("text").split()),
            "check": None if check == NO_CHECK else check,
        }
        if self.line:
            lines[lines.index(self.line)] = replace(self.line, **values)
        else:
            lines.append(Line(new_key(lines), **values))
        try:
            save(self.context, lines)
        except BadLines as error:
            raise FieldInvalid(error.args[0], "text") from error

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@closing-checklist"
