"""What the index keeps of a letter: to whom, and that it waits."""

from ..files.around import person_key
from ..index.rows import DueRow
from ..records.indexers import RecordIndex
from .interfaces import ILetter
from .sending import DUE
from plone import api
from zope.component import adapter


@adapter(ILetter)
class LetterIndex(RecordIndex):
    def details(self):
        letter = self.context
        person = {"name": letter.recipient, "relation": letter.recipient_relation}
        return {**super().details(), "to": person_key(person)}

    def due_rows(self):
        """It waits for whoever sends letters; that nobody else signs it needs no reminder."""
        if api.content.get_state(self.context) == "draft":
            yield DueRow(what=DUE, due_at=self.context.recorded_at, sentence="due_send_letter")
