"""What the inbox asks of a lead, for the first page: by reference, never with a name."""

from .. import _
from ..calendars import london
from ..files.attention import Attention
from ..files.attention import DANGER
from ..files.attention import WAITED_FOR
from ..forms.content import NEW
from ..forms.navigation import open_to
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from .handling import HANDLE_CONCERN
from .reading import age
from .reading import waiting
from .reading import who_reads
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class InboxNeeds:
    """Each child in danger that nobody has taken up; how much else is new; what one took up."""

    def __init__(self, portal, request):
        self.portal = portal
        self.folders = open_to(portal, HANDLE_CONCERN)

    def lines(self):
        if not self.folders:
            return
        who = who_reads()
        rows = waiting(who)
        new = [row for row in rows if row.state == NEW]
        yield from (self.danger(row) for row in new if row.danger)
        calm = [row for row in new if not row.danger]
        if calm:
            yield self.several(_("New"), "bad", one_or_many(calm, *NEWS), calm)
        mine = [row for row in rows if row.state != NEW and row.assigned_to == who.user_id]
        if mine:
            yield self.several(_("Taken up"), "warn", one_or_many(mine, *TAKEN), mine)

    def danger(self, row):
        words = {"reference": row.reference, "age": age(row.raised_at)}
        text = _("${reference}: raised ${age}, and nobody has taken it up", mapping=words)
        url = self.url_of(row)
        return Attention(_("Immediate danger"), "bad", text, url, _("Read"), rank=DANGER)

    def several(self, label, tag, text, rows):
        url = self.url_of(rows[0]) if len(rows) == 1 else f"{self.inbox_of(rows[0])}/@@inbox"
        return Attention(label, tag, text, url, _("Read"), rank=WAITED_FOR)

    def url_of(self, row):
        return f"{self.inbox_of(row)}/{row.path.rpartition('/')[2]}"

    def inbox_of(self, row):
        """Address of the folder a row is in."""
        folder = row.path.rpartition("/")[0]
        return next(
            one.absolute_url() for one in self.folders if "/".join(one.getPhysicalPath()) == folder
        )


NEWS = (
    _("One in the inbox that nobody has taken up, of ${day}"),
    _("${number} in the inbox that nobody has taken up, the oldest of ${day}"),
)
TAKEN = (
    _("One that you took up is not settled, of ${day}"),
    _("${number} that you took up are not settled, the oldest of ${day}"),
)


def one_or_many(rows, one, many):
    """How many rows there are and since when, in words."""
    day = london.format_short_date(london.london_date(min(row.raised_at for row in rows)))
    return _(one if len(rows) == 1 else many, mapping={"number": len(rows), "day": day})
