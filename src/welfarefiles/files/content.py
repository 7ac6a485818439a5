"""Content classes: school, register folder, the two kinds of file."""

from ..access.entrance import Entrance
from ..access.guards import Guarded
from ..access.immovable import Immovable
from ..index.indexed import Indexed
from ..people.team import covered_types
from ..people.team import school_of
from ..unfilled import unfilled
from .identity import display_name
from .interfaces import IChildProtectionFile
from .interfaces import IFilesFolder
from .interfaces import ISchool
from .interfaces import IWelfareFile
from .schema import IChildProtectionFileSchema
from .schema import IFrontSheet
from .schema import ISystemFileFields
from AccessControl import getSecurityManager
from OFS.event import ObjectWillBeAddedEvent
from plone.dexterity.content import Container
from Products.CMFCore.utils import getToolByName
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectAddedEvent
from ZPublisher import zpublish


class QuietContainer(Container):
    """A container whose children's coming and going does not write the container itself.

    No order is kept (pages read theirs from the index), nobody becomes Owner of what they add,
    and no container-modified event follows: adding a record does not write its file.
    """

    _ordering = "unordered"

    def _setObject(self, id, object, roles=None, user=None, set_owner=1, suppress_events=False):
        if not suppress_events:
            notify(ObjectWillBeAddedEvent(object, self, id))
        id = super()._setObject(id, object, roles, user, set_owner=0, suppress_events=True)
        if not suppress_events:
            notify(ObjectAddedEvent(self._getOb(id), self, id))
        return id

    def allowedContentTypes(self, context=None):
        """Plone's answer for what may stand here; a permission of many types is asked for once."""
        types, may_add = getToolByName(self, "portal_types"), {}
        allowed = [types[name] for name in types.getTypeInfo(self).allowed_content_types]
        for fti in allowed:
            if fti.add_permission not in may_add:
                may_add[fti.add_permission] = fti.isConstructionAllowed(self)
        return [fti for fti in allowed if may_add[fti.add_permission]]


@implementer(ISchool)
class School(Immovable, Entrance, QuietContainer):
    """A school. Its id starts with ``school-``, by which the WSGI filter knows its paths."""

    # A local role somebody gave on the site does not reach into schools.
    __ac_local_roles_block__ = True


@implementer(IFilesFolder)
class FilesFolder(Immovable, QuietContainer):
    """The files of a school. A person adds files of the kinds they are named for (R003)."""

    @zpublish(False)
    def opens(self, portal_type):
        """Whether the person is named, as a lead, for this kind of file."""
        user_id = getSecurityManager().getUser().getId()
        return portal_type in covered_types(school_of(self), user_id)

    def allowedContentTypes(self, context=None):
        allowed = super().allowedContentTypes(context)
        named = covered_types(school_of(self), getSecurityManager().getUser().getId())
        return [fti for fti in allowed if fti.getId() in named]


@unfilled(IFrontSheet, ISystemFileFields)
class WelfareFileBase(Guarded, Indexed, Immovable, QuietContainer):
    """A file on one child. Its title is its reference, whatever a client sends (R042)."""

    __ac_local_roles_block__ = True

    reference = ""
    revision = ""
    opened_on = None
    opened_by = None
    closed_on = None
    #: When another school confirmed that it has the file (`transfer`).
    transferred_on = None

    @property
    def title(self):
        return self.reference

    @title.setter
    def title(self, value):
        """Ignore it: a title is shown in places where no child's name may stand."""

    @property
    def child_name(self):
        """How pages name the child, in their body only (R042)."""
        return display_name(self.given_name, self.family_name, self.known_as or "")


@implementer(IWelfareFile)
class WelfareFile(WelfareFileBase):
    """Welfare file."""


@implementer(IChildProtectionFile)
@unfilled(IChildProtectionFileSchema)
class ChildProtectionFile(WelfareFileBase):
    """Child protection file."""
