"""Nobody begins a record in a file while it passes the gate.

To add a record writes nothing of its file, so that many can do it at once; so the object database
sees no conflict between the two. Whoever adds one notes that the file must stay as it is
(`records.events`), and meets who closes it. The other way round is looked at here.
"""

from ..index.tables import items
from ..people.stored import uid_of
from ..sql.engine import get_store
from ..sql.errors import StoreBusy
from ..sql.joined import joined
from ..sql.joined import Writer
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import select


_NUMBER = select(func.count()).select_from(items).where(items.c.file_uid == bindparam("of"))


class SameRecords(Writer):
    """Refuses to write where there are more records than when the gate was passed.

    Before the index is written, which knows the record of the closing itself; and after the object
    database has the file: whoever was adding a record is done, or will meet us.
    """

    order = 5

    def __init__(self):
        self.numbers = {}

    def write(self, connection, store):
        for uid, number in self.numbers.items():
            if connection.scalar(_NUMBER, {"of": uid}) != number:
                raise StoreBusy("A record was begun in a file while it was being closed")

    def snapshot(self):
        return dict(self.numbers)

    def restore(self, state):
        self.numbers = dict(state)


def meet_whoever_begins_a_record(file):
    """Have the transaction tried again where somebody begins one before it is committed."""
    with get_store().reading() as connection:
        number = connection.scalar(_NUMBER, {"of": uid_of(file)})
    joined(SameRecords).numbers[uid_of(file)] = number
