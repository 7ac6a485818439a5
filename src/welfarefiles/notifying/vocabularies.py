"""Lists of words that only events and notifications use, and the events of a file."""

from .. import _
from ..calendars.london import format_date
from ..calendars.london import london_date
from ..files.vocabularies import FixedList
from ..interfaces import IWelfareFileBase
from ..lookup import query
from ..people.stored import uid_of
from ..records.heading import heading_of
from .interfaces import ISchoolEvent
from .rule import AT_ONCE
from Acquisition import aq_chain
from functools import cached_property
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.interfaces import IVocabularyTokenized
from zope.schema.vocabulary import SimpleTerm


event_kinds = FixedList(
    ("exclusion_fixed", _("Fixed-term exclusion")),
    ("exclusion_permanent", _("Permanent exclusion")),
    ("absence", _("Unexplained absence")),
    ("change", _("Change in circumstances")),
    ("behaviour", _("Behaviour and attendance")),
    ("tutor_log", _("Form tutor log")),
)
notifications = FixedList(
    ("social_care", _("Children's Social Care told")),
    ("domestic_violence", _("Domestic violence notification received")),
    ("agency", _("Another agency told")),
)
ways_to_tell = FixedList(
    ("telephone", _("Telephone call")),
    ("secure_email", _("Secure email")),
    ("online", _("Online form")),
    ("in_person", _("In person")),
    ("letter", _("Letter")),
)


@implementer(IVocabularyFactory)
class EventsToTell:
    """The events of a file that social care is told of, by their ids."""

    def __call__(self, context):
        file = next((one for one in aq_chain(context) if IWelfareFileBase.providedBy(one)), None)
        return EventsOfFile(file)


@implementer(IVocabularyTokenized)
class EventsOfFile:
    """Looks the events up when it is asked for them all; one term needs its event alone."""

    def __init__(self, file):
        self.file = file

    @cached_property
    def terms(self):
        """`{id: term}`, the latest first."""
        if self.file is None:
            return {}
        rows = query.records_now(uid_of(self.file), ("SchoolEvent",))
        found = [row for row in rows if row.kind in AT_ONCE and row.state != "struck"]
        ids = (row.path.rpartition("/")[2] for row in reversed(found))
        return {record_id: self.getTerm(record_id) for record_id in ids}

    def __contains__(self, value):
        return value in self.terms

    def __iter__(self):
        return iter(self.terms.values())

    def __len__(self):
        return len(self.terms)

    def getTerm(self, value):
        """The term of an event; of what is no event here, its id."""
        event = self.file.get(value) if self.file is not None else None
        if not ISchoolEvent.providedBy(event):
            return SimpleTerm(value, value, value)
        day = format_date(london_date(event.happened_at))
        words = {"what": heading_of(event), "day": day}
        return SimpleTerm(value, value, _("${what} of ${day}", mapping=words))

    def getTermByToken(self, token):
        """The term of an event that may be chosen; LookupError for anything else."""
        return self.terms[token]


events_to_tell = EventsToTell()
