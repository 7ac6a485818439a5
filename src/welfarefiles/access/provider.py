"""Local roles of our content, for `borg.localrole`: from team, grants and barriers alone.

Registered under the name ``default`` they stand in for the stock adapter of that name, which
reads ``__ac_local_roles__``: a local role somebody stored on our content (Owner, or one of ours
by the ZMI) says nothing.

`getAllRoles` says nothing: it serves the catalogue, and no catalogue row depends on our roles.
"""

from ..interfaces import IRecord
from ..interfaces import ISchool
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFileBase
from .roles import roles_in
from .roles import roles_on
from .roles import roles_on_record
from borg.localrole.interfaces import ILocalRoleProvider
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IWelfareContent)
class NoStoredRoles:
    """Folders have no roles of their own: theirs come from the school."""

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        return ()

    def getAllRoles(self):
        return ()


@adapter(ISchool)
class SchoolRoles(NoStoredRoles):
    """Roles in a school: its team."""

    def getRoles(self, principal_id):
        return roles_in(self.context, principal_id)


@adapter(IWelfareFileBase)
class FileRoles(NoStoredRoles):
    """Roles on a file: the school's team, the file's grants and barriers, as of now."""

    def getRoles(self, principal_id):
        return roles_on(self.context, principal_id)


@adapter(IRecord)
class RecordRoles(NoStoredRoles):
    """Roles on one record beside those that come from its file.

    A record in the restricted section takes none from the file (its local roles are blocked).
    """

    def getRoles(self, principal_id):
        return roles_on_record(self.context, principal_id)
