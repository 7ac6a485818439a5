"""Settling the name of another child in a draft: replace it, or say why it stays (R106, R128).

Page, REST and script call these; each enters what it does in the ledger, without the name.
"""

from .. import _
from ..ledger.writing import enter
from ..permissions import may
from ..records.events import file_of
from . import letters
from .checking import Check
from .keeping import keep
from .keeping import OTHER
from .keeping import REASONS
from .replacing import replaced
from .school import found_in
from .wording import put
from AccessControl import Unauthorized
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


MODIFY = "Modify portal content"
LONGEST = 300
GONE = _("This name does not stand here any more.")
FIXED = _("This text cannot be changed here. Say why it stays, or file it without the name.")
CHOOSE = _("Choose why it has to stay")
SAY_WHY = _("Say why it has to stay")
TOO_LONG = _("Say it in at most 300 characters")
NAMELESS = _("Say it without the name: the reason is kept where more people read it")


class BadSettlement(ValueError):
    """It cannot be meant; `field` is what it is about (`reason`, `words`) or None."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


def may_settle(record):
    """Whether the person may settle names in a record: whoever may change it."""
    return may(MODIFY, record)


def replace_name(record, key):
    """Write the pseudonym in all places of a name that can be changed; what is written there.

    Raises `Unauthorized` for who may not, `BadSettlement` when there is no such place.
    """
    check, mention = _asked(record, key)
    if not mention.is_replaceable:
        raise BadSettlement(FIXED)
    file = file_of(record)
    instead = letters.remember(file, key, mention.kind)
    spans = {}
    for worded, found in check.found:
        if found.key == key and not worded.is_fixed:
            spans.setdefault(worded, []).append((found.start, found.end, instead))
    for worded, its in spans.items():
        put(record, worded, replaced(worded.text, its))
    enter("named.replaced", record, places=sum(map(len, spans.values())))
    notify(ObjectModifiedEvent(record))
    record.reindexObject()
    return instead


def keep_name(record, key, reason, words=""):
    """Note why a name stays where it stands now.

    :param reason: a key of `keeping.REASONS`; `words` are needed for `OTHER`.

    Raises as `replace_name`, and for what is no reason.
    """
    _check, mention = _asked(record, key)
    words = " ".join((words or "").split()) if reason == OTHER else ""
    if reason not in REASONS:
        raise BadSettlement(CHOOSE, "reason")
    if reason == OTHER and not words:
        raise BadSettlement(SAY_WHY, "words")
    if len(words) > LONGEST:
        raise BadSettlement(TOO_LONG, "words")
    if found_in(file_of(record), [words])[0]:
        raise BadSettlement(NAMELESS, "words")
    fields = {place.name for place in mention.places}
    keep(record, key, reason, words, fields)
    said = words or str(REASONS[reason])
    enter("named.kept", record, reason=said, places=len(mention.places))
    record.reindexObject()


def _asked(record, key):
    if not may_settle(record):
        raise Unauthorized()
    check = Check(record)
    found = next((one for one in check.mentions if one.key == key), None)
    if found is None:
        raise BadSettlement(GONE)
    return check, found
