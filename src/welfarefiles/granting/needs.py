"""Access that comes up for review, for the first page of the leads who decide (R039)."""

from .. import _
from ..calendars import london
from ..files.attention import Attention
from ..files.attention import DUE
from ..interfaces import INeeds
from ..interfaces import IWelfareFilesLayer
from ..people.named_teams import named_teams
from ..people.names import fullname
from ..people.team import school_of
from .reviews import due_for
from plone.base.interfaces import IPloneSiteRoot
from zope.component import adapter
from zope.interface import implementer


SHOWN = 5


@implementer(INeeds)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class ReviewNeeds:
    """A line for each grant that comes up."""

    def __init__(self, portal, request):
        pass

    def lines(self):
        today = london.today()
        for file, grant in due_for(limit=SHOWN):
            words = {
                "name": name_of(grant.user_id, school_of(file)),
                "day": london.format_short_date(grant.review_on),
            }
            yield Attention(
                _("Review"),
                "bad" if grant.review_on <= today else "warn",
                _("The access of ${name}, by ${day}", mapping=words),
                f"{file.absolute_url()}/@@access",
                _("Decide"),
                reference=file.reference,
                rank=DUE,
            )


def name_of(principal, school):
    """Name of a person or of a named team."""
    named = named_teams(school).get(principal)
    return named.title if named is not None else fullname(principal)
