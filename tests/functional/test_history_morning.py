"""Each morning the leads are told of unusual access they can look at, and nobody else is."""

from plone import api
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from tests.wsgi import Direct
from welfarefiles.access.barriers import barriers
from welfarefiles.history.looking import explain
from welfarefiles.history.looking import NotForYou
from welfarefiles.history.looking import tell_leads
from welfarefiles.history.looking import to_look
from welfarefiles.history.morning import TellLeads
from welfarefiles.history.settings import limits
from welfarefiles.history.unusual import LIMITS
from welfarefiles.history.unusual import Limits
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.ledger import reading
from welfarefiles.ledger.reading import Filter
from zope.component import getUtility
from zope.schema.interfaces import ValidationError

import pytest
import transaction


@pytest.fixture
def school(functional, monkeypatch, tmp_path):
    """A school where a barred head teacher asked for a child protection file."""
    monkeypatch.setenv("WELFAREFILES_MAIL_QUEUE", str(tmp_path / "queue"))
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "wflead")
    school = make_staffed_school(portal)
    name_for(school, "wflead", "Welfare Lead", "WelfareFile")
    for user_id in ("lead", "wflead", "head", "auditor"):
        api.user.get(user_id).setMemberProperties({"email": f"{user_id}@example.org"})
    with signed_in("lead"):
        file = make_file(school, "ChildProtectionFile")
    barriers(file).add("head", "uncle")
    transaction.commit()
    Direct("head").ask("/".join(file.getPhysicalPath()))
    return school


def told():
    """Who was written to."""
    transaction.commit()
    queued = reading.entries(Filter(actions=("mail.queued",)), limit=10_000)
    return sorted(entry.about for entry in queued)


def waiting(school, user_id):
    return [one.finding.rule for one in to_look(school, user_id) if one.looked is None]


def test_leads_are_told_of_what_they_may_look_at(school):
    before = told()
    tell_leads(school)
    assert told() == sorted([*before, "lead"])
    assert "barred" in waiting(school, "lead")
    assert "barred" not in waiting(school, "wflead")


def test_the_school_s_limits_are_read(school):
    assert limits() == LIMITS
    api.portal.set_registry_record("welfarefiles.history.unusual_files", 7)
    assert limits() == Limits(files=7)
    for value in (0, 501):
        with pytest.raises(ValidationError):
            api.portal.set_registry_record("welfarefiles.history.unusual_files", value)


def test_nobody_is_told_of_what_was_explained(school):
    with signed_in("lead"):
        [found] = [one.finding for one in to_look(school) if one.finding.rule == "barred"]
        explain(school, found.key, "Asked by mistake", "lead")
    transaction.commit()
    before = told()
    tell_leads(school)
    assert told() == before
    with signed_in("lead"), pytest.raises(NotForYou):
        explain(school, found.key, "Again", "lead")


def test_it_is_work_of_the_morning(school, functional):
    work = getUtility(IPeriodicWork, name="history.unusual")
    assert isinstance(work, TellLeads)
    assert work.needed(functional["portal"])
    [step] = work.steps(functional["portal"], {})
    before = told()
    work.do(functional["portal"], {}, step)
    assert told() == sorted([*before, "lead"])
    work.do(functional["portal"], {}, "school-0123456789abcdef")
