"""When a file is destroyed, what was raised and went into it goes too: it has the same words."""

from ..access.removal import disposal_allowed
from ..forms.installing import folder_of
from ..ledger.writing import enter
from ..lookup import concerns as index
from ..people.stored import uid_of
from ..people.team import school_of


def file_removed(file, event):
    """Subscriber of `IObjectWillBeRemovedEvent`; of the file alone, not of its whole school."""
    school = school_of(file)
    folder = folder_of(school) if event.object is file and school is not None else None
    if folder is None:
        return
    for path in index.paths_in_file(uid_of(file)):
        concern = folder.get(path.rpartition("/")[2])
        if concern is not None:
            enter("inbox.destroyed", concern)
            with disposal_allowed():
                folder._delObject(concern.getId())
