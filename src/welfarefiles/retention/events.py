"""What moves a file's dates: a step of its workflow, a changed front sheet, a changed family."""

from .hold_register import set_moratorium
from .rows import note
from .rows import note_family


def school_added(school, event):
    """A new school begins with the moratorium of the policies (decision 5)."""
    set_moratorium(school)


def file_moved_on(file, event):
    """Subscriber of `IAfterTransitionEvent`."""
    if event.transition is not None:
        note(file)


def file_received(file, event):
    """Subscriber of `IFileReceived`: the day of its transfer is known now."""
    note(file)


def markers_changed(file, event):
    """Subscriber of `IMarkersChanged`: a marker may put the file into a class of the schedule."""
    note(file)


def file_modified(file, event):
    """Subscriber of `IObjectModifiedEvent`: dates on the front sheet count."""
    note(file)
    note_family(file)
