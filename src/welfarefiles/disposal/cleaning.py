"""After a destruction: leave nothing of it in the databases' own files.

Joins no transaction: it may be done again, and takes nothing away that is in use.
"""

from ..consistency.rebuild import compact
from ..sql.engine import get_store
from ZODB.FileStorage import FileStorage


def clean(database):
    """Pack the object database (a `ZODB.DB`) and rewrite the index: no undo, no old pages."""
    plain = plain_file(database.storage)
    if plain is not None:
        # a copy from before the pack would hold what was destroyed
        plain.pack_keep_old = False
    database.pack()
    if plain is not None:
        empty_commit_file(plain)
    compact(get_store())


def plain_file(storage):
    """The `FileStorage` under a storage, inside the wrapper that adds blobs; None for another."""
    inner = getattr(storage, "_BlobStorage__storage", storage)
    return inner if isinstance(inner, FileStorage) else None


def empty_commit_file(storage):
    """Empty the file a commit is gathered in: it keeps the bytes of the largest one so far."""
    with storage._commit_lock:  # nobody is gathering one
        storage._tfile.truncate(0)
