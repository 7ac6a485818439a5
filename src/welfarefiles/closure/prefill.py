"""An assessment that recommends no further action leads to closure, half written (R154, R155)."""

from .. import _
from ..files import vocabularies
from ..index.pending import touch
from ..index.rows import DueRow
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..lookup import query
from ..permissions import may
from ..records.events import file_of
from ..records.indexers import RecordIndex
from ..records.interfaces import IAssessment
from ..records.schema import IClosingSummarySchema
from .gate import current_summary
from .gate import is_of_this_time
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from z3c.form.interfaces import IAddForm
from z3c.form.interfaces import IValue
from z3c.form.interfaces import IWidget
from z3c.form.value import StaticValue
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema.interfaces import IText


ADD = "welfarefiles: Add closing summary"
NO_FURTHER_ACTION = "no_further_action"
#: What the list of what is due says of such an assessment (`IDueSaying`).
CLOSE = (_("recommends no further action: write the closing summary"), _("Open"), _("Close"))


def agreed_assessments(file):
    """Rows of authorised assessments that recommend no further action, since it was last opened."""
    return [
        row
        for row in query.records_now(IUUID(file), ["Assessment"])
        if row.state == "authorised"
        and row.details.get("recommendation") == NO_FURTHER_ACTION
        and is_of_this_time(row, file)
    ]


def prefilled(file):
    """`{field: text}` a closing summary begins with: what the file says already."""
    terms = (vocabularies.title_of(vocabularies.reasons, one) for one in file.reasons or ())
    reasons = [*sorted(translate(term) for term in terms), file.reason_detail or ""]
    found = {"reason_for_involvement": "\n".join(filter(None, reasons))}
    agreed = agreed_assessments(file)
    if agreed:
        latest = file[agreed[-1].path.rsplit("/", 1)[-1]]
        found["actions_and_outcomes"] = latest.summary or ""
        if latest.how_shared:
            found["actions_and_outcomes"] += f"\n\n{latest.how_shared}"
    return found


@implementer(IValue)
@adapter(IWelfareFileBase, IWelfareFilesLayer, IAddForm, IText, IWidget)
def known(file, request, form, field, widget):
    """What a field of a new summary begins with, or None: nothing of ours to say."""
    if field.interface is not IClosingSummarySchema:
        return None
    value = prefilled(file).get(field.__name__)
    return StaticValue(value) if value else None


def leads_to_closure(assessment):
    """Whether an assessment was authorised with no further action, and nothing came of it yet."""
    return (
        assessment.recommendation == NO_FURTHER_ACTION
        and api.content.get_state(assessment) == "authorised"
        and not getattr(assessment, "closure_begun", False)
    )


def summary_added(summary, event):
    """The assessments that led here wait no more."""
    file = file_of(summary)
    for row in agreed_assessments(file) if file is not None else ():
        assessment = file[row.path.rsplit("/", 1)[-1]]
        assessment.closure_begun = True
        touch(assessment)


@adapter(IAssessment)
class AssessmentIndex(RecordIndex):
    def due_rows(self):
        yield from super().due_rows()
        assessment = self.context
        if leads_to_closure(assessment) and api.content.get_state(self.file) == "open":
            at = getattr(assessment, "authorised_at", None) or assessment.recorded_at
            yield DueRow(what="close_case", due_at=at, sentence="due_close_case")


@implementer(IRecordAction)
@adapter(IAssessment, IWelfareFilesLayer)
class WriteSummary:
    """The way from such an assessment to the closing summary, for whoever may write one."""

    order = 10
    title = _("Write the closing summary")

    def __init__(self, assessment, request):
        self.assessment, self.file = assessment, file_of(assessment)

    def available(self):
        return (
            leads_to_closure(self.assessment)
            and may(ADD, self.file)
            and current_summary(self.file, "closure") is None
        )


class GoToSummary(BrowserView):
    """`write-closing-summary` of an assessment: the form, which finds what is known."""

    def __call__(self):
        url = f"{file_of(self.context).absolute_url()}/++add++ClosingSummary"
        return self.request.response.redirect(url)
