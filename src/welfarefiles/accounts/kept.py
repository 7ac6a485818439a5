"""What somebody sent after their session had ended: kept for them alone until they are back.

The browser keeps nothing. The texts are sealed, belong to the person whose session it was, are
given back at the same address only, and are gone after a few hours or once they were saved.
"""

from ..access.filter import NOTE
from ..givingback import KEEPING
from ..interfaces import IKeptForms
from ..rest.origin import place
from ..sql.engine import get_store
from ..sql.joined import with_commit
from . import clock
from . import cookie
from . import sessions
from .sealing import seal
from .sealing import SealBroken
from .sealing import unseal
from .tables import kept_forms
from datetime import timedelta
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update
from zope.interface import implementer

import json
import re
import secrets


KEPT_FOR = timedelta(hours=4)
#: After it was first given back: the page may be loaded again, and a new form is an empty one.
GIVEN_FOR = timedelta(minutes=10)
#: Characters of one form, and forms of one person; what is more is not kept.
LONGEST = 500_000
MOST = 5
#: Neither buttons of forms that act by the button alone, nor the token of the session that is over,
#: nor secrets: everything else that is text.
NOT_KEPT = re.compile(
    r"form\.buttons\..*|_authenticator|ajax|given-back|came_from|__ac.*"
    r"|.*(?:passw|passphrase|secret).*",
    re.IGNORECASE,
)


def keep_lost_form(event):
    """Subscriber of `IPubBeforeAbort`: a form was sent under a school by nobody.

    The answer is the same whether anything is kept or not, and whatever the address leads to.
    """
    request = event.request
    note = request.environ.get(NOTE) or {}
    if request.method != "POST" or not note.get("scoped") or note.get("signed_in") or event.retry:
        return
    if request.environ.get("PATH_INFO", "").endswith(KEEPING):
        return  # while it is typed; the page says that it is not kept
    session = sessions.that_is_over(request.cookies.get(cookie.NAME, ""))
    origin = request.getHeader("Origin")
    if session is None or (origin and place(origin) != place(request["SERVER_URL"])):
        return
    fields = texts_of(request.form)
    if fields:
        keep(session.user_id, request.environ.get("PATH_INFO", ""), fields)


def texts_of(form):
    """The fields of a form that are texts, or lists of texts."""
    return {name: value for name, value in form.items() if _is_kept(name) and _is_text(value)}


def _is_kept(name):
    return isinstance(name, str) and not NOT_KEPT.fullmatch(name)


def _is_text(value):
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def keep(user_id, path, fields):
    """Keep a form; older ones of the person and at the same address go."""
    said = json.dumps(fields)
    if len(said) > LONGEST:
        return
    now, mine = clock.now(), kept_forms.c.user_id == user_id
    newest = select(kept_forms.c.id).where(mine).order_by(kept_forms.c.kept.desc()).limit(MOST - 1)
    with get_store().writing() as connection:
        connection.execute(delete(kept_forms).where(kept_forms.c.kept < now - KEPT_FOR))
        connection.execute(delete(kept_forms).where(mine, kept_forms.c.path == path))
        left = connection.scalars(newest).all()
        connection.execute(delete(kept_forms).where(mine, kept_forms.c.id.not_in(left)))
        row = {"id": secrets.token_hex(16), "user_id": user_id, "path": path, "kept": now}
        connection.execute(insert(kept_forms).values(**row, sealed=seal(said), given=None))


def give(user_id, path):
    """The fields kept for a person at an address, None where there are none."""
    now = clock.now()
    query = select(kept_forms).where(
        kept_forms.c.user_id == user_id,
        kept_forms.c.path == path,
        kept_forms.c.kept > now - KEPT_FOR,
        kept_forms.c.given > now - GIVEN_FOR,
    )
    with get_store().reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    if row.given is None:
        with get_store().writing() as connection:
            change = update(kept_forms).where(kept_forms.c.id == row.id)
            connection.execute(change.values(given=now))
    try:
        return json.loads(unseal(row.sealed))
    except SealBroken:
        return None


def forget(user_id, path):
    """It is saved with the transaction."""
    with_commit(_let_go, user_id, path)


def _let_go(connection, user_id, path):
    mine = kept_forms.c.user_id == user_id
    connection.execute(delete(kept_forms).where(mine, kept_forms.c.path == path))


@implementer(IKeptForms)
class KeptForms:
    """For pages of concerns that do not know of accounts."""

    forget = staticmethod(forget)
