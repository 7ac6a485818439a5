"""Tabs of a file's pages that a permission opens: what most concerns need of one."""

from ..interfaces import IFileTab
from ..interfaces import IWelfareFileBase
from ..interfaces import IWelfareFilesLayer
from ..permissions import may
from zope.component import adapter
from zope.interface import implementer


@implementer(IFileTab)
@adapter(IWelfareFileBase, IWelfareFilesLayer)
class PermittedTab:
    """A tab for whoever has a permission on the file; fill in `order`, `title`, `permission`."""

    count = None
    permission = None

    def __init__(self, file, request):
        self.file = file

    def available(self):
        return may(self.permission, self.file)
