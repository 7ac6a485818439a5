"""A destroyed file's address: "gone" for those who could have seen it, nothing for anybody else."""

from ..access.caller import authenticated
from ..access.filter import NOTE
from ..access.wall import unwrapped
from ..interfaces import IFilesFolder
from ..people.roles import RECORDS_MANAGER
from ..people.team import covered_types
from ..people.team import school_of
from .register import disposals_of
from zExceptions import NotFound


def note_gone(event):
    """Subscriber of `IPubBeforeAbort`: leave word for the filter when the address was a file's."""
    note = event.request.environ.get(NOTE)
    if note is None or not issubclass(event.exc_info[0], NotFound):
        return
    parents = map(unwrapped, event.request.get("PARENTS") or ())
    folder = next((parent for parent in parents if IFilesFolder.providedBy(parent)), None)
    if folder is None:
        return
    user = event.request.get("AUTHENTICATED_USER") or authenticated(event.request)
    if user is not None and was_theirs(folder, event.request, user):
        note["gone"] = True


def was_theirs(folder, request, user):
    """Whether the address is a destroyed file's, and the person looks after such files."""
    base = "/".join(folder.getPhysicalPath())
    path = request.get("PATH_INFO", "")
    _before, found, rest = path.partition(f"{base}/")
    stone = disposals_of(school_of(folder)).tombstone_of_id(rest.split("/")[0]) if found else None
    if stone is None:
        return False
    return stone.portal_type in covered_types(school_of(folder), user.getId(), RECORDS_MANAGER)
