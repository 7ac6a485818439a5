"""Passphrases of packs: sealed from the moment a pack is asked for until somebody was shown it."""

from ..accounts.sealing import seal
from ..accounts.sealing import SealBroken
from ..accounts.sealing import unseal
from ..people.stored import stored
from .encryption import new_passphrase
from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.packs.passphrases"


def make(school, pack_id):
    """Make the passphrase of a pack that is about to be built."""
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][pack_id] = seal(new_passphrase())


def passphrase_of(school, pack_id):
    """The passphrase while it is kept, else None."""
    sealed = stored(school, KEY).get(pack_id)
    try:
        return unseal(sealed) if sealed else None
    except SealBroken:
        return None


def is_kept(school, pack_id):
    """Whether it can still be shown."""
    return pack_id in stored(school, KEY)


def forget(school, pack_id):
    """It was shown, or the pack is gone."""
    stored(school, KEY).pop(pack_id, None)
