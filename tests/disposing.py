"""Files whose time is over, and batches of them, for tests of disposal."""

from datetime import date
from tests.school import make_complete_file
from tests.school import put
from tests.school import signed_in
from welfarefiles.disposal import acting
from welfarefiles.disposal.batch import DESTROY
from welfarefiles.disposal.carrying_out import CarryOut
from welfarefiles.disposal.carrying_out import CLEAN
from welfarefiles.disposal.register import disposals_of
from welfarefiles.retention.acting import release_hold
from welfarefiles.retention.hold_register import holds_of
from welfarefiles.retention.rows import note

import transaction


LONG_AGO = date(2000, 7, 31)


def release_all(school):
    """End every hold of a school, by two people."""
    for hold in (one for one in holds_of(school).all() if one.stands):
        for person in ("records", "head"):
            with signed_in(person):
                release_hold(school, hold.id, "National guidance was issued.")
    transaction.commit()


def make_due(school, portal_type="WelfareFile", **fields):
    """A file in retention that has been due for years."""
    return retire(make_complete_file(school, portal_type, **fields))


def retire(file):
    """Bring a file into retention, closed long ago."""
    file.closed_on = LONG_AGO
    put(file, "retained")
    note(file)
    transaction.commit()
    return file


def reviewed(school, *files):
    """A batch of these files, prepared and reviewed by the records manager."""
    with signed_in("records"):
        batch = acting.prepare(school, [file.UID() for file in files])
        for file in files:
            batch = acting.review(school, batch, file.UID(), DESTROY)
    transaction.commit()
    return batch


def authorised(school, *files):
    """The same, authorised by the head teacher."""
    batch = reviewed(school, *files)
    with signed_in("head"):
        batch = acting.authorise(school, batch)
    transaction.commit()
    return batch


def carry_out(school, batch):
    """Do every step of the job, each in a transaction of its own."""
    kind, arguments = CarryOut(), {"batch": batch.id}
    for step in kind.steps(school, arguments):
        if step == CLEAN:  # the storage of the tests cannot be packed
            continue
        with signed_in("records"):
            kind.do(school, arguments, step)
        transaction.commit()
    return disposals_of(school).batch(batch.id)
