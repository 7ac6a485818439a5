"""What the portal itself writes on a school and a file as they are added and move on."""

from ..calendars import london
from ..ledger.writing import enter
from ..people.roles import FILE_TYPES
from ..people.team import team
from ..people.team import TeamEntry
from .changes import changed_fields
from .numbers import next_reference
from .opening import refuse_same_child
from plone import api
from plone.dexterity.utils import createContent


def school_added(school, event):
    """Give a new school its folder of files and its first person (the head teacher)."""
    enter("files.school-added", school)
    if "files" not in school:
        folder = createContent("FilesFolder", title="Register")
        folder.id = "files"
        school._setObject("files", folder)
    if getattr(school, "headteacher", None):
        team(school).add(TeamEntry(school.headteacher, "Authoriser", FILE_TYPES))


def school_modified(school, event):
    """Enter which settings were changed."""
    changes = changed_fields(school)
    if changes:
        enter("files.school-changed", school, fields=changes)


def file_added(file, event):
    """Number a new file and note who opened it and when; the same child twice is refused."""
    refuse_same_child(file)
    if not file.reference:
        today = london.today()
        file.opened_on = today
        file.opened_by = api.user.get_current().getId()
        file.reference = next_reference(api.portal.get(), file.portal_type, today.year)
        file.reindexObject()
    enter("files.opened", file)


def file_modified(file, event):
    """A changed front sheet may not turn into the file of a child who has one."""
    refuse_same_child(file)
    changes = changed_fields(file)
    if changes:
        enter("files.changed", file, fields=changes)


def file_moved_on(file, event):
    """Note the day of closure, or that the file is open again."""
    if event.transition is None:
        return
    if event.transition.id in ("close", "transfer"):
        file.closed_on = london.today()
    elif event.transition.id in ("reopen", "recall"):
        file.closed_on = None
        file.reopened_at = london.now()
    file.reindexObject()
