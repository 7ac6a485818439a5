"""What the index keeps of a paper volume: where it is, who has it, what is due."""

from ..calendars.london import LONDON
from ..index.rows import DueRow
from ..lookup import query
from ..people.names import fullname
from ..records.indexers import RecordIndex
from .interfaces import IPaperVolume
from .keeping import present
from .keeping import removals
from .removals import ASKED
from .removals import place as kept_at
from datetime import datetime
from datetime import time
from zope.component import adapter


def place(due):
    """Where paper that is out is dealt with (`IDuePlace`), whatever became of the file."""
    return f"files/{query.item(due.uid).path.partition('/files/')[2]}"


@adapter(IPaperVolume)
class PaperIndex(RecordIndex):
    def details(self):
        volume = self.context
        found = {**super().details(), "place": kept_at(volume.kept_where, removals(volume))}
        removal = present(volume)
        if removal is None:
            return found
        if removal.state == ASKED:
            return {**found, "asked": True}
        more = {"out_to": fullname(removal.holder), "back_by": removal.back_by.isoformat()}
        return {**found, **more, "place": ""}

    def due_rows(self):
        yield from super().due_rows()
        removal = present(self.context)
        if removal is None:
            return
        if removal.state == ASKED:
            yield DueRow(what="paper_asked", due_at=removal.asked_at, sentence="due_paper_asked")
        else:
            due_at = datetime.combine(removal.back_by, time(), LONDON)
            yield DueRow(
                what="paper_back",
                due_at=due_at,
                sentence="due_paper_back",
                responsible=removal.holder,
            )
