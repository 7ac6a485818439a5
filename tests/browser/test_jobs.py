"""Long jobs in a browser: start one, watch it, reload, cancel one, finish another."""

from playwright.sync_api import expect
from tests.browser.axe import looked_at
from tests.jobsite import queue_in_memory
from tests.jobsite import world_of
from welfarefiles.jobs import asking
from welfarefiles.jobs.interfaces import IJobKind
from welfarefiles.jobs.kinds import JobKind
from welfarefiles.jobs.kinds import Result
from welfarefiles.jobs.runner import Runner
from zope.component import getGlobalSiteManager

import pytest
import threading
import transaction


class Counted(JobKind):
    """Ten steps; each waits until the test lets it go on."""

    title = "Count the coats"

    def __init__(self):
        self.go = threading.Semaphore(0)

    def steps(self, context, arguments):
        return [str(number) for number in range(10)]

    def do(self, context, arguments, step):
        assert self.go.acquire(timeout=30)

    def saying(self, step):
        return f"Coat {int(step) + 1}"

    def result(self, context, arguments, outcomes):
        return Result("coats.txt", "text/plain", b"Ten coats\n")


@pytest.fixture
def counted(school):
    components = getGlobalSiteManager()
    kind = Counted()
    components.registerUtility(kind, IJobKind, "tests.counted")
    with queue_in_memory():
        yield kind
    components.unregisterUtility(None, IJobKind, "tests.counted")


@pytest.fixture
def begin(http, counted):
    """`begin()`: put a job of the lead's and a worker that does it; the job's id."""
    threads = []

    def put():
        job_id = asking.put("tests.counted", "lead")
        transaction.commit()
        worker = Runner(world_of(http))
        threads.append(threading.Thread(target=worker.run, args=(job_id,)))
        threads[-1].start()
        return job_id

    yield put
    counted.go.release(100)
    for thread in threads:
        thread.join()


def let(counted, number):
    counted.go.release(number)


def test_watch_reload_finish_one_and_cancel_another(visit, begin, counted):
    first = begin()
    lead = visit("lead")
    lead.go(f"/@@job/{first}")
    main = lead.page.locator("main")
    expect(main).to_contain_text("At work")
    let(counted, 3)
    # the page tells by itself how far it has come
    expect(main).to_contain_text("3 of 10 steps done")
    expect(main).to_contain_text("Coat 4")
    expect(lead.page.get_by_role("progressbar")).to_have_attribute("value", "30")
    lead.page.reload()
    expect(main).to_contain_text("3 of 10 steps done")
    let(counted, 7)
    expect(main).to_contain_text("Finished")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="Download the result").click()
    assert download.value.suggested_filename == "coats.txt"

    second = begin()
    lead.go(f"/@@job/{second}")
    let(counted, 2)
    expect(main).to_contain_text("2 of 10 steps done")
    lead.follow("Cancel this job")
    assert "What it has done until then stays done" in lead.text
    lead.press("Cancel the job")
    assert "being cancelled" in lead.message
    expect(main).to_contain_text("Stopping after the present step")
    let(counted, 1)
    expect(main).to_contain_text("Cancelled")
    lead.follow("My jobs")
    assert lead.lines("tbody .tag") == ["Cancelled", "Finished"]


def test_without_scripts_the_page_can_be_watched_too(visit, begin, counted):
    job_id = begin()
    lead = visit("lead", scripts=False)
    lead.go(f"/@@job/{job_id}")
    assert lead.page.locator("meta[http-equiv=refresh]").count() == 1
    let(counted, 10)
    # the browser loads the page anew by itself
    expect(lead.page.locator("main")).to_contain_text("Finished", timeout=20_000)


def test_pages_have_no_fault_and_fit_a_telephone(visit, begin, counted):
    job_id = begin()
    let(counted, 4)
    pages = {
        "siteadmin": {"jobs-of-everybody": "/@@manage-jobs"},
        "lead": {"job": f"/@@job/{job_id}", "cancel": f"/@@job/{job_id}/cancel", "jobs": "/@@jobs"},
    }
    wrong = []
    for user_id, addresses in pages.items():
        visitor = visit(user_id)
        for name, address in addresses.items():
            assert visitor.go(address) == 200
            wrong += looked_at(visitor, name)
            visitor.picture(name)
    assert wrong == []
