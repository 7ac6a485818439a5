"""The page on which it is noted what happened to an original or to something of the child's."""

from .. import _
from ..calendars import london
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from ..records.rowforms import RowPage
from .happenings import TITLES
from .interfaces import IRegistered
from .keeping import happenings
from .keeping import may_note
from .keeping import may_strike
from .keeping import note
from .keeping import strike
from functools import cached_property
from zope.component import adapter
from zope.interface import implementer


@implementer(IRecordAction)
@adapter(IRegistered, IWelfareFilesLayer)
class NoteAction:
    """The way there, on the record's page."""

    order = 5
    title = _("Moved, returned …")

    def __init__(self, record, request):
        self.record = record

    def available(self):
        return may_note(self.record)


class HappeningPage(RowPage):
    """Note one thing that happened; strike a wrong line through."""

    page_title = _("What happened to it")
    buttons = ("enter", "strike")
    labels = {
        "on": _("On"),
        "whom": _("To whom it was returned"),
        "where": _("Where it is kept now"),
        "note": _("Note"),
        "struck": _("Why it is wrong"),
    }

    @cached_property
    def may_add(self):
        return may_note(self.context)

    def kinds(self):
        return [(kind, TITLES[kind]) for kind in self.context.can_happen]

    @property
    def today(self):
        return london.today().isoformat()

    def do_enter(self, id):
        texts = [self.typed(name) for name in ("whom", "where", "note")]
        note(self.context, self.typed("kind"), self.day("on"), *texts)
        return _("Noted.")

    def do_strike(self, id):
        strike(self.context, id, self.typed("struck", id))
        return _("Struck through. The line stays readable.")

    def wrong(self):
        """Lines this person may strike through."""
        return [
            {
                "id": one.id,
                "what": TITLES[one.kind],
                "on": london.format_short_date(one.on),
                "by": fullname(one.by),
            }
            for one in happenings(self.context)
            if may_strike(self.context, one)
        ]
