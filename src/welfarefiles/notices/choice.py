"""How each person wants the mail of the portal: at once, or once a day."""

from ..ledger.writing import enter
from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite


KEY = "welfarefiles.notices.choice"
AT_ONCE, DAILY = WAYS = ("at once", "daily")


def way_of(user_id):
    """One of `WAYS`; `AT_ONCE` for whoever never chose."""
    return stored(getSite(), KEY).get(user_id, AT_ONCE)


def choose(user_id, way):
    """Keep what somebody chose. Raises ValueError for no such way."""
    if way not in WAYS:
        raise ValueError(way)
    if way_of(user_id) == way:
        return
    annotations = IAnnotations(getSite())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][user_id] = way
    enter("mail.chosen", about=user_id, way=way)
