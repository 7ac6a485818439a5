"""Where a file, or a record, came from: said on its pages."""

from .. import _
from ..interfaces import IFileTag
from ..interfaces import IRecord
from ..interfaces import IRecordNote
from ..interfaces import IWelfareFileBase
from ..people.stored import stored
from .taking import ORIGIN
from zope.component import adapter
from zope.interface import implementer


def origins(file):
    """What was taken in to a file: dicts as `taking` keeps them, the earliest first."""
    return stored(file, ORIGIN) or ()


@implementer(IFileTag)
@adapter(IWelfareFileBase)
class OriginTag:
    """The schools a file came from, at its head."""

    def __init__(self, file):
        self.file = file

    def tags(self):
        for one in origins(self.file):
            words = {"school": one["sender"]}
            yield "info", _("From ${school}", mapping=words)


@implementer(IRecordNote)
@adapter(IRecord)
class OriginNote:
    """Beside who wrote a record: that it was signed in another school."""

    def __init__(self, record):
        self.record = record

    def lines(self):
        received = self.record.received
        if received:
            yield (
                _("Signed in another school"),
                _("in its file ${reference}", mapping={"reference": received["file"]}),
            )
