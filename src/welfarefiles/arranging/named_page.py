"""The page of a restricted record on which two people say that it goes to another school."""

from .. import _
from ..access.section import is_restricted
from ..calendars import london
from ..index.rows import DueRow
from ..interfaces import IRecord
from ..interfaces import IRecordAction
from ..interfaces import IRecordDues
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from ..people.team import school_of
from ..people.typed import Typed
from ..records.events import file_of
from ..records.heading import heading_of
from ..transfer import naming
from ..transfer import steps
from ..transfer.acting import may_transfer
from ..transfer.knowing import me
from ..transfer.knowing import transfer_of
from ..transfer.questions import BadStep
from ..transfer.words import url_of
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class NameForTransfer(BrowserView):
    """``@@name-for-transfer`` of a record: for the section's readers, before the files go."""

    page_title = _("Send this record too?")
    error = None
    error_field = None

    def __call__(self):
        if self.transfer is None or not (self.proposal or self.may_propose):
            raise NotFound()
        self.typed = Typed(self.request.form)
        if self.request.method != "POST":
            return self.index()
        try:
            return self.act()
        except BadStep as error:
            self.error, self.error_field = str(error), error.field
            return self.index()

    def act(self):
        """Do what the pressed button says."""
        given = self.school, self.transfer, IUUID(self.context)
        match self.typed.text("do"):
            case "propose":
                naming.propose(*given, self.typed.text("why"))
                return self.back(_("Noted. A second person has to agree."))
            case "agree":
                naming.agree(*given)
                return self.back(_("Agreed: this record goes too."))
            case "refuse":
                naming.refuse(*given, self.typed.text("why"))
                return self.back(_("This record stays."))
        raise NotFound()

    def back(self, message):
        api.portal.show_message(message)
        return self.request.response.redirect(url_of(self.school, self.transfer))

    @cached_property
    def school(self):
        return school_of(self.context)

    @cached_property
    def transfer(self):
        return naming.transfer_about(self.context)

    @property
    def proposal(self):
        return self.transfer.named.get(IUUID(self.context))

    @property
    def transfer_url(self):
        return url_of(self.school, self.transfer)

    @property
    def may_propose(self):
        return may_transfer(self.school, self.transfer)

    @property
    def is_second(self):
        """Whether it is for this person to agree."""
        waits = not self.proposal.stands and self.proposal.by != me()
        return waits and self.may_refuse

    @property
    def may_refuse(self):
        return self.proposal.by == me() or naming.may_be_second(self.school, self.transfer)

    @property
    def has_errors(self):
        return bool(self.error)

    @property
    def what(self):
        return heading_of(self.context)

    def shown(self):
        """What was said of it so far."""
        one = self.proposal
        return {
            "why": one.why,
            "by": fullname(one.by),
            "at": london.format_datetime(one.at),
            "agreed_by": fullname(one.agreed_by) if one.stands else None,
            "own": one.by == me(),
        }


@implementer(IRecordAction)
@adapter(IRecord, IWelfareFilesLayer)
class NameAction:
    """The way there from the record's page."""

    order = 55
    title = _("For the next school")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        transfer = naming.transfer_about(self.record)
        if transfer is None:
            return False
        named = IUUID(self.record) in transfer.named
        return named or may_transfer(school_of(self.record), transfer)


@implementer(IRecordDues)
@adapter(IRecord)
class NamedDues:
    """It stands on the list of each who can agree, until one of them has said yes or no."""

    def __init__(self, record):
        self.record = record

    def dues(self):
        record = self.record
        if not is_restricted(record):
            return
        file, uid = file_of(record), IUUID(record)
        school = school_of(file)
        transfer = transfer_of(file, school) if school is not None else None
        if transfer is None or transfer.state != steps.PREPARED:
            return
        proposal = transfer.named.get(uid)
        for person in (
            naming.seconds(school, transfer, record) if proposal and not proposal.stands else ()
        ):
            yield DueRow(
                what=f"transfer-named-{person}",
                due_at=proposal.at,
                sentence="due_transfer_named",
                responsible=person,
            )


DUE_NAMED = (_("is to go to another school: you are asked"), _("Agree or refuse"), _("Transfer"))
