"""What people enter about a file that decides how long it is kept (R182), kept on the file."""

from ..calendars.london import today
from ..people.stored import stored
from .terms import FILE_CLASSES
from .years import years_after
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.retention.knowledge"
_OLDEST = date(1900, 1, 1)


class BadKnowledge(ValueError):
    """Something that cannot be; `field` names the field, the text is for whoever entered it."""

    def __init__(self, field, sentence):
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Sibling:
    """Another child of the family: a file here by its reference and UID, or a date of birth."""

    reference: str = ""
    file_uid: str = ""
    born: date | None = None


@dataclass(frozen=True)
class Knowledge:
    """Of one file. Days are London's.

    `classes`: chosen besides those that follow from the file itself; `family_complete`: somebody
    has said that `siblings` are all there are; `reviewed_on`: last looked through (R174);
    `keep_until`, `keep_reason`: a re-appraisal.
    """

    classes: frozenset = frozenset()
    died_on: date | None = None
    ceased_fostering_on: date | None = None
    notified_on: date | None = None
    adoption_order_on: date | None = None
    siblings: tuple = ()
    family_complete: bool = False
    sexual_abuse: bool = False
    reviewed_on: date | None = None
    keep_until: date | None = None
    keep_reason: str = ""


DAYS = ("died_on", "ceased_fostering_on", "notified_on", "adoption_order_on", "reviewed_on")


def knowledge_of(file):
    """The `Knowledge` entered for a file; an empty one before anybody entered any."""
    row = dict(stored(file, KEY))
    if not row:
        return Knowledge()
    row["classes"] = frozenset(row["classes"])
    row["siblings"] = tuple(Sibling(**sibling) for sibling in row["siblings"])
    return Knowledge(**row)


def keep(file, knowledge):
    """Store it. Raises `BadKnowledge` when it cannot be. The caller notes the file for its row."""
    check(knowledge, file.date_of_birth)
    row = asdict(knowledge)
    row["classes"] = tuple(sorted(knowledge.classes))
    IAnnotations(file)[KEY] = PersistentMapping(row)


def check(knowledge, born):
    """Raise `BadKnowledge` for days that cannot be meant, unknown classes and doubled siblings."""
    for name in DAYS:
        day = getattr(knowledge, name)
        if day is not None and not _OLDEST <= day <= today():
            raise BadKnowledge(name, "This day cannot be: it must be in the past.")
    if knowledge.died_on and born and knowledge.died_on < born:
        raise BadKnowledge("died_on", "The child was born after this day.")
    if not knowledge.classes <= FILE_CLASSES.keys():
        raise BadKnowledge("classes", "There is no such class of file.")
    if knowledge.keep_until and not knowledge.keep_reason.strip():
        raise BadKnowledge("keep_reason", "Say why the file is kept longer.")
    if knowledge.keep_until and knowledge.keep_until > years_after(today(), 200):
        raise BadKnowledge("keep_until", "This is too far away: mark the file as permanent.")
    _check_siblings(knowledge.siblings, today())


def _check_siblings(siblings, today):
    uids = [sibling.file_uid for sibling in siblings if sibling.file_uid]
    if len(uids) != len(set(uids)):
        raise BadKnowledge("siblings", "The same file stands here twice.")
    for sibling in siblings:
        if sibling.born and not _OLDEST <= sibling.born <= today:
            raise BadKnowledge("siblings", "A child of the family cannot be born on this day.")
