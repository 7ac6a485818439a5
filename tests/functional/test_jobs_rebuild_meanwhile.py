"""The index is made anew while people work: no old row takes the place of a newer one."""

from plone.app.testing import login
from tests.jobsite import queue_in_memory
from tests.jobsite import work_off
from tests.jobsite import world_of
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from welfarefiles.consistency import check
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.jobs import asking
from welfarefiles.jobs import reading
from welfarefiles.jobs import upkeep
from welfarefiles.sql.engine import get_store

import threading
import transaction


def test_change_during_a_step_is_a_conflict_and_not_lost(functional, monkeypatch):
    portal = functional["portal"]
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    make_user(portal, "lead")
    file = make_file(make_school(portal, lead="Welfare Lead"), class_group="5R")
    transaction.commit()
    path, world, written = "/".join(file.getPhysicalPath()), world_of(functional), []

    def change():
        transaction.begin()
        with world.site("/plone") as site:
            found = site.unrestrictedTraverse(path)
            found.class_group = "6R"
            found.reindexObject()
            transaction.commit()

    def refresh_and_let_somebody_save(obj):
        refresh(obj)
        written.append("/".join(obj.getPhysicalPath()))
        if written.count(path) == 1 and written[-1] == path:
            thread = threading.Thread(target=change)
            thread.start()
            thread.join()

    refresh = upkeep.refresh
    monkeypatch.setattr(upkeep, "refresh", refresh_and_let_somebody_save)
    login(portal, "siteadmin")
    with queue_in_memory():
        job_id = asking.ask("index.rebuild")
        work_off(functional)
    assert reading.any_job(job_id).state == "done"
    assert written.count(path) == 2  # the step was done again
    assert file.class_group == "6R"
    monkeypatch.setattr(check._Check, "_look_again", lambda self: None)
    assert check.check(SiteObjects([portal]), get_store()) == []
