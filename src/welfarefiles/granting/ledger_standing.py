"""By what right somebody acts, for the ledger: as cover, or by emergency access (R188)."""

from ..access.roles import given_to
from ..calendars import london
from ..interfaces import IWelfareFileBase
from ..ledger.interfaces import ILedgerStanding
from ..people.team import school_of
from ..people.team import team
from Acquisition import aq_chain
from Acquisition import aq_inner
from zope.interface import implementer


EMERGENCY, COVER, OWN = "emergency", "cover", ""


@implementer(ILedgerStanding)
class Standing:
    """Asked for each entry: cheap, and without an opinion on what is no content of a school."""

    def __call__(self, person, context):
        school = school_of(context) if context is not None else None
        if school is None:
            return OWN
        file = next(
            (item for item in aq_chain(aq_inner(context)) if IWelfareFileBase.providedBy(item)),
            None,
        )
        return _standing(person, school, file)


def _standing(person, school, file):
    today = london.today()
    entries = [
        entry
        for entry in team(school).of(person)
        if entry.is_active(today) and (file is None or file.portal_type in entry.covers)
    ]
    if entries:
        return OWN if any(not entry.cover_for for entry in entries) else COVER
    now = london.now()
    given = given_to(file, school, person) if file is not None else ()
    given = [grant for grant in given if grant.in_force(now)]
    return EMERGENCY if given and all(grant.is_emergency for grant in given) else OWN
