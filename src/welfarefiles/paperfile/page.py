"""The page on which a paper volume is asked for, authorised, and noted as back."""

from .. import _
from ..calendars import london
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from ..records.rowforms import RowPage
from . import keeping
from .interfaces import IPaperVolume
from .removals import ASKED
from .removals import OUT
from functools import cached_property
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IRecordAction)
@adapter(IPaperVolume, IWelfareFilesLayer)
class RemovalAction:
    """The way there, on the record's page."""

    order = 5
    title = _("Take out, bring back")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return keeping.may_ask(self.record) or keeping.may_decide(self.record)


class RemovalPage(RowPage):
    """What can be done with it now, by whoever looks."""

    page_title = _("Paper out of the office")
    buttons = ("ask", "authorise", "refuse", "back", "withdraw")
    labels = {
        "holder": _("Who takes it"),
        "purpose": _("What for"),
        "back_by": _("Back by"),
        "refusal": _("Why not"),
        "now_where": _("Where it is kept now"),
        "struck": _("Why it is not needed any more"),
    }

    @cached_property
    def may_add(self):
        return keeping.may_ask(self.context) or keeping.may_decide(self.context)

    def people(self):
        return keeping.people(self.context)

    @cached_property
    def present(self):
        return keeping.present(self.context)

    def shown(self):
        """What is asked for or out, in words; None for nothing."""
        one = self.present
        if one is None:
            return None
        me = api.user.get_current().getId()
        asked, decides = one.state == ASKED, keeping.may_decide(self.context)
        return {
            "id": one.id,
            "holder": fullname(one.holder),
            "purpose": one.purpose,
            "asked_by": fullname(one.asked_by),
            "back_by": london.format_weekday(one.back_by),
            "late": one.back_by < london.today(),
            "is_out": one.state == OUT,
            "manager": fullname(one.manager),
            "may_decide": asked and decides and me not in (one.holder, one.asked_by),
            "may_withdraw": asked and me in (one.holder, one.asked_by),
        }

    def do_ask(self, id):
        back_by = self.day("back_by")
        keeping.ask(self.context, self.typed("holder"), self.typed("purpose"), back_by)
        return _("Asked for. A manager other than who takes it authorises it.")

    def do_authorise(self, id):
        keeping.authorise(self.context, id)
        return _("Authorised: it may be taken out.")

    def do_refuse(self, id):
        keeping.refuse(self.context, id, self.typed("refusal", id))
        return _("Refused.")

    def do_back(self, id):
        keeping.bring_back(self.context, id, self.typed("now_where", id))
        return _("It is back.")

    def do_withdraw(self, id):
        keeping.withdraw(self.context, id, self.typed("struck", id))
        return _("Taken back.")
