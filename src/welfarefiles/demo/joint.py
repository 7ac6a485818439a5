"""One visit to a brother and a sister who both have a file: written once, a record in each."""

from ..calendars import london
from ..joint.writing import write_for
from .back_in_time import date_record
from .back_in_time import Step
from .back_in_time import take
from .sources import source
from datetime import time
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer


#: Keys of the two files; who visits has a grant on both.
SISTER, BROTHER = "maya", "maya-brother"
VISITS = "worker"
AT, WRITES_FOR, READS_OVER = time(16, 10), timedelta(minutes=50), timedelta(minutes=6)


def make_joint(made, chosen):
    """The visit, where both files are there.

    :param made: {key: file} of the files of the demonstration; `chosen`: their `Plan`s.
    """
    plan = next((one for one in chosen if one.key == SISTER), None)
    if plan is None or BROTHER not in made:
        return
    at = min(plan.moment(plan.last, AT), london.now() - WRITES_FOR - 2 * READS_OVER)
    told = {name: " ".join(text.split()) for name, text in source("joint")["visit"].items()}
    with api.env.adopt_user(username=VISITS):
        note = createContentInContainer(
            made[SISTER],
            "ContactNote",
            happened_at=at,
            contact_group="parents",
            kind="home_visit",
            **told,
        )
        records = [note, *write_for(note, [made[BROTHER]])]
    recorded = at + WRITES_FOR
    for record in records:
        record.recorded_at = recorded  # before it is sealed
    sign = Step("sign", VISITS, recorded + READS_OVER)
    take(note, [sign])
    for record in records:
        date_record(record, recorded, [sign])
