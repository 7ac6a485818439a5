"""What the index keeps of the registers: what the list of a file and its closure ask."""

from ..records.indexers import RecordIndex
from .happenings import place
from .happenings import returned_on
from .happenings import stays
from .interfaces import IChildContribution
from .interfaces import IContactArrangement
from .interfaces import ICourtOrder
from .interfaces import IDelegatedAuthority
from .interfaces import IFosteringArrangement
from .interfaces import IRegistered
from .keeping import happenings
from zope.component import adapter


@adapter(IRegistered)
class RegisteredIndex(RecordIndex):
    """Where it is kept, and whether it was returned."""

    def details(self):
        record, lines = self.context, happenings(self.context)
        back = returned_on(lines)
        found = {**super().details(), "place": place(record.kept_where, lines)}
        if back:
            found["returned"] = back.isoformat()
        if IChildContribution.providedBy(record) and record.is_property and not back:
            found["property"] = "stays" if stays(lines) else "to return"
        return found


@adapter(ICourtOrder)
class CourtOrderIndex(RecordIndex):
    def details(self):
        return {**super().details(), **until(self.context.expires_on)}


@adapter(IDelegatedAuthority)
class AuthorityIndex(RecordIndex):
    def details(self):
        return {**super().details(), **until(self.context.until)}


@adapter(IContactArrangement)
class ArrangementIndex(RecordIndex):
    def details(self):
        found = {**super().details(), **until(self.context.ends_on)}
        if self.context.may_not_collect:
            found["may_not_collect"] = True
        return found


@adapter(IFosteringArrangement)
class FosteringIndex(RecordIndex):
    def details(self):
        return {**super().details(), **until(self.context.ends_on)}


def until(day):
    """The last day on which it stands, where there is one."""
    return {"until": day.isoformat()} if day else {}
