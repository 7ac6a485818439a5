"""Who had a paper volume, as a table of its record; and what keeps its file from being closed."""

from .. import _
from ..calendars import london
from ..interfaces import IBeforeClosing
from ..interfaces import IRecordPart
from ..interfaces import IWelfareFileBase
from ..lookup import query
from ..people.names import fullname
from ..people.stored import uid_of
from ..records.parts import PartRow
from .interfaces import IPaperVolume
from .keeping import removals
from .removals import ASKED
from .removals import BACK
from .removals import OUT
from .removals import REFUSED
from .removals import STRUCK
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


STATES = {
    ASKED: _("Asked for"),
    OUT: _("Out"),
    REFUSED: _("Refused"),
    BACK: _("Back"),
    STRUCK: _("Not asked for any more"),
}


@implementer(IRecordPart)
@adapter(IPaperVolume)
class RemovalsPart:
    """Every removal, the latest first."""

    order = 10
    is_searched = True
    title = _("Taken out of the office")
    labels = (
        *(_("Asked for"), _("Holder"), _("Purpose"), _("Authorised by")),
        *(_("Back by"), _("How it stands")),
    )

    def __init__(self, record):
        self.record = record

    def rows(self):
        for one in removals(self.record):
            cells = (
                f"{london.format_datetime(one.asked_at)}, {fullname(one.asked_by)}",
                fullname(one.holder),
                one.purpose,
                decided(one),
                london.format_short_date(one.back_by),
                stands(one),
            )
            yield PartRow(cells, struck=one.state == STRUCK)


def decided(removal):
    """Who authorised it, and when."""
    if not removal.decided_at or removal.refusal:
        return ""
    return f"{fullname(removal.manager)}, {london.format_datetime(removal.decided_at)}"


def stands(removal):
    """How it stands, with what was said of it."""
    said = translate(STATES[removal.state])
    if removal.state == REFUSED:
        return f"{said} by {fullname(removal.manager)}: {removal.refusal}"
    if removal.state == STRUCK:
        return f"{said}: {removal.struck_reason}"
    if removal.state == BACK:
        return (
            f"{said} {london.format_datetime(removal.back_at)}, {fullname(removal.back_by_whom)}: "
            f"{removal.now_where}"
        )
    return said


@implementer(IBeforeClosing)
@adapter(IWelfareFileBase)
class PaperOut:
    """A file whose paper is out of the office stays open (R139)."""

    def __init__(self, file):
        self.file = file

    def sentences(self):
        rows = query.records_now(uid_of(self.file), ["PaperVolume"])
        out = [row for row in rows if row.state != "struck" and row.details.get("back_by")]
        return [f"Paper is out of the office: {len(out)}."] if out else []
