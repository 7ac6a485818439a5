"""Pages for leads: the inbox, something that was raised, its photographs."""

from .. import _
from ..access.guards import TransitionRefused
from ..bodymap.drawing import svg
from ..calendars import london
from ..files.vocabularies import not_told_reasons
from ..forms.content import CONCERN
from ..forms.content import KINDS
from ..forms.content import STATES
from ..forms.messages import ADDED
from ..forms.messages import messages
from ..forms.messages import REPLY
from ..forms.page import Typed
from ..forms.raising import BadConcern
from ..givingback import GivingBack
from ..index.interfaces import IIndexRows
from ..interfaces import IRaisedConcern
from ..lookup.query import file_row
from ..people.names import fullname
from ..people.team import school_of
from ..people.typed import text_of
from ..people.typed import texts_of
from ..records.download import head_of
from ..records.download import is_picture
from ..records.download import looked_at
from ..records.served import hand_out
from ..records.served import served_name
from ..records.served import served_type
from ..submission import whole
from . import handling
from . import reading
from .filing import candidates
from .filing import file_called
from .filing import put_into
from .filing import TOLD
from functools import cached_property
from plone import api
from plone.namedfile.utils import stream_data
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Inbox(BrowserView):
    """`<school>/concerns/@@inbox`: what waits, by urgency and age; what is settled."""

    page_title = _("Inbox")

    @property
    def text(self):
        """What is looked for. It comes by POST: an address would stay in logs."""
        return text_of(self.request.form, "text") if self.request.method == "POST" else ""

    @property
    def ledger_action(self):
        return "inbox.searched" if self.text else "inbox.listed"

    @cached_property
    def who(self):
        return reading.who_reads()

    @property
    def shows_settled(self):
        return self.request.form.get("show") == "settled"

    def groups(self):
        """Lines by child; of what is settled each by itself."""
        if self.text:
            return [[reading.line(row, self.who)] for row in reading.found(self.text, self.who)]
        if self.shows_settled:
            return [[reading.line(row, self.who)] for row in reading.settled(self.who)]
        return reading.grouped(reading.waiting(self.who), self.who)

    def url(self, line):
        """Address of a line: ids only. All schools of the person stand in one list."""
        return self.request.physicalPathToURL(line["path"])


class Door(BrowserView):
    """`<school>/concerns`: leads come to the inbox, everybody else to what they raised."""

    ledger_action = ""

    def __call__(self):
        leads = api.user.has_permission(handling.HANDLE_CONCERN, obj=self.context)
        page = "inbox" if leads else "my-concerns"
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@{page}")


#: Name of the button -> what is said afterwards.
STEPS = {
    "take-up": _("You handle this now"),
    "assign": _("Given, and told"),
    "reply": _("Answered"),
    "note": _("Noted"),
    "no-file": _("Recorded that no file is needed"),
    "answer": _("Recorded as dealt with"),
    "file": _("Put into the file as a signed record"),
}
KINDS_OF_MESSAGE = {ADDED: _("Added by the reporter"), REPLY: _("Reply to the reporter")}


class Concern(GivingBack, Typed):
    """Something that was raised, and what a lead can do with it."""

    ledger_action = "inbox.viewed"
    step = ""
    keeps_drafts = False

    def __call__(self):
        self.give_back()
        if self.given_back:
            self.step = self.typed("step")
            api.portal.show_message(self.status, self.request, "warning")
        if self.request.method == "POST":
            self.step = self.typed("step")
            if self.step not in STEPS:
                raise NotFound()
            if self.take(self.step):
                self.forget_kept()
                api.portal.show_message(STEPS[self.step], self.request)
                return self.request.response.redirect(self.context.absolute_url())
        return self.index()

    def take(self, step):
        """Whether the step was taken; if not, the reason stands on the page."""
        try:
            with whole():
                getattr(self, f"do_{step.replace('-', '_')}")()
        except BadConcern as error:
            self.error = error
        except TransitionRefused as refused:
            self.error = BadConcern(refused.reasons[0])
        return self.error is None

    def do_take_up(self):
        handling.take_up(self.context)

    def do_assign(self):
        handling.assign(self.context, self.typed("assignee"))

    def do_reply(self):
        handling.reply(self.context, self.typed("text"))

    def do_note(self):
        handling.note(self.context, self.typed("text"))

    def do_no_file(self):
        handling.need_no_file(self.context, self.typed("reason"))

    def do_answer(self):
        handling.answer_request(self.context, self.typed("text"))

    def do_file(self):
        name = self.typed("reference") or self.typed("file")
        file = file_called(self.context, name)
        chosen = texts_of(self.request.form, "also")
        also = [one for one in self.others if one.getId() in chosen]
        put_into(self.context, file, self.typed("nature"), self.typed("told"), also)

    @property
    def page_title(self):
        return self.context.reference

    def wrong_in(self, step, name):
        """The sentence beside a field of the form of one step, None for none."""
        return self.wrong(name) if self.step == step else None

    @property
    def is_concern(self):
        return self.context.kind == CONCERN

    @cached_property
    def state(self):
        return api.content.get_state(self.context)

    @property
    def is_open(self):
        return self.state in reading.OPEN

    @cached_property
    def facts(self):
        """What stands at the top."""
        concern = self.context
        return {
            "kind": KINDS[concern.kind],
            "state": STATES[self.state],
            "raised": london.format_datetime(concern.raised_at),
            "age": reading.age(concern.raised_at),
            "reporter": fullname(concern.reporter),
            "assigned_to": fullname(concern.assigned_to),
            "pattern": reading.pattern(self.row),
        }

    @cached_property
    def row(self):
        """Its row as the index has it."""
        return IIndexRows(self.context).rows().concern

    def messages(self):
        for one in messages(self.context):
            yield {
                "kind": KINDS_OF_MESSAGE.get(one.kind, _("Note for leads")),
                "by": fullname(one.by),
                "at": london.format_datetime(one.at),
                "text": one.text,
            }

    @cached_property
    def same_child(self):
        """Lines of the others about this child."""
        if not self.is_concern:
            return []
        return [reading.line(row) for row in reading.about_same_child(self.row)]

    @cached_property
    def others(self):
        """Those of them that are not in a file yet."""
        found = (self.context.aq_parent.get(line["id"]) for line in self.same_child)
        return [
            one
            for one in found
            if IRaisedConcern.providedBy(one)
            and not one.record_uid
            and api.content.get_state(one) in reading.OPEN
        ]

    @cached_property
    def candidates(self):
        return candidates(self.context)

    @property
    def chosen_file(self):
        """Id of the file marked when the page is shown."""
        first = self.candidates[0].getId() if len(self.candidates) == 1 else ""
        return self.typed("file") or first

    @property
    def open_file_url(self):
        folder = school_of(self.context)["files"].absolute_url()
        return f"{folder}/++add++WelfareFile?concern={self.context.getId()}"

    def reasons_not_told(self):
        """What can be said on whether the parents know (R029)."""
        yield {"value": TOLD, "title": _("The parents have been told")}
        for term in not_told_reasons.vocabulary:
            yield {"value": term.token, "title": term.title}

    @property
    def told(self):
        """What the reporter chose, until the lead says otherwise."""
        know, why = tuple(self.context.told) or ("", "")
        return self.typed("told") or (TOLD if know == "yes" else why)

    def assignable(self):
        return handling.assignable(self.context)

    @property
    def file(self):
        """The file it went into: reference and address, where the person may see it."""
        row = file_row(self.context.file_uid) if self.context.file_uid else None
        found = row and api.portal.get().unrestrictedTraverse(row.path, None)
        if found is None or not api.user.has_permission("View", obj=found):
            return None
        record = next((r for r in found.objectValues() if r.UID() == self.context.record_uid), None)
        return {
            "reference": found.reference,
            "url": (record if record is not None else found).absolute_url(),
        }

    def drawing(self):
        """The outline of the body with the marks that were sent; the answers say them in words."""
        return svg(self.context.marks)

    def photographs(self):
        """Number of each, and whether what is opened is a copy of it."""
        for number, file in enumerate(self.context.photographs, 1):
            yield {"number": number, "is_picture": is_picture(file)}


class Photograph(BrowserView):
    """`@@photograph?number=1`: never under the name it was sent with, never run by the browser.

    A copy without what the camera noted; with `original=1` the bytes as they were sent.
    """

    @property
    def wants_original(self):
        return bool(self.request.form.get("original"))

    @property
    def ledger_action(self):
        return "inbox.original" if self.wants_original else "inbox.downloaded"

    def __call__(self):
        number, photographs = text_of(self.request.form, "number"), self.context.photographs
        if not number.isdecimal() or len(number) > 3:
            raise NotFound()
        if not 1 <= int(number) <= len(photographs):
            raise NotFound()
        file = photographs[int(number) - 1]
        file = file if self.wants_original else looked_at(file)
        content_type, inline = served_type(head_of(file), file.filename)
        day = london.london_date(self.context.raised_at)
        name = served_name(self.context.reference, f"photograph {number}", day, file.filename)
        hand_out(self.request.response, content_type, inline, name, file.getSize())
        return stream_data(file)
