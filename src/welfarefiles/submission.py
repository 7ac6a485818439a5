"""One form, shown once, makes one object, however often it is sent.

The form carries a random token, made when it is first shown. The id of the new object is derived
from the token, the person and the place, so that the second sending finds the first one's object.
A client can neither choose an id nor learn whether one exists, because the server's secret is part
of it.
"""

from . import _
from AccessControl import getSecurityManager
from contextlib import contextmanager
from plone.keyring.interfaces import IKeyManager
from plone.protect.authenticator import check
from zExceptions import Forbidden
from zope.component import getUtility

import hashlib
import re
import secrets
import transaction


FIELD = "submission"
OUT_OF_DATE = _(
    "The page you sent this from had gone out of date, so nothing was saved yet. "
    "What you entered is still below: send it again."
)
TOKEN = re.compile(r"[0-9a-f]{16}\Z")


def is_from_our_page(request):
    """Whether a form carries the token our own pages give out to whoever sends it.

    Where it does not, nothing is done: a page elsewhere made somebody's browser send it, or ours
    has gone out of date. `portal.heldback` asks for every page, and gives back what was typed.
    """
    try:
        check(request)
    except Forbidden:
        return False
    return True


@contextmanager
def whole():
    """Around what a form does: what is refused leaves nothing behind, as if it had not begun.

    A page shows why something was refused, and does not fail; without this the part that was done
    before the refusal would be stored with it: objects, entries, mail.
    """
    before = transaction.savepoint(optimistic=True)
    try:
        yield
    except Exception:
        before.rollback()
        raise


def new_token():
    """Return a token for a form that is shown for the first time (16 hexadecimal digits)."""
    return secrets.token_hex(8)


def token_of(request, field=FIELD):
    """Return the token the request carries, or None when there is none or it is malformed."""
    token = request.form.get(field)
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
