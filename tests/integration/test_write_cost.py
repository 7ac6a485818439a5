"""What one contact note over REST writes into the object database (R184).

People who save at the same time collide in what they all write: few objects, and small ones.
"""

from contextlib import contextmanager
from datetime import timedelta
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import make_record
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.calendars.london import now
from welfarefiles.medication.keeping import add_dose
from welfarefiles.medication.keeping import add_medicine
from ZODB.DemoStorage import DemoStorage

import transaction


MOST_OBJECTS = 15
MOST_BYTES = 20_000
#: So many notes that every table in the database has grown over the size at which it is split.
NOTES = 70
DOSES = 150
MOST_OF_A_DOSE = 7
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


def test_a_dose_is_a_small_write_however_long_the_log(http):
    make_user(http["portal"], "lead")
    file = make_file(make_school(http["portal"], lead="Welfare Lead"))
    with signed_in("lead"):
        log = make_record(file, "MedicationLog", happened_at=now() - timedelta(days=90))
        perform(log, "sign")
        medicine = add_medicine(log, "Paracetamol", "5 ml").id
    transaction.commit()
    for number in range(DOSES):
        with signed_in("lead"), stored() as sizes:
            add_dose(log, medicine, now() - timedelta(hours=8 * (DOSES - number)), "given")
            transaction.commit()
        # the log's mark, the last bucket of its lines, and of those that wait
        assert 0 < len(sizes) <= MOST_OF_A_DOSE, number
        assert sum(sizes) <= MOST_BYTES, number


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
