"""One-time links: which transfer a token leads to. Kept as hashes, on the site."""

from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from hashlib import sha256
from plone import api
from zope.annotation.interfaces import IAnnotations

import hmac
import re
import secrets


KEY = "welfarefiles.transfer.links"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
#: Letters of a code, as it is told by telephone: four and four.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
HALF = 4


def new_token():
    """256 bits, for the address."""
    return secrets.token_urlsafe(32)


def new_code():
    """`K7MQ-3XHP`: 39 bits, and a handful of tries."""
    half = "".join(secrets.choice(LETTERS) for _ in range(2 * HALF))
    return f"{half[:HALF]}-{half[HALF:]}"


def hash_of(token):
    """Under what a token is kept."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def code_hash(token, code):
    """What is kept of a code: worthless without the token, which is not kept."""
    said = re.sub(r"[^A-Z0-9]", "", code.upper())
    return hmac.new(token.encode("utf-8", "replace"), said.encode(), "sha256").hexdigest()


def remember(token, school, transfer_id):
    """Where a token leads."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][hash_of(token)] = (school.getId(), transfer_id)


def forget(link):
    """The token of a link leads nowhere any more."""
    if link is not None:
        stored(api.portal.get(), KEY).pop(link.token_hash, None)


def find(token):
    """(id of the school, id of the transfer) that a token leads to, or None."""
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    return stored(api.portal.get(), KEY).get(hash_of(token))
