"""Schools are in portal_catalog like any content, and their teams in the index as well."""

from .pending import forget
from .pending import touch


def school_changed(school, event):
    """Added, moved here, or edited."""
    touch(school)


def school_goes(school, event):
    """About to be removed. Its files, if it could have any left, say so themselves."""
    if event.newParent is None:
        forget(school)
