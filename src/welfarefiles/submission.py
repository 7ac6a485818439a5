"""One form, shown once, makes one object, however often it is sent.

The form carries a random token, made when it is first shown. The id of the new object is derived
from the token, the person and the place, so that the second sending finds the first one's object.
A client can neither choose an id nor learn whether one exists, because the server's secret is part
of it.
"""

from AccessControl import getSecurityManager
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import hashlib
import re
import secrets


FIELD = "submission"
TOKEN = re.compile(r"[0-9a-f]{16}\Z")


def new_token():
    """Return a token for a form that is shown for the first time (16 hexadecimal digits)."""
    return secrets.token_hex(8)


def token_of(request):
    """Return the token the request carries, or None when there is none or it is malformed."""
    token = request.form.get(FIELD)
    return token if isinstance(token, str) and TOKEN.match(token) else None


def derived_id(secret, user_id, place, token):
    """Return the id (16 hexadecimal digits) that this person's token means in this place."""
    said = "\0".join((user_id, place, token)).encode()
    return hashlib.blake2b(said, digest_size=8, key=secret.encode()[:64]).hexdigest()


def object_id(container, token):
    """Return the id of the object that `token` makes, or has made already, in `container`."""
    secret = getUtility(IKeyManager).secret()
    user_id = getSecurityManager().getUser().getId() or ""
    return derived_id(secret, user_id, "/".join(container.getPhysicalPath()), token)
