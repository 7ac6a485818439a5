"""Pages of closure: the checklist of a closing summary, and what closing a file still needs."""

from .. import _
from ..access.guards import reasons
from ..access.offers import offers
from ..calendars import london
from ..files.views import FilePage
from ..givingback import GivingBack
from ..givingback import KEEPING
from ..named.leaving import leaving
from ..named.leaving import shown
from ..people.names import fullname
from ..people.typed import text_of
from ..records.views import RecordPage
from ..submission import new_token
from .answers import answers_of
from .answers import give_answers
from .answers import open_lines
from .checklist import ANSWERS
from .findings import PLACES
from .gate import checklist_now
from .gate import current_summary
from .gate import missing_now
from .lines import every_line
from .lines import lines
from .snapshot import has_snapshot
from AccessControl import Unauthorized
from functools import cached_property
from itertools import groupby
from plone import api


LABELS = {
    "done": _("Done"),
    "not_applicable": _("Not applicable"),
    "not_done": _("Not done"),
}
SIGNERS = {"lead": _("A lead answers this."), "manager": _("The manager answers this.")}
TAGS = {"done": "good", "not_applicable": "", "not_done": "bad"}


class Checklist(GivingBack, RecordPage):
    """The checklist of Appendix 2 on a closing summary: what the system found, what people say."""

    page_title = _("Checklist")
    unsaved = {}

    def __call__(self):
        self.give_back()
        if self.given_back:
            self.unsaved = self.request.form
        if self.request.method == "POST":
            if not self.may_answer:
                raise Unauthorized
            self.save()
        return self.index()

    def save(self):
        """Keep the answers; an answer that cannot stand is kept too and shown with its reason."""
        form = self.request.form
        given = {
            line.key: (text_of(form, f"answer-{line.key}"), text_of(form, f"reason-{line.key}"))
            for line in lines(self.context)
            if text_of(form, f"answer-{line.key}") in ANSWERS
        }
        give_answers(self.context, {key: given[key] for key in self.open_lines & given.keys()})
        self.forget_kept()
        self.draft = new_token()  # the page is shown again, to go on with
        api.portal.show_message(_("Checklist saved"))

    def may_be_opened(self, restricted):
        return self.may_answer and not restricted

    @property
    def keep_url(self):
        """Where what is typed is kept."""
        return f"{self.context.absolute_url()}/@@{KEEPING}"

    @cached_property
    def open_lines(self):
        """Keys of the lines the person may answer now (`closure.answers`)."""
        return open_lines(self.context)

    @property
    def may_answer(self):
        return bool(self.open_lines)

    def asks(self, result):
        """Whether the form offers a choice for a line: not where the system alone decides."""
        return result.key in self.open_lines and (result.waivable or not result.by_system)

    @cached_property
    def results(self):
        return checklist_now(self.file, self.context)

    @cached_property
    def answers(self):
        return answers_of(self.context)

    def sections(self):
        """(title, lines) in the order of the checklist."""
        for title, results in groupby(self.results, key=lambda result: result.section):
            yield {"title": title, "results": list(results)}

    @cached_property
    def is_snapshot(self):
        """Whether this is the checklist as it stood when the file was closed."""
        return has_snapshot(self.context)

    def retired(self):
        """Lines the school asks no more, to which somebody answered here."""
        if self.is_snapshot:
            return
        for line in every_line(self.context):
            answer = self.answers.get(line.key)
            if line.retired and answer is not None:
                yield {"line": line, "answer": answer, "said": LABELS[answer.answer]}

    def place(self, result):
        """Address of the page of the file where a person looks, or None."""
        place = PLACES.get(result.check)
        return f"{self.file.absolute_url()}/{place}" if place and not self.is_snapshot else None

    def signer(self, result):
        """Who answers a line, where that is not whoever writes the summary."""
        return SIGNERS.get(result.signs)

    def label(self, status):
        return LABELS[status]

    def tag(self, status):
        return TAGS[status]

    def said(self, key):
        """What the form shows as chosen for a line: (answer, reason)."""
        if f"answer-{key}" in self.unsaved:
            return self.unsaved[f"answer-{key}"], self.unsaved.get(f"reason-{key}", "")
        answer = self.answers.get(key)
        return (answer.answer, answer.reason) if answer else ("", "")

    def choices(self, result):
        """(answer, label) a person may give; what the system looks after it alone calls done."""
        return [pair for pair in LABELS.items() if pair[0] != "done" or not result.by_system]

    def who_when(self, result):
        if not result.by:
            return ""
        when = f", {london.format_short_date(london.london_date(result.at))}" if result.at else ""
        return f"{fullname(result.by)}{when}"

    @property
    def finished(self):
        return sum(1 for result in self.results if not result.blocking)

    def missing(self):
        return missing_now(self.file, self.context, "submit")


class Closing(FilePage):
    """What closing or transferring a file still needs, exactly; and the way there."""

    tab = "closing"
    page_title = _("Closing")

    @property
    def purpose(self):
        return "transfer" if self.request.form.get("purpose") == "transfer" else "closure"

    @property
    def is_open(self):
        return self.state["id"] == "open"

    @cached_property
    def summary(self):
        return current_summary(self.context, self.purpose)

    @property
    def transition(self):
        return "transfer" if self.purpose == "transfer" else "close"

    def missing(self):
        """The very answer REST and a script get."""
        return reasons(self.context, self.transition)

    def names_shown(self):
        """HTML of what is to be said of other children named in the file."""
        return shown(leaving(self.context), self.request)

    def results(self):
        return checklist_now(self.context, self.summary) if self.summary is not None else []

    @property
    def may_close(self):
        return any(offer.id in ("close", "transfer") for offer in offers(self.context))
