"""The front sheet of a file that is opened after a concern begins with what is known of the child.

The address names the concern by its random id, never the child (R042).
"""

from ..access.wall import is_visible
from ..forms.installing import folder_of
from ..interfaces import IFilesFolder
from ..interfaces import IRaisedConcern
from ..interfaces import IWelfareFilesLayer
from ..people.team import school_of
from .filing import child_of
from AccessControl import getSecurityManager
from z3c.form.interfaces import IAddForm
from z3c.form.interfaces import IValue
from z3c.form.interfaces import IWidget
from z3c.form.value import StaticValue
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IField


CONCERN = "concern"


@implementer(IValue)
@adapter(IFilesFolder, IWelfareFilesLayer, IAddForm, IField, IWidget)
def known(folder, request, form, field, widget):
    """What a field begins with, or None: nothing of ours to say."""
    concern = concern_of(folder, request)
    value = child_of(concern).get(field.__name__) if concern is not None else None
    return StaticValue(value) if value else None


def concern_of(folder, request):
    """The concern the address names, where the person may see it, else None."""
    name = request.form.get(CONCERN)
    concerns = folder_of(school_of(folder)) if isinstance(name, str) and name else None
    found = concerns.get(name) if concerns is not None else None
    if not IRaisedConcern.providedBy(found):
        return None
    return found if is_visible(found, getSecurityManager().getUser()) else None
