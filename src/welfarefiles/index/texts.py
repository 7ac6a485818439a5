"""Store the words of an object, without reading an uploaded file again that has not changed."""

from ..sql.engine import get_store
from ..sql.errors import StoreBusy
from ..sql.types import clean
from .tables import items
from .tables import texts
from .words import plain
from dataclasses import dataclass
from hashlib import sha256
from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update


# a text's number is its scope's number and then its own within the scope
TEXT_BITS = 20
# Made once: to put a statement together takes longer than to run it.
_KNOWN = select(texts.c.id, texts.c.scope_id, texts.c.digest, texts.c.file_digest).where(
    texts.c.uid == bindparam("of")
)
_HIGHEST = (
    select(texts.c.id)
    .where(texts.c.id > bindparam("first"), texts.c.id < bindparam("last"))
    .order_by(texts.c.id.desc())
    .limit(1)
)
_INSERT = insert(texts)
_LINK = (
    update(items)
    .where(items.c.uid == bindparam("of"))
    .where(items.c.text_id.is_distinct_from(bindparam("number")))
    .values(text_id=bindparam("number"))
)
_TO_WORDS = text("UPDATE texts SET words = to_tsvector('welfarefiles', :words) WHERE id = :id")


@dataclass(frozen=True)
class ReadText:
    """A `Text` with its uploaded file read; `file_text` is None when the stored one still holds."""

    title: str
    body: str
    digest: str
    file_digest: str = ""
    file_text: str | None = ""
    file_reason: str = ""


def digest_of(given):
    """Says whether the words of the fields have changed."""
    return sha256(f"{clean(given.title)}\x00{clean(given.body)}".encode()).hexdigest()


def stored_digests(store, uid):
    """Digest of the file's text that is stored for `uid`, or "" (a connection of its own)."""
    with store.reading() as connection:
        return connection.scalar(select(texts.c.file_digest).where(texts.c.uid == uid)) or ""


_FILE_TEXT = select(texts.c.file_text, texts.c.file_digest).where(texts.c.uid == bindparam("of"))


def stored_file_text(uid):
    """(text, digest) of the uploaded file of an object as it is stored, ("", "") for none.

    Whoever asks has to be allowed to see the object.
    """
    with get_store().reading() as connection:
        found = connection.execute(_FILE_TEXT, {"of": uid}).one_or_none()
    return (found.file_text, found.file_digest) if found else ("", "")


def read(given, known_file_digest):
    """`ReadText` of a `Text`: reads its uploaded file unless `known_file_digest` is the file's."""
    parts = {"title": given.title, "body": given.body, "digest": digest_of(given)}
    if given.file is None:
        return ReadText(**parts)
    if given.file.digest == known_file_digest:
        return ReadText(**parts, file_digest=known_file_digest, file_text=None)
    file_text, reason = given.file.read()
    return ReadText(**parts, file_digest=given.file.digest, file_text=file_text, file_reason=reason)


def write(connection, uid, scope_id, given):
    """Insert or change the text of object `uid`; does nothing when it is stored already."""
    stored = connection.execute(_KNOWN, {"of": uid}).one_or_none()
    if stored is not None and stored.scope_id != scope_id:
        # the number says the scope: it needs a new one, and the whole text with it
        given = _complete(connection, stored.id, given)
        connection.execute(delete(texts).where(texts.c.id == stored.id))
        stored = None
    if stored is None:
        return _add(connection, uid, scope_id, given)
    if (stored.digest, stored.file_digest) != (given.digest, given.file_digest):
        _change(connection, stored, given)
    return stored.id


def _add(connection, uid, scope_id, given):
    if given.file_text is None:
        raise StoreBusy(
            "The stored text of a file went away; it is read when the request is tried again"
        )
    number = _new_number(connection, scope_id)
    values = {"id": number, "scope_id": scope_id, "uid": uid} | vars(given)
    connection.execute(_INSERT, values)
    _set_words(connection, number, given)
    return number


def _change(connection, stored, given):
    values = dict(vars(given))
    if given.file_text is None:
        if stored.file_digest != given.file_digest:
            raise StoreBusy(
                "The stored text of a file has changed; it is read when the request is tried again"
            )
        del values["file_text"], values["file_reason"]
    connection.execute(update(texts).where(texts.c.id == stored.id), values)
    _set_words(connection, stored.id, given)


def _complete(connection, number, given):
    if given.file_text is not None:
        return given
    kept = connection.execute(
        select(texts.c.file_text, texts.c.file_reason).where(texts.c.id == number)
    ).one()
    return ReadText(**vars(given) | kept._asdict())


def _set_words(connection, number, given):
    if connection.dialect.name == "postgresql":
        given = _complete(connection, number, given)
        found = plain(given.title, given.body, given.file_text)
        connection.execute(_TO_WORDS, {"id": number, "words": found})


def _new_number(connection, scope_id):
    if connection.dialect.name == "postgresql":
        return connection.scalar(text("SELECT nextval('text_numbers')"))
    # alone: SQLite lets one connection write at a time
    first, last = scope_id << TEXT_BITS, (scope_id + 1) << TEXT_BITS
    highest = connection.scalar(_HIGHEST, {"first": first, "last": last})
    number = (highest or first) + 1
    if number >= last:
        raise ValueError("A scope cannot hold more texts")
    return number


def link(connection, uid, number):
    """Tell the list of items which text is whose, so that a search can go from one to the other."""
    connection.execute(_LINK, {"of": uid, "number": number})
