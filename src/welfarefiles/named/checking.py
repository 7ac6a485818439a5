"""Which other children a record names, and whether each was settled (R106, R107, R128).

Page, REST, the step of signing and whatever takes records out of the portal ask here.
"""

from .. import _
from ..blinding import blinded
from ..interfaces import IBeforeSigning
from ..interfaces import IRecord
from ..records.events import file_of
from . import letters
from .keeping import kept_of
from .replacing import sentence
from .school import Known
from .wording import texts_of
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from zope.component import adapter
from zope.interface import implementer


UNSETTLED = _(
    "Another child may be named here: ${words}. Change it, replace it, or say why it stays."
)
WITH_CARERS = _(
    "Another child, or a parent or carer of one, may be named here: ${words}. Change it, replace "
    "it, or say why it stays."
)
MOST_SAID = 4


@dataclass(frozen=True)
class Place:
    """A name in a record: the sentence it stands in, as `before`, `words`, `after`.

    :ivar key: hash that says whom the name means; the same in all places of one child.
    :ivar is_adult: the parent or carer of another child.
    :ivar is_known: a brother or sister on the front sheet of this very file: said, not asked for.
    :ivar is_settled: somebody said why it stays.
    """

    key: str
    name: str
    label: str
    before: str
    words: str
    after: str
    is_fixed: bool = False
    is_known: bool = False
    is_adult: bool = False
    is_settled: bool = False


@dataclass(frozen=True)
class Mention:
    """All places of one child in a record; `kept`: why it stays (`keeping.Kept`), or None."""

    key: str
    places: tuple
    pseudonym: str
    kept: object = None

    @property
    def words(self):
        """The name as it is written first."""
        return self.places[0].words

    @property
    def offer(self):
        """What the button that replaces it says."""
        return _("Write “${pseudonym}” instead", mapping={"pseudonym": self.pseudonym})

    @property
    def is_adult(self):
        """Whether it is a parent or carer of another child."""
        return self.places[0].is_adult

    @property
    def kind(self):
        """As what a file counts them: see `letters`."""
        return kind_of(self.places)

    @property
    def is_known(self):
        return all(place.is_known for place in self.places)

    @property
    def is_settled(self):
        return self.is_known or all(place.is_settled for place in self.places)

    @property
    def is_replaceable(self):
        """Whether somebody can write something else in one of the places."""
        return any(not place.is_fixed for place in self.places)


def kind_of(places):
    """As what a file counts somebody who stands in these places."""
    if places[0].is_adult:
        return letters.CARER
    return letters.SIBLING if all(one.is_known for one in places) else letters.PUPIL


class Check:
    """What the signed-in person is told of one record."""

    def __init__(self, record):
        self.record = record
        self.file = file_of(record)

    @cached_property
    def worded(self):
        """Every `Worded` of the record."""
        return texts_of(self.record) if self.file is not None else []

    @cached_property
    def known(self):
        """Whose names are looked for (`school.Known`); set by who checks many records of a file."""
        return Known(self.file, [one.text for one in self.worded])

    @cached_property
    def found(self):
        """[(`Worded`, `Found`)] in the order of the form."""
        if not self.worded:
            return []
        answer = self.known.found_in([one.text for one in self.worded])
        pairs = [
            (one, found) for one, its in zip(self.worded, answer, strict=True) for found in its
        ]
        # Hashed: the key of a given name alone would tell the family name.
        marked = [(one, replace(found, key=blinded(found.key))) for one, found in pairs]
        return list(_without_copies(marked))

    @cached_property
    def places(self):
        kept = kept_of(self.record)
        return [
            Place(
                found.key,
                worded.name,
                worded.label,
                *sentence(worded.text, found.start, found.end),
                worded.is_fixed,
                found.is_known,
                found.is_adult,
                found.key in kept and worded.name in kept[found.key].fields,
            )
            for worded, found in self.found
        ]

    @cached_property
    def mentions(self):
        """A `Mention` of each child, the unsettled first."""
        kept, by_key = kept_of(self.record), {}
        for place in self.places:
            by_key.setdefault(place.key, []).append(place)
        found = [
            Mention(key, tuple(places), self.pseudonym(key, places), kept.get(key))
            for key, places in by_key.items()
        ]
        return sorted(found, key=lambda one: one.is_settled)

    def pseudonym(self, key, places):
        return letters.pseudonym(self.file, key, kind_of(places))

    @property
    def unsettled(self):
        return [one for one in self.mentions if not one.is_settled]


def _without_copies(pairs):
    """Without names in an upload that stand in the fields as well: an email is its own upload."""
    written = {found.key for worded, found in pairs if worded.is_fixed and worded.name != "file"}
    for worded, found in pairs:
        if not (worded.name == "file" and worded.is_fixed and found.key in written):
            yield worded, found


def places(record):
    """Every `Place` in which a record names another child, as whoever is signed in may know.

    For whatever is about to leave the portal: those neither `is_settled` nor `is_known` are to be
    looked at first.
    """
    return Check(record).places


def unsettled(record):
    """The `Mention`s of a record that nobody has settled yet."""
    return Check(record).unsettled


def warning(record):
    """One sentence for whoever has just saved a record, or None."""
    found = Check(record).unsettled if IRecord.providedBy(record) else ()
    return said(found) if found else None


def said(mentions):
    """The sentence about names that nobody has settled."""
    words = [f"“{one.words}”" for one in mentions[:MOST_SAID]]
    more = ["…"] if len(mentions) > MOST_SAID else []
    sentence = WITH_CARERS if any(one.is_adult for one in mentions) else UNSETTLED
    return _(sentence, mapping={"words": ", ".join(words + more)})


@implementer(IBeforeSigning)
@adapter(IRecord)
class NamesBeforeSigning:
    """A record is signed once every other child in it was settled."""

    def __init__(self, record):
        self.record = record

    def sentences(self):
        found = unsettled(self.record)
        return [said(found)] if found else []
