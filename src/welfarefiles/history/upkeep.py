"""Looking after the ledger by the clock: its head is noted, and what is old enough sealed away."""

from .. import _
from ..jobs.kinds import NotNow
from ..jobs.kinds import PeriodicWork
from ..jobs.when import Daily
from ..ledger import settings
from ..ledger.heads import last_line
from ..ledger.heads import note_head
from ..ledger.sealing import seal_views
from ..ledger.timestamps import stamp
from ..ledger.timestamps import TimestampFailed
from ..notices.mail import tell
from ..sql.engine import get_store
from datetime import time


NOTE, STAMP = "note", "stamp"
#: Entries of one night: a few seconds' work. The rest waits for the next.
MOST_AT_ONCE = 20_000


class NoteHead(PeriodicWork):
    """Note the last entry of the ledger where it is held against it later; mail and stamp it."""

    title = _("Note the head of the ledger")
    when = Daily(time(23, 50))

    def steps(self, context, arguments):
        return [NOTE, STAMP] if settings.timestamp_url() else [NOTE]

    def do(self, context, arguments, step):
        folder = settings.heads_folder()
        if step == STAMP:
            return self.stamp(folder)
        line = note_head(folder)
        if line:
            lines = (_("Keep this line where nobody can change it:"), line)
            tell(settings.heads_readers(), _("Head of the ledger"), lines)
        return line

    def stamp(self, folder):
        """Have the last line stamped; tried again later when the authority does not answer."""
        line = last_line(folder)
        try:
            return line and stamp(folder, line, settings.timestamp_url()).name
        except TimestampFailed as error:
            raise NotNow(str(error)) from None


class SealViews(PeriodicWork):
    """Seal away what was viewed longer ago than it is kept."""

    title = _("Seal old views in the ledger")
    when = Daily(time(3, 10))

    def do(self, context, arguments, step):
        return seal_views(get_store(), settings.years(), most=MOST_AT_ONCE)
