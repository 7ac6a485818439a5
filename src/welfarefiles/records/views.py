"""Page of a record, its download, and the page that moves a file or record on."""

from .. import _
from ..access import section
from ..access.guards import perform
from ..access.guards import reasons
from ..access.guards import TransitionRefused
from ..access.offers import offers
from ..access.section import is_restricted
from ..bodymap.drawing import svg
from ..calendars import london
from ..files.display import shown_fields
from ..files.naming import child_shown
from ..files.states import shown_state
from ..interfaces import IRecordAction
from ..interfaces import IRecordNote
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFileBase
from ..people.names import fullname
from ..people.typed import text_of
from ..permissions import MANAGE_GRANTS
from ..permissions import may
from ..submission import whole
from .abbreviations import known_abbreviations
from .abbreviations import WrittenOut
from .download import is_picture
from .events import file_of
from .heading import heading_of
from .interfaces import IClosingSummary
from .interfaces import ICorrespondence
from .links import linked
from .parts import parts_of
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import getAdapters
from zope.component import subscribers
from zope.i18n import translate


class RecordPage(BrowserView):
    """One record: its filled fields, who and when, the next step."""

    @cached_property
    def file(self):
        return file_of(self.context)

    @property
    def child(self):
        return child_shown(self.context)

    @property
    def reference(self):
        """Of the file, for whoever sees this record of it alone."""
        return "" if self.child else self.file.reference

    @property
    def heading(self):
        return heading_of(self.context)

    @property
    def when(self):
        return london.format_weekday_time(self.context.happened_at)

    @cached_property
    def state(self):
        return shown_state(self.context)

    @property
    def has_checklist(self):
        return IClosingSummary.providedBy(self.context)

    @property
    def may_edit(self):
        return api.user.has_permission("Modify portal content", obj=self.context)

    def fields(self):
        return shown_fields(self.context, skip=("volume", "attachments"))

    @cached_property
    def abbreviations(self):
        return WrittenOut(known_abbreviations())

    def written(self, text):
        """HTML of a text, each abbreviation written out at its first use in the record (R089), and
        links to the records it refers to (R084).
        """
        return linked(self.abbreviations.html(translate(text, context=self.request)))

    def drawing(self, marks):
        """The outline of the body with these marks; the table beside it says the same in words."""
        return svg(marks)

    def attachments(self):
        """Of an email: name, size, address of the download or None."""
        if not ICorrespondence.providedBy(self.context):
            return
        base = self.context.absolute_url()
        for number, row in enumerate(self.context.attachments or (), 1):
            size = row["size"]
            yield {
                "name": row["name"],
                "size": "" if size is None else size_shown(size),
                "url": None if size is None else f"{base}/@@attachment/{number}",
            }

    @property
    def is_restricted(self):
        return is_restricted(self.context)

    def actions(self):
        """Title and address of what other concerns do with a record."""
        found = [
            (action.order, name, action.title)
            for name, action in getAdapters((self.context, self.request), IRecordAction)
            if action.available()
        ]
        base = self.context.absolute_url()
        return [
            {"title": title, "url": f"{base}/@@{name}"} for _order, name, title in sorted(found)
        ]

    def parts(self):
        """Tables of what happened to it since it was signed."""
        return parts_of(self.context)

    def panels(self):
        """HTML of what other concerns show above the record."""
        found = getAdapters((self.context, self.request), IRecordPanel)
        ordered = sorted((panel.order, name, panel) for name, panel in found)
        return [html for html in (panel.render() for _order, _name, panel in ordered) if html]

    def offers(self):
        return offers(self.context)

    def has_original(self, blob):
        """Whether the download is a copy, and the person may have the original."""
        return may(MANAGE_GRANTS, self.context) and is_picture(blob)

    def file_name(self, blob):
        return blob.filename or _("File")

    def file_size(self, blob):
        return size_shown(blob.getSize())

    def provenance(self):
        """Label and value: who wrote, recorded, signed and authorised it, and how late (R076)."""
        record = self.context
        rows = [
            (_("Author"), fullname(record.author)),
            (_("Recorded"), london.format_datetime(record.recorded_at)),
        ]
        others = changed_by(record)
        if others:
            rows.append((_("Changed by"), others))
        for note in subscribers((record,), IRecordNote):
            rows.extend(note.lines())
        if record.signed_by:
            rows.append((_("Signed by"), fullname(record.signed_by)))
            rows.append((_("Signed"), london.format_datetime(record.signed_at)))
        if getattr(record, "authorised_by", None):
            rows.append((_("Authorised by"), fullname(record.authorised_by)))
            rows.append((_("Authorised"), london.format_datetime(record.authorised_at)))
        rows.extend(self.restriction())
        rows.extend(self.comments())
        rows.append((_("Volume"), getattr(record, "volume", None) or 1))
        return rows

    def restriction(self):
        """Who moved it into the restricted section, when and why."""
        about = section.about(self.context)
        if not about:
            return []
        return [
            (_("Restricted by"), fullname(about["by"])),
            (_("Restricted"), london.format_datetime(about["at"])),
            (_("Why restricted"), about["reason"]),
        ]

    def comments(self):
        """Reasons people gave as they moved the record on."""
        history = api.portal.get_tool("portal_workflow").getInfoFor(
            self.context, "review_history", []
        )
        return [
            (_("Reason"), f"{entry['comments']} ({fullname(entry['actor'])})")
            for entry in history
            if entry.get("comments")
        ]


def size_shown(size):
    """So many bytes, as people say it."""
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, size // 1024)} kB"


def changed_by(record):
    """Names of those who changed a record besides its author, or an empty text."""
    others = [one for one in getattr(record, "edited_by", ()) if one != record.author]
    return ", ".join(fullname(user_id) for user_id in others)


class MoveOn(BrowserView):
    """Confirm a step of the workflow, with the reason where one is asked, or say why not.

    The same rule answers here, in REST and in a script (`access.guards.perform`).
    """

    comment_missing = False
    refused = ()

    def __call__(self):
        if self.offer is None:
            raise NotFound()
        if self.request.method == "POST" and self.move_on():
            api.portal.show_message(DONE.get(self.transition, self.title))
            return self.request.response.redirect(self.target)
        return self.index()

    @property
    def transition(self):
        return text_of(self.request.form, "transition")

    @cached_property
    def offer(self):
        return next((one for one in offers(self.context) if one.id == self.transition), None)

    @property
    def title(self):
        return self.offer.title

    page_title = title

    @property
    def what(self):
        """Reference of a file, kind of a record (which would acquire its file's reference)."""
        if IWelfareFileBase.providedBy(self.context):
            return self.context.reference
        return heading_of(self.context)

    @property
    def needs_comment(self):
        return self.offer.needs_comment

    @property
    def comment(self):
        return text_of(self.request.form, "comment")

    @cached_property
    def reasons(self):
        return [*self.refused] or reasons(self.context, self.transition)

    @property
    def possible(self):
        return not self.reasons

    @property
    def warning(self):
        """Who else changed what the person is about to put their name to, or nothing."""
        others = changed_by(self.context) if self.transition in ("sign", "submit") else ""
        return others and _(
            "Changed by ${names} since you wrote it: read it again first.",
            mapping={"names": others},
        )

    @property
    def statement(self):
        """What the person states by this step."""
        return STATEMENTS.get(self.transition)

    @property
    def target(self):
        """Back to the object, or to the register when the person no longer sees it."""
        if api.user.has_permission("View", obj=self.context):
            return self.context.absolute_url()
        return api.portal.get().absolute_url()

    def move_on(self):
        """Take the step; False when it was refused (the page then says why)."""
        if self.needs_comment and not self.comment:
            self.comment_missing = True
            return False
        try:
            with whole():
                perform(self.context, self.transition, self.comment)
        except TransitionRefused as error:
            self.refused = error.reasons
            return False
        return True


STATEMENTS = {
    "sign": _("I wrote this record and it is true to the best of my knowledge."),
    "submit": _("This is complete. I ask a manager to authorise it."),
    "authorise": _("I have read this and I authorise it."),
    "close": _("The record is complete and the manager has agreed to closure."),
    "strike": _("The record stays readable, marked as struck through."),
}


DONE = {
    "sign": _("Signed and filed"),
    "strike": _("Struck through; it stays readable"),
    "submit": _("Submitted: somebody else authorises it"),
    "authorise": _("Authorised"),
    "return": _("Returned to the author"),
    "close": _("The file is closed"),
    "transfer": _("The file is transferred"),
    "retain": _("The file is retained"),
    "reopen": _("The file is open again"),
    "recall": _("The file is open again"),
}
