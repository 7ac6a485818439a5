"""Whatever any concern has put under the clock is done without fault in a site with a school."""

from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.jobs import asking
from welfarefiles.jobs import reading
from welfarefiles.jobs.interfaces import IPeriodicWork
from zope.component import getUtilitiesFor

import transaction


def test_every_round_goes_well(functional):
    make_people(functional["portal"])
    make_complete_file(make_staffed_school(functional["portal"]))
    transaction.commit()
    names = [name for name, _work in getUtilitiesFor(IPeriodicWork)]
    assert {"jobs.clean", "notices.send-mail"} <= set(names)
    with queue_in_memory():
        ids = {name: asking.put(name, "") for name in names}
        work_off(functional)
    ended = {name: reading.any_job(job_id) for name, job_id in ids.items()}
    assert {name: job.reason for name, job in ended.items() if job.state != "done"} == {}
