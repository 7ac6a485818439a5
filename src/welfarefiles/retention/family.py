"""The siblings that were entered for how long a file is kept (R174), for the chronology (R126)."""

from ..interfaces import IFamily
from ..interfaces import IWelfareFileBase
from .knowledge import knowledge_of
from zope.component import adapter
from zope.interface import implementer


@implementer(IFamily)
@adapter(IWelfareFileBase)
class KnownSiblings:
    """See `IFamily`."""

    def __init__(self, file):
        self.file = file

    def files(self):
        return [one.file_uid for one in knowledge_of(self.file).siblings if one.file_uid]
