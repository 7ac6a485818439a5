"""Who is signed in where: the table of sessions, and what this process remembers of it.

What the browser holds is 256 random bits; the table has their digest. A process looks at the table
again when its own memory of a session is older than `FRESH` seconds, so a session that another
process ended is refused here after at most that long; one ended in this process at once.
"""

from ..sql.engine import get_store
from . import clock
from .tables import kept_forms
from .tables import sessions
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from hashlib import sha256
from sqlalchemy import delete
from sqlalchemy import exists
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update
from time import monotonic

import secrets


#: Seconds this process believes what it read.
FRESH = 3
IDLE = timedelta(minutes=20)
#: However busy: somebody signs in anew each working day.
LONGEST = timedelta(hours=12)
#: The time of the last request is written at most this often.
WRITTEN_EVERY = timedelta(minutes=1)
KEPT_AFTER_END = timedelta(days=30)
REMEMBERED = 5000

OPEN = "open"
PASSWORD, TOKEN, SCHOOL_ACCOUNT = "password", "token", "school account"


@dataclass(frozen=True)
class Session:
    """One browser or program of one person.

    `stage`: `OPEN`, or what is still asked of the person before they get anywhere (see `stages`);
    `mark`: what the account was when it signed in (see `marks`); `ended` None while it lasts;
    `has_kept`: whether a form of theirs may be kept that they sent signed out (see `kept`).
    """

    id: str
    folder: str
    user_id: str
    login: str
    stage: str
    way: str
    mark: str
    began: datetime
    seen: datetime
    ended: datetime | None
    why: str
    address: str
    browser: str
    goes_to: str
    has_kept: bool = False

    def left(self, now):
        """How long it lasts if nothing is done (timedelta; negative when it is over)."""
        return min(self.seen + IDLE, self.began + LONGEST) - now

    def lasts(self, now):
        """Whether it is still good."""
        return self.ended is None and self.left(now) > timedelta(0)


_memory = {}


def digest_of(token):
    """Id of the session of a token."""
    return sha256(token.encode("ascii", "replace")).hexdigest()


def begin(**values):
    """Begin a session; the token for the browser, and the `Session`."""
    token, now = secrets.token_hex(32), clock.now()
    session = Session(id=digest_of(token), began=now, seen=now, ended=None, why="", **values)
    with get_store().writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.ended < now - KEPT_AFTER_END))
        left_open = sessions.c.seen < now - KEPT_AFTER_END
        connection.execute(delete(sessions).where(left_open))
        connection.execute(insert(sessions).values(_row(session)))
    return token, session


def _row(session):
    return {name: value for name, value in vars(session).items() if name in sessions.c}


def of_token(token):
    """The `Session` of a token while it lasts, or None. The cost of every request."""
    if not token:
        return None
    id, now = digest_of(token), clock.now()
    known = _memory.get(id)
    if known is None or monotonic() - known[1] > FRESH:
        known = _read(id), monotonic()
        _remember(id, known)
    session = known[0]
    return session if session is not None and session.lasts(now) else None


def that_is_over(token):
    """The `Session` a token once was, while it may still matter to its person; None otherwise."""
    session = _read(digest_of(token)) if token else None
    if session is None or session.stage != OPEN or session.began < clock.now() - 2 * LONGEST:
        return None
    return session


def _read(id):
    kept = exists().where(kept_forms.c.user_id == sessions.c.user_id).label("has_kept")
    query = select(sessions, kept).where(sessions.c.id == id)
    with get_store().reading() as connection:
        row = connection.execute(query).first()
    return Session(**row._mapping) if row else None


def _remember(id, known):
    if known[0] is None:
        _memory.pop(id, None)  # anybody can send tokens that are none
        return
    if len(_memory) >= REMEMBERED:
        _memory.clear()
    _memory[id] = known


def touch(session):
    """Somebody did something: the time of rest begins anew. Writes at most once a minute."""
    now = clock.now()
    if now - session.seen >= WRITTEN_EVERY:
        _change([session.id], seen=now)


def step(session, stage):
    """Go on to the next stage; the `Session` as it is then."""
    _change([session.id], stage=stage, seen=clock.now())
    return replace(session, stage=stage)


def end(session, why):
    """End one session."""
    _change([session.id], ended=clock.now(), why=why)


def end_all_of(user_id, why, but=None, folder=None):
    """End every session of a person, except the one with the id `but`; how many."""
    ids = [one.id for one in of_person(user_id, folder) if one.id != but]
    _change(ids, ended=clock.now(), why=why)
    return len(ids)


def of_person(user_id, folder=None):
    """Sessions of a person that last, the newest first."""
    now = clock.now()
    query = select(sessions).where(sessions.c.user_id == user_id, sessions.c.ended > now)
    if folder is not None:
        query = query.where(sessions.c.folder == folder)
    with get_store().reading() as connection:
        rows = connection.execute(query.order_by(sessions.c.began.desc())).all()
    return [one for row in rows if (one := Session(**row._mapping)).lasts(now)]


def lapsed():
    """Sessions that are over by rest or length and were not ended yet."""
    now = clock.now()
    over = or_(sessions.c.seen < now - IDLE, sessions.c.began < now - LONGEST)
    query = select(sessions).where(sessions.c.ended > now, over).order_by(sessions.c.seen)
    with get_store().reading() as connection:
        return [Session(**row._mapping) for row in connection.execute(query)]


def end_lapsed(ids):
    """End sessions that `lapsed`."""
    _change(ids, ended=clock.now(), why="rested")


def _change(ids, **values):
    if not ids:
        return
    still = sessions.c.ended > clock.now()
    with get_store().writing() as connection:
        change = update(sessions).where(sessions.c.id.in_(ids), still)
        connection.execute(change.values(**values))
    for id in ids:
        _memory.pop(id, None)
