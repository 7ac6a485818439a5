"""Other children named, on the record's page: the places, and the ways to settle each."""

from ..fragment import Fragment
from ..interfaces import IRecord
from ..interfaces import IRecordPanel
from ..interfaces import IWelfareFilesLayer
from ..people.names import fullname
from .checking import Check
from .keeping import kept_of
from .keeping import OTHER
from .keeping import REASONS
from .settling import may_settle
from plone.protect.authenticator import createToken
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer


PANEL = Fragment(__file__, "templates/panel.pt")
#: Places shown of one name.
MOST = 4
WRONG = "welfarefiles.named.wrong"


def note_wrong(request, key, text, typed):
    """What was wrong with what somebody sent about a name, for the panel drawn in answer to it."""
    IAnnotations(request)[WRONG] = {"key": key, "text": text, "typed": typed}


@implementer(IRecordPanel)
@adapter(IRecord, IWelfareFilesLayer)
class NamedPanel:
    """For whoever may change the record: everything; for others what was said to stay, and why."""

    order = 10

    def __init__(self, record, request):
        self.record = record
        self.request = request

    def render(self):
        may_change = may_settle(self.record)
        if not (may_change or kept_of(self.record)):
            return ""
        mentions = Check(self.record).mentions
        unsettled = [one for one in mentions if may_change and not one.is_settled]
        known = [one for one in mentions if may_change and one.is_known and not one.kept]
        kept = [one for one in mentions if one.kept]
        if not (unsettled or known or kept):
            return ""
        return PANEL(
            self.request,
            unsettled=unsettled,
            known=known,
            kept=[one for one in kept if one not in unsettled],
            may_settle=may_change,
            reasons=[pair for pair in REASONS.items() if pair[0] != OTHER],
            token=f'<input type="hidden" name="_authenticator" value="{createToken()}" />',
            url=self.record.absolute_url(),
            names=fullname,
            wrong=IAnnotations(self.request).get(WRONG),
            most=MOST,
        )
