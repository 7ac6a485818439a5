"""Jobs in a site: who may ask, as whom they run, with which rights; the ones the package brings."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from datetime import timedelta
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.jobsite import world_of
from tests.mailserver import free_port
from tests.mailserver import mail_server
from tests.mailserver import use_port
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from welfarefiles.consistency.rebuild import clear
from welfarefiles.consistency.rebuild import stored_uids
from welfarefiles.jobs import asking
from welfarefiles.jobs import reading
from welfarefiles.jobs import runner
from welfarefiles.jobs.claims import now
from welfarefiles.jobs.interfaces import IJobKind
from welfarefiles.jobs.kinds import JobKind
from welfarefiles.jobs.kinds import Mistake
from welfarefiles.jobs.kinds import NotNow
from welfarefiles.jobs.kinds import Result
from welfarefiles.jobs.runner import NOT_ALLOWED
from welfarefiles.jobs.tables import jobs
from welfarefiles.jobs.work import remove_old
from welfarefiles.ledger import reading as ledger
from welfarefiles.notices.mail import tell
from welfarefiles.notices.waiting import waiting
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team
from welfarefiles.sql.engine import get_store
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager

import pytest
import transaction


class Renaming(JobKind):
    """Changes a file, as whoever asked."""

    title = "Renaming"
    permission = "welfarefiles: Edit front sheet"
    seen = []
    error = None

    def do(self, context, arguments, step):
        self.seen.append(getSecurityManager().getUser().getId())
        context.class_group = arguments["class"]
        context.reindexObject()
        if self.error:
            raise self.error

    def result(self, context, arguments, outcomes):
        return Result(f"{context.reference}.txt", "text/plain", b"Done")


@pytest.fixture
def portal(functional):
    """A site with a lead and an administrator, and a kind of job."""
    portal = functional["portal"]
    make_user(portal, "lead")
    make_user(portal, "other")
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    registry = getGlobalSiteManager()
    registry.registerUtility(Renaming(), IJobKind, "tests.renaming")
    Renaming.seen.clear()
    with queue_in_memory():
        yield portal
    registry.unregisterUtility(provided=IJobKind, name="tests.renaming")
    logout()


@pytest.fixture
def file(portal):
    made = make_file(make_school(portal, lead="Welfare Lead"))
    transaction.commit()
    return made


def ask_as(portal, user_id, *arguments, **options):
    login(portal, user_id)
    return asking.ask(*arguments, **options)


def entered(action):
    """Who did it last, and about whose job, as the ledger has it."""
    return next((one.person, one.about) for one in ledger.entries() if one.action == action)


def test_runs_as_who_asked_and_is_entered(functional, portal, file):
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    work_off(functional)
    assert Renaming.seen == ["lead"]
    assert file.class_group == "5R"
    job = reading.own_job("lead", job_id)
    assert (job.state, job.result_name) == ("done", f"{file.reference}.txt")
    assert reading.own_job("other", job_id) is None
    assert entered("job.asked") == ("lead", "")
    assert entered("job.done") == ("lead", "lead")


def test_needs_the_right_when_it_is_asked_for(portal, file):
    with pytest.raises(Unauthorized):
        ask_as(portal, "other", "tests.renaming", file, {"class": "5R"})


def test_right_lost_before_it_runs(functional, portal, file):
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    team(file.aq_parent.aq_parent).end("lead", "Welfare Lead")
    work_off(functional)
    job = reading.own_job("lead", job_id)
    assert (job.state, job.reason, job.result_name) == ("refused", NOT_ALLOWED, "")
    assert Renaming.seen == []
    assert entered("job.refused") == ("lead", "lead")


def test_account_that_is_gone(functional, portal, file):
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    portal.acl_users.userFolderDelUsers(["lead"])
    work_off(functional)
    assert reading.own_job("lead", job_id).state == "refused"


def test_nothing_is_asked_when_the_transaction_aborts(portal, file):
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    transaction.abort()
    assert reading.any_job(job_id) is None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Mistake("There is no such class."), "failed"),
        (NotNow("The register is closed."), "queued"),
        (ConflictError(), "queued"),
        (KeyError("Quenby"), "failed"),
    ],
)
def test_step_that_fails_leaves_nothing(functional, portal, file, monkeypatch, error, state):
    monkeypatch.setattr(Renaming, "error", error)
    monkeypatch.setattr(runner, "QUICK_TRIES", 2)
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    work_off(functional)
    job = reading.any_job(job_id)
    assert (job.state, job.steps_done) == (state, 0)
    assert "Quenby" not in job.reason
    assert file.class_group != "5R"
    if isinstance(error, (Mistake, NotNow)):
        assert job.reason == str(error)


def test_asked_once(portal, file):
    first = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"}, once="only")
    transaction.commit()
    assert asking.ask("tests.renaming", file, {"class": "6R"}, once="only") == first


def test_administrator_makes_the_index_anew_without_seeing_a_record(functional, portal, file):
    make_note(file)
    transaction.commit()
    store = get_store()
    before = stored_uids(store)
    clear(store)
    job_id = ask_as(portal, "siteadmin", "index.rebuild")
    work_off(functional)
    assert reading.any_job(job_id).state == "done"
    assert stored_uids(store) == before
    _name, _type, content = reading.result_of(job_id)
    assert b"3 schools, files and records written anew" in content
    assert b"Quenby" not in content


def test_rebuild_removes_what_belongs_to_nothing(functional, portal, file, monkeypatch):
    from welfarefiles.consistency import check
    from welfarefiles.index.tables import items

    monkeypatch.setattr(check._Check, "_look_again", lambda self: None)
    store = get_store()
    with store.writing() as connection:
        row = connection.execute(items.select()).mappings().first()
        stray = {**row, "uid": "f" * 32, "path": "/plone/gone"}
        connection.execute(items.insert(), stray)
    ask_as(portal, "siteadmin", "index.rebuild")
    work_off(functional)
    assert "f" * 32 not in stored_uids(store)


def test_check_names_and_mends(functional, portal, file, monkeypatch):
    from welfarefiles.consistency import check

    monkeypatch.setattr(check._Check, "_look_again", lambda self: None)
    clear(get_store())
    job_id = ask_as(portal, "siteadmin", "index.check")
    work_off(functional)
    assert reading.any_job(job_id).state == "done"
    assert b"is not in the index: mended" in reading.result_of(job_id)[2]


@pytest.mark.parametrize("kind", ["index.rebuild", "index.check"])
def test_upkeep_is_for_administrators(portal, file, kind):
    with pytest.raises(Unauthorized):
        ask_as(portal, "lead", kind)


def test_sites_are_found(functional, portal):
    assert world_of(functional).sites() == ["/plone"]


def test_results_and_old_jobs_are_removed(functional, portal, file):
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    work_off(functional)
    store = get_store()
    assert remove_old(store, now() + timedelta(days=6)) == []
    assert reading.result_of(job_id) is not None
    remove_old(store, now() + timedelta(days=8))
    assert reading.result_of(job_id) is None
    assert reading.own_job("lead", job_id).result_name == ""
    assert remove_old(store, now() + timedelta(days=31)) == [job_id]
    assert reading.own_job("lead", job_id) is None


def test_right_of_a_deputy_who_joins_later_counts_then(functional, portal, file):
    """Rights are those of the moment it runs, also when they have become more."""
    job_id = ask_as(portal, "lead", "tests.renaming", file, {"class": "5R"})
    school = file.aq_parent.aq_parent
    team(school).end("lead", "Welfare Lead")
    transaction.commit()
    team(school).add(TeamEntry("other", "Welfare Lead", frozenset({"WelfareFile"})))
    work_off(functional)
    assert reading.own_job("lead", job_id).state == "refused"


@pytest.mark.parametrize("name", ["jobs.clean", "notices.send-mail"])
def test_rounds_of_the_package_go_well(functional, portal, name):
    job_id = asking.put(name, "")
    work_off(functional)
    assert reading.any_job(job_id).state == "done"


def test_mails_are_sent_by_a_job_and_wait_while_the_server_is_down(functional, portal):
    port = free_port()
    use_port(port)
    api.user.get(userid="lead").setMemberProperties({"email": "lead@school.example"})
    tell(["lead"], "WF-2026-000001: access ends", ["Look at it."])
    job_id = asking.put("notices.send-mail", "")
    work_off(functional)
    job = reading.any_job(job_id)
    assert (job.state, len(waiting())) == ("queued", 1)
    assert "The mails wait" in job.reason
    begin_now(job_id)
    with mail_server(port) as server:
        work_off(functional)
    assert reading.any_job(job_id).state == "done"
    assert [mail["To"] for mail in server.mails] == ["lead@school.example"]
    assert entered("mail.queued")[1] == entered("mail.sent")[1] == "lead"


def begin_now(job_id):
    """As if its waiting time were over."""
    with get_store().writing() as connection:
        connection.execute(jobs.update().where(jobs.c.id == job_id).values(not_before=now()))
