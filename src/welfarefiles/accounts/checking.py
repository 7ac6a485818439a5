"""User name and password: the one check of the sign-in page, the API and basic authentication.

Ten wrong tries lock an account, whether there is such an account or not: neither words nor times
may tell which names exist.
"""

from . import failures
from . import telling
from .closing import is_closed
from AccessControl import AuthEncoding
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "welfarefiles.accounts.checked"
NO_WAIT = timedelta(0)
#: Checked where there is no account, so that it takes as long.
NOBODYS = AuthEncoding.pw_encrypt(secrets.token_hex(16), "SSHA")


@dataclass(frozen=True)
class Checked:
    """What came of a try: the account (`folder` is the user folder), or how long to `wait`."""

    folder: object = None
    user_id: str | None = None
    login: str = ""
    wait: timedelta = NO_WAIT


def check(accounts, login, password, request):
    """The `Checked` of a user name and password.

    `accounts`: the user folder that was asked; those of the folders above it count too, and each
    pair is looked at and counted once in a request, however many plugins ask.
    """
    remembered = IAnnotations(request, None)
    pair = f"{login}\0{password}".encode("utf-8", "replace")
    key = f"{KEY}:{sha256(pair).hexdigest()}"
    if remembered is not None and key in remembered:
        return remembered[key]
    answer = _check(accounts, login, password, request)
    if remembered is not None:
        remembered[key] = answer
    return answer


def _check(accounts, login, password, request):
    keys = failures.keys(login, request.getClientAddr())
    wait = failures.wait(*keys)
    if wait > NO_WAIT:
        return Checked(wait=wait)
    for folder in folders(accounts):
        found = _find(folder, login, password)
        if found is not None and not is_closed(folder, found[0]):
            return Checked(folder, *found)
    return Checked(wait=wrong(accounts, login, request))


def wrong(accounts, login, request):
    """Count a wrong try (of a password or of a code); how long to wait now."""
    keys = failures.keys(login, request.getClientAddr())
    locked = failures.count(*keys)
    telling.failed(accounts, login, request)
    if locked:
        telling.locked(accounts, login, request)
    return failures.wait(*keys) if locked else NO_WAIT


def folders(accounts):
    """The user folder and those above it that have our plugin."""
    while accounts is not None:
        if getattr(aq_base(accounts), "welfarefiles_accounts", None) is not None:
            yield accounts
        above = aq_parent(aq_parent(aq_inner(accounts)))
        accounts = getattr(above, "acl_users", None) if above is not None else None


def _find(folder, login, password):
    """(user id, login) of whom the folder knows by this password, or None."""
    delegates = folder.welfarefiles_accounts.delegates
    credentials = {"login": folder.applyTransform(login), "password": password}
    for plugin in filter(None, (folder._getOb(id, None) for id in delegates)):
        found = plugin.authenticateCredentials(credentials)
        if found is not None:
            return found
    if not knows(folder, login):
        AuthEncoding.pw_validate(NOBODYS, password)
    return None


def knows(folder, login):
    """User id of the account with this login, or None."""
    found = folder._verifyUser(folder.plugins, login=folder.applyTransform(login))
    return found["id"] if found else None
