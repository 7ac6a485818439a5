"""Who is acting, from where and through what: from the request, or as a job or script says."""

from .interfaces import ILedgerStanding
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import field
from zope.component import queryUtility
from zope.globalrequest import getRequest

import secrets


#: Through what somebody acts.
THROUGH = ("session", "token", "basic", "system", "link")
_KEY = "welfarefiles.ledger.circumstances"


@dataclass
class Circumstances:
    """Facts about one request, or about one stretch of work of a job or script.

    `person`: user id, "" for nobody signed in; `through`: one of `THROUGH`; `ip`: address of the
    client; `request_id`: 32 hex digits; `entered`: what `enter_now` has entered for it.
    """

    person: str = ""
    through: str = "system"
    ip: str = ""
    request_id: str = ""
    entered: set = field(default_factory=set)


_acting = ContextVar(_KEY, default=None)


@contextmanager
def acting(person, through="system", ip="", request_id=""):
    """Outside a request (jobs, scripts, one-time links): who acts within the block.

    `request_id`: of the request that asked for the work, when there was one.
    """
    if through not in THROUGH:
        raise ValueError(f"unknown: {through!r}")
    facts = Circumstances(person, through, ip, request_id or secrets.token_hex(16))
    token = _acting.set(facts)
    try:
        yield facts
    finally:
        _acting.reset(token)


def present():
    """The `Circumstances` of now: those of `acting`, else of the request, else of nobody."""
    facts = _acting.get()
    if facts is not None:
        return facts
    request = getRequest()
    return Circumstances() if request is None else _of_request(request)


def _of_request(request):
    """Facts of a request: the same number however often the publisher tries it again."""
    # `_orig_env` is what the publisher makes the next try from. Our own number and not one that
    # came with the request: whoever sends the same again must not go unseen.
    environ = getattr(request, "_orig_env", None)
    if environ is None:
        environ = request.environ
    facts = environ.get(_KEY)
    if facts is None:
        facts = environ[_KEY] = Circumstances(request_id=secrets.token_hex(16))
        facts.ip = request.getClientAddr()
    facts.person, facts.through = _signed_in(request)
    return facts


def _signed_in(request):
    from AccessControl import getSecurityManager

    person = getSecurityManager().getUser().getId() or ""
    return person, _through(getattr(request, "_auth", None))


def _through(authorisation):
    if not authorisation:
        return "session"
    return "basic" if authorisation[:6].lower() == "basic " else "token"


def standing_of(person, context):
    """ "emergency", "cover", or "" for somebody who acts by right of their own role or grant."""
    standing = queryUtility(ILedgerStanding)
    return standing(person, context) if standing is not None and person else ""
