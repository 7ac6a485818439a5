"""Pages and REST of jobs over HTTP: one's own, nobody else's, and those who look after all."""

from lxml import html
from tests.exchange import Client
from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.rest import Api
from tests.sample import make_user
from urllib.parse import urlencode
from welfarefiles.jobs import asking
from welfarefiles.jobs import reading
from welfarefiles.jobs.claims import claim
from welfarefiles.jobs.interfaces import IJobKind
from welfarefiles.jobs.kinds import JobKind
from welfarefiles.jobs.kinds import Mistake
from welfarefiles.jobs.kinds import Result
from welfarefiles.ledger import reading as ledger
from welfarefiles.sql.engine import get_store
from welfarefiles.submission import OUT_OF_DATE
from zope.component import getGlobalSiteManager

import pytest
import re
import transaction


PARTS = ("", "/state", "/result", "/cancel")
ABSENT = "0" * 32
TOKEN = re.compile(rb'name="_authenticator" value="\w+"')


class Reporting(JobKind):
    """A job with a result, or with a mistake."""

    title = "Report"

    def do(self, context, arguments, step):
        if arguments.get("wrong"):
            raise Mistake("The template is empty.")

    def result(self, context, arguments, outcomes):
        return Result("WF-2026-000001 report.txt", "text/html", b"<script>alert(1)</script>")


@pytest.fixture
def portal(http):
    portal = http["portal"]
    for user_id in ("lead", "other"):
        make_user(portal, user_id)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    components = getGlobalSiteManager()
    components.registerUtility(Reporting(), IJobKind, "tests.report")
    transaction.commit()
    with queue_in_memory():
        yield portal
    components.unregisterUtility(None, IJobKind, "tests.report")


def put(owner="lead", **arguments):
    """A job of somebody's; its id."""
    job_id = asking.put("tests.report", owner, arguments=arguments)
    transaction.commit()
    return job_id


def page(http, user_id, path, form=None):
    """Answer to a page, or to its form sent with the token that stands in it."""
    client, url = Client(http, user_id), f"/plone/{path}"
    if form is None:
        return client.ask(url)
    found = html.fromstring(client.ask(url).body)
    token = found.xpath("//input[@name='_authenticator']/@value")[0]
    body = urlencode({**form, "_authenticator": token})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return client.ask(url, "POST", body=body, **kind)


def told(answer, job_id):
    """An answer without the number asked for and the token, which is another each time."""
    return TOKEN.sub(b"", answer.without(job_id).body), answer.without(job_id).headers


def entered(action):
    return [one for one in ledger.entries(limit=20) if one.action == action]


def test_own_job_from_waiting_to_its_result(http, portal):
    job_id = put()
    assert b"It has not begun yet" in page(http, "lead", f"@@job/{job_id}").body
    assert Api(http, "lead").get(f"/@@job/{job_id}/state")["state"] == "queued"
    assert page(http, "lead", f"@@job/{job_id}/result").status == 404
    work_off(http)
    answer = page(http, "lead", f"@@job/{job_id}")
    assert b"Download the result" in answer.body
    assert answer.header("cache-control") == "no-store"
    before = len(entered("job.result-taken"))
    answer = page(http, "lead", f"@@job/{job_id}/result")
    assert answer.body == b"<script>alert(1)</script>"
    assert answer.header("content-disposition") == (
        'attachment; filename="WF-2026-000001-report.txt"'
    )
    assert answer.header("x-content-type-options") == "nosniff"
    assert "sandbox" in answer.header("content-security-policy")
    assert len(entered("job.result-taken")) == before + 1


@pytest.mark.parametrize("part", PARTS)
def test_somebody_elses_job_is_absent(http, portal, part):
    job_id = put()
    work_off(http)
    theirs = page(http, "other", f"@@job/{job_id}{part}")
    nothing = page(http, "other", f"@@job/{ABSENT}{part}")
    assert theirs.status == 404
    assert told(theirs, job_id) == told(nothing, ABSENT)


def test_somebody_elses_job_cannot_be_cancelled(http, portal):
    job_id = put()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert Client(http, "other").ask(
        f"/plone/@@job/{job_id}/cancel", "POST", body="x=1", **kind
    ).status in (403, 404)
    assert Api(http, "other").ask("DELETE", f"/@jobs/{job_id}").status == 404
    assert reading.any_job(job_id).state == "queued"


@pytest.mark.parametrize("path", ["@@jobs", "@@job/" + ABSENT, "@@manage-jobs", "@jobs"])
def test_nobody_signed_in_gets_nothing(http, portal, path):
    assert page(http, None, path).status in (302, 401, 404)


def test_result_is_for_its_owner_only_the_page_also_for_administrators(http, portal):
    job_id = put()
    work_off(http)
    answer = page(http, "siteadmin", f"@@job/{job_id}")
    assert answer.status == 200
    assert b"Download the result" not in answer.body
    assert page(http, "siteadmin", f"@@job/{job_id}/result").status == 404


def test_cancelled_after_asking_back(http, portal):
    job_id = put()
    assert b"Cancel this job?" in page(http, "lead", f"@@job/{job_id}/cancel").body
    assert reading.any_job(job_id).state == "queued"
    page(http, "lead", f"@@job/{job_id}/cancel", {})
    assert reading.any_job(job_id).state == "cancelled"
    assert entered("job.cancelled")[0].person == "lead"
    # too late: nothing changes
    assert page(http, "lead", f"@@job/{job_id}/cancel").status == 302


def test_running_job_stops_at_the_next_safe_point(http, portal):
    job_id = put()
    claim(get_store(), job_id)
    page(http, "lead", f"@@job/{job_id}/cancel", {})
    job = reading.any_job(job_id)
    assert (job.state, job.cancel_asked) == ("running", True)
    assert b"Stopping after the present step" in page(http, "lead", f"@@job/{job_id}").body


def test_cancelling_needs_the_token(http, portal):
    job_id = put()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = Client(http, "lead").ask(f"/plone/@@job/{job_id}/cancel", "POST", body="a=b", **kind)
    assert (answer.status, str(OUT_OF_DATE) in answer.body.decode()) == (200, True)
    assert reading.any_job(job_id).state == "queued"


def test_list_of_ones_own(http, portal):
    put("lead")
    put("other")
    found = html.fromstring(page(http, "lead", "@@jobs").body)
    assert len(found.xpath("//tbody/tr")) == 1
    assert b"You have not asked for any" in page(http, "siteadmin", "@@jobs").body


@pytest.mark.parametrize("user_id", ["lead", "other"])
def test_jobs_of_everybody_are_for_administrators(http, portal, user_id):
    assert page(http, user_id, "@@manage-jobs").status in (302, 401, 403, 404)


def test_administrator_sees_what_failed_and_has_it_tried_again(http, portal):
    job_id = put(wrong=True)
    work_off(http)
    answer = page(http, "siteadmin", "@@manage-jobs")
    assert b"The template is empty." in answer.body
    page(http, "siteadmin", "@@manage-jobs", {"retry": job_id})
    assert reading.any_job(job_id).state == "queued"
    assert entered("job.tried-again")[0].about == "lead"


def test_administrator_pauses_and_goes_on(http, portal):
    job_id = put()
    page(http, "siteadmin", "@@manage-jobs", {"pause": "on"})
    work_off(http)
    assert reading.any_job(job_id).state == "queued"
    assert b"All jobs are paused" in page(http, "siteadmin", "@@manage-jobs").body
    page(http, "siteadmin", "@@manage-jobs", {"pause": "off"})
    work_off(http)
    assert reading.any_job(job_id).state == "done"
    assert entered("jobs.paused")[0].person == "siteadmin"


def test_administrator_starts_the_upkeep_of_the_index(http, portal):
    answer = page(http, "siteadmin", "@@manage-jobs", {"start": "index.rebuild"})
    job_id = answer.header("location").rpartition("/")[2]
    work_off(http)
    assert reading.own_job("siteadmin", job_id).state == "done"


def test_rest(http, portal):
    api, job_id = Api(http, "lead"), put()
    assert [item["id"] for item in api.get("/@jobs")["items"]] == [job_id]
    assert api.get(f"/@jobs/{job_id}")["state"] == "queued"
    assert api.ask("DELETE", f"/@jobs/{job_id}").status == 202
    assert api.get(f"/@jobs/{job_id}")["state"] == "cancelled"
    assert api.ask("DELETE", f"/@jobs/{job_id}").status == 400
    second = put()
    work_off(http)
    result = api.get(f"/@jobs/{second}")["result"]
    assert result["filename"] == "WF-2026-000001 report.txt"
    assert Client(http, "lead").ask(api.path(result["download"])).status == 200
    assert Api(http, "other").get(f"/@jobs/{second}").status == 404
    assert Api(http, "other").get("/@jobs")["items"] == []
    assert Api(http, "siteadmin").get(f"/@jobs/{second}").status == 404
