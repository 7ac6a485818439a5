"""What the index keeps of a medication log besides what it keeps of every record."""

from ..index.rows import DueRow
from ..records.indexers import RecordIndex
from .interfaces import IMedicationLog
from .keeping import doses_of
from .keeping import waiting_of
from .opening import takes_lines
from zope.component import adapter


@adapter(IMedicationLog)
class MedicationIndex(RecordIndex):
    """How many doses wait for a second signature, and when the last was given."""

    def details(self):
        log = self.context
        found = {**super().details(), "takes_lines": takes_lines(log)}
        last = doses_of(log, 1)
        if last:
            found["last_dose"] = last[0].at.isoformat()
        waiting = len(waiting_of(log))
        return {**found, "waiting": waiting} if waiting else found

    def due_rows(self):
        yield from super().due_rows()
        waiting = waiting_of(self.context)
        if waiting and takes_lines(self.context):
            due_at = min(one.at for one in waiting)
            yield DueRow(what="witness", due_at=due_at, sentence="due_witness")
