"""How other children are called in a file: the same letter or number for the same child throughout.

The file keeps hashes, not names: nobody can read out of it who "another pupil (A)" is.
"""

from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.named.letters"
PUPIL, SIBLING, CHILD, CARER = "pupil", "sibling", "child", "carer"
#: Those who are told apart by letters.
LETTERED = {PUPIL: "another pupil", CARER: "another child's parent or carer"}


def pseudonym(file, mark, kind):
    """What a child is called in a file; for a new one the next that is free.

    :param mark: hash of the child's key (`marked`). Looked up only: `remember` keeps it.
    """
    kept = stored(file, KEY)
    return said(*kept.get(mark, (kind, _next(kept, kind))))


def remember(file, mark, kind):
    """The same, kept in the file from now on."""
    annotations = IAnnotations(file)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    kept = annotations[KEY]
    if mark not in kept:
        kept[mark] = (kind, _next(kept, kind))
    return said(*kept[mark])


def said(kind, number):
    """``another pupil (A)``, ``sibling 1``, ``child 1``."""
    if kind in LETTERED:
        return f"{LETTERED[kind]} ({letters(number)})"
    return f"{kind} {number}"


def letters(number):
    """1 is A, 26 is Z, 27 is AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _next(kept, kind):
    return 1 + max((number for one, number in kept.values() if one == kind), default=0)
