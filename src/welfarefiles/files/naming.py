"""Where the child's name may be said: to those who may see the child's file, and nobody else."""

from ..interfaces import IWelfareFileBase
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from plone import api


def file_around(context):
    """The file something is, or stands in; None outside of files."""
    for parent in aq_chain(aq_inner(context)):
        if IWelfareFileBase.implementedBy(parent.__class__):
            return parent
    return None


def child_shown(context):
    """The child's name for the body of a page about something in a file.

    Empty for whoever may see this one record but not its file: the name is said only where it
    stands in the record itself (R035), or where nobody could use it without (`names_child`).
    """
    file = file_around(context)
    if file is not None and getattr(aq_base(context), "names_child", False):
        return file.child_name
    if file is None or not api.user.has_permission("View", obj=file):
        return ""
    return file.child_name
