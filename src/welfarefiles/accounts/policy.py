"""Volunteers, students and supply staff read the policy before they reach anything (R036)."""

from ..sql.engine import get_store
from . import clock
from .interfaces import IReadFirst
from .settings import PREFIX
from .settings import setting
from .tables import acknowledgements
from .tables import newcomers
from hashlib import sha256
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from zope.component import queryUtility


TEXT = PREFIX + "policy"
#: Kinds of people who must have read it, as they are stored.
VOLUNTEER, STUDENT, SUPPLY = KINDS = ("volunteer", "student", "supply")


def documents():
    """[(title, text)] to be read: the schools' own policies, or the text that is in the settings.

    :returns: title None for the text of the settings.
    """
    source = queryUtility(IReadFirst)
    kept = (setting(TEXT) or "").strip()
    return (source and source.texts()) or ([(None, kept)] if kept else [])


def text():
    """All that is to be read, in plain text."""
    return "\n\n".join("\n\n".join(filter(None, one)) for one in documents())


def version():
    """Mark of the present text: when it changes it is to be read again."""
    return sha256(text().encode("utf-8")).hexdigest()[:16]


def must_read(user_id):
    """Whether somebody is of a kind that must, and has not acknowledged the present text."""
    return bool(text()) and kind_of(user_id) is not None and acknowledged(user_id) is None


def kind_of(user_id):
    """One of `KINDS`, or None for everybody else."""
    with get_store().reading() as connection:
        return connection.scalar(select(newcomers.c.kind).where(newcomers.c.user_id == user_id))


def newcomers_now():
    """[(user id, kind)] of everybody marked."""
    query = select(newcomers.c.user_id, newcomers.c.kind).order_by(newcomers.c.user_id)
    with get_store().reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def mark(user_id, kind):
    """Say of what kind somebody is; None: of none any more. Raises ValueError for another kind."""
    if kind is not None and kind not in KINDS:
        raise ValueError(kind)
    with get_store().writing() as connection:
        connection.execute(delete(newcomers).where(newcomers.c.user_id == user_id))
        if kind is not None:
            connection.execute(insert(newcomers).values(user_id=user_id, kind=kind))


def acknowledged(user_id):
    """When somebody acknowledged the present text (aware), or None."""
    query = select(acknowledgements.c.given).where(
        acknowledgements.c.user_id == user_id, acknowledgements.c.version == version()
    )
    with get_store().reading() as connection:
        return connection.scalar(query)


def acknowledge(user_id, shown):
    """Keep that somebody acknowledged the text they were shown; False if it has changed since."""
    if shown != version():
        return False
    if acknowledged(user_id) is None:
        with get_store().writing() as connection:
            row = {"user_id": user_id, "version": shown, "given": clock.now()}
            connection.execute(insert(acknowledgements).values(row))
    source = queryUtility(IReadFirst)
    if source is not None:
        source.acknowledged(user_id)
    return True
