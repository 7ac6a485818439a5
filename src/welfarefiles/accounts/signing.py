"""Signing in and out: the functions that pages, services and plugins call."""

from ..ledger.writing import enter_now
from . import cookie
from . import factors
from . import failures
from . import sessions
from . import stages
from .checking import check
from .checking import wrong
from .marks import mark_of
from .telling import enter_quietly
from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Outcome:
    """What came of a try: a `session` and the `token` to hold, or how long to `wait`."""

    session: sessions.Session | None = None
    token: str = ""
    wait: timedelta = timedelta(0)


def with_password(accounts, login, password, request, way=sessions.PASSWORD, goes_to=""):
    """Sign in by user name and password: the session may still ask for more (its `stage`)."""
    checked = check(accounts, login, password, request)
    if checked.user_id is None:
        return Outcome(wait=checked.wait)
    return start(checked.folder, checked.user_id, login, request, way, goes_to)


def start(folder, user_id, login, request, way, goes_to="", factor_given=False):
    """Begin a session of somebody who was found to be who they say."""
    stage = stages.first(folder, user_id, factor_given)
    token, session = sessions.begin(
        folder=stages.path_of(folder),
        user_id=user_id,
        login=login,
        stage=stage,
        way=way,
        mark=mark_of(folder, user_id) or "",
        address=request.getClientAddr() or "",
        browser=(request.getHeader("User-Agent") or "")[:300],
        goes_to=goes_to,
    )
    if stage == sessions.OPEN:
        _arrived(session)
    return Outcome(session, token)


def go_on(session, stage):
    """The session at its next stage; when that is `OPEN` the person has arrived."""
    session = sessions.step(session, stage)
    if stage == sessions.OPEN:
        _arrived(session)
    return session


def give_code(accounts, session, code, request):
    """Give the second factor of a session that waits for it: (session, how long to wait).

    The session is None when the code is wrong, was used before, or too many were.
    """
    wait = failures.wait(*failures.keys(session.login, request.getClientAddr()))
    if wait > timedelta(0):
        return None, wait
    accepted = factors.accept(session.folder, session.user_id, code)
    if accepted is None:
        return None, wrong(accounts, session.login, request)
    if accepted == "recovery":
        enter_quietly("account.recovery-used", about=session.user_id)
    return go_on(session, stages.after_factor(session.user_id)), timedelta(0)


def _arrived(session):
    failures.forget(session.login)
    enter_now("account.signed-in", about=session.user_id, person=session.user_id, way=session.way)


def sign_out(request):
    """End the session a request comes with."""
    session = sessions.of_token(cookie.token_of(request))
    cookie.take(request)
    if session is not None:
        sessions.end(session, "signed out")
        enter_quietly("account.signed-out", about=session.user_id)


def session_of(request):
    """The session a request comes with, whatever is still asked of it; None where there is none."""
    return sessions.of_token(cookie.token_of(request))


def is_current(accounts, session):
    """Whether the account still is what it was when it signed in; if not, its session ends."""
    if mark_of(accounts, session.user_id) == session.mark:
        return True
    sessions.end(session, "account changed")
    return False


def folder_of(accounts, session):
    """The user folder, of this one and those above it, that a session's account is in."""
    while accounts is not None and stages.path_of(accounts) != session.folder:
        above = aq_parent(aq_parent(aq_inner(accounts)))
        accounts = getattr(above, "acl_users", None) if above is not None else None
    return accounts


def renew(accounts, request):
    """Go on in a new session after a change of one's own password. Nothing for anybody else."""
    session = session_of(request)
    mark = session and mark_of(accounts, session.user_id)
    if not mark or session.folder != stages.path_of(accounts) or session.mark == mark:
        return
    if session.stage != sessions.OPEN:
        return
    sessions.end_all_of(session.user_id, "password changed", folder=session.folder)
    kept = ("folder", "user_id", "login", "stage", "way", "address", "browser", "goes_to")
    token, _new = sessions.begin(mark=mark, **{name: getattr(session, name) for name in kept})
    cookie.give(request, token)


def exchange(session):
    """A new token for the same sign-in; the session it came with ends."""
    kept = ("folder", "user_id", "login", "stage", "way", "mark", "address", "browser", "goes_to")
    token, _new = sessions.begin(**{name: getattr(session, name) for name in kept})
    sessions.end(session, "exchanged")
    return token
