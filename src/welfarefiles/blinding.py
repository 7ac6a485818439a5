"""Texts that can be compared but not read: words of a search, names, a path somebody tried (R042).

A plain hash of a name is found again by hashing a list of names. Ours is made with a key of the
site, which stands in its object database: whoever holds the ledger alone cannot try names on it.
"""

from zope.component.hooks import getSite

import hashlib
import hmac
import secrets


ATTRIBUTE = "_welfarefiles_blinding_key"


def install(portal):
    """Give the site its key, once: another would make old and new hashes incomparable."""
    if not hasattr(portal.aq_base, ATTRIBUTE):
        setattr(portal, ATTRIBUTE, secrets.token_bytes(32))


def uninstall(portal):
    """Take the key out: what was hashed with it tells nothing any more."""
    if hasattr(portal.aq_base, ATTRIBUTE):
        delattr(portal, ATTRIBUTE)


def blinded(text):
    """The hash (32 hex digits) of a text or of bytes; "" for nothing, or without a key."""
    key = getattr(getattr(getSite(), "aq_base", None), ATTRIBUTE, None)
    if not (key and text):
        return ""
    said = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:32]
