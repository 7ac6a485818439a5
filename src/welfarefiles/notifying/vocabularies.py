"""Lists of words that only events and notifications use, and the events of a file."""

from .. import _
from ..calendars.london import format_date
from ..calendars.london import london_date
from ..files.vocabularies import FixedList
from ..files.vocabularies import TolerantVocabulary
from ..index import query
from ..interfaces import IWelfareFileBase
from ..people.stored import uid_of
from .rule import AT_ONCE
from Acquisition import aq_chain
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
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
    """The file's events that Children's Social Care is told of, the latest first, by their ids."""

    def __call__(self, context):
        file = next((one for one in aq_chain(context) if IWelfareFileBase.providedBy(one)), None)
        rows = query.records_now(uid_of(file), ("SchoolEvent",)) if file is not None else ()
        found = [row for row in rows if row.kind in AT_ONCE and row.state != "struck"]
        return TolerantVocabulary([self._term(row) for row in reversed(found)])

    def _term(self, row):
        record_id = row.path.rpartition("/")[2]
        words = {"what": row.heading, "day": format_date(london_date(row.happened_at))}
        return SimpleTerm(record_id, record_id, _("${what} of ${day}", mapping=words))


events_to_tell = EventsToTell()
