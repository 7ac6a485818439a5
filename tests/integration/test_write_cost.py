"""What one contact note over REST writes into the object database (R184).

People who save at the same time collide in what they all write: few objects, and small ones.
"""

from contextlib import contextmanager
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import RECORDS
from ZODB.DemoStorage import DemoStorage

import transaction


MOST_OBJECTS = 15
MOST_BYTES = 20_000
#: So many notes that every table in the database has grown over the size at which it is split.
NOTES = 70
TEXT = "She described the mornings, and what had helped before half term. " * 30


@contextmanager
def stored():
    """A list that fills with the size of every object that the database is given."""
    sizes, store = [], DemoStorage.store

    def noting(self, oid, serial, data, version, transaction):
        sizes.append(len(data))
        return store(self, oid, serial, data, version, transaction)

    DemoStorage.store = noting
    try:
        yield sizes
    finally:
        DemoStorage.store = store


def test_a_note_is_a_small_write(http):
    make_user(http["portal"], "lead")
    url = make_file(make_school(http["portal"], lead="Welfare Lead")).absolute_url()
    transaction.commit()
    lead = Api(http, "lead")
    note = {**RECORDS["ContactNote"], "happened_at": "2026-01-14T15:40", "discussion": TEXT}
    for number in range(NOTES):
        with stored() as sizes:
            lead.add(url, "ContactNote", **note)
        assert 0 < len(sizes) <= MOST_OBJECTS, number
        assert sum(sizes) <= MOST_BYTES, number
