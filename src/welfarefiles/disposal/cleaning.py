"""After a destruction: leave nothing of it in the databases' own files.

It may be done again, and takes nothing away that is in use. The job that destroyed something does
it at its end; where that did not come so far, and for what pages destroy, it is done at night.
"""

from .. import _
from ..access.removal import REMAINS
from ..consistency.rebuild import compact
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..sql.engine import get_store
from datetime import time
from ZODB.FileStorage import FileStorage
from zope.annotation.interfaces import IAnnotations


class CleanUp(PeriodicWork):
    """Every night, where something was destroyed and nobody cleaned up after it."""

    title = _("Removing what is left of what was destroyed")
    when = Daily(time(4, 20))

    def needed(self, site):
        return REMAINS in IAnnotations(site)

    def do(self, context, arguments, step):
        if self.needed(context):
            clean_up(context)


def clean_up(site):
    """Clean, and note with the present transaction that nothing is left."""
    clean(site._p_jar.db())
    IAnnotations(site).pop(REMAINS, None)


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
