"""Locks and rests: what the administrator is shown and told, what is entered in the ledger."""

from tests.api import Person
from tests.door import Door
from tests.door import stopped_clock
from tests.granting import mails
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from welfarefiles.accounts import lockout
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.jobs.kinds import WHOLE
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import waiting
from zope.component import getUtility

import pytest
import transaction


@pytest.fixture
def school(http):
    make_people(http["portal"])
    make_user(http["portal"], "siteadmin", ["Member", "Site Administrator"])
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


@pytest.fixture
def door(http, school):
    return Door(http)


@pytest.fixture
def clock():
    with stopped_clock() as own:
        yield own


def test_a_session_that_rested_is_entered_once(http, door, clock):
    door.sign_in("lead")
    clock.go_on(minutes=21)
    work = getUtility(IPeriodicWork, name="accounts.end-rested")
    assert work.needed(http["portal"])
    for number in (1, 0):
        transaction.begin()
        assert work.do(http["portal"], {}, WHOLE) == number
        transaction.commit()
    assert not work.needed(http["portal"])
    asked = Filter(actions=("account.session-rested",), person="lead")
    assert len(entries(asked, limit=5)) == 1


def test_a_round_that_fails_enters_them_the_next_time(http, door, clock):
    door.sign_in("lead")
    clock.go_on(hours=13)
    work = getUtility(IPeriodicWork, name="accounts.end-rested")
    transaction.begin()
    work.do(http["portal"], {}, WHOLE)
    transaction.abort()
    assert work.needed(http["portal"])


def test_locked_accounts_are_listed_for_the_administrator(http, door, clock):
    admin = Door(http)
    admin.sign_in("siteadmin")
    assert "Locked now" not in admin.go("/@@welfare-accounts")
    for name in ("Lead", "nobody-of-this-name"):
        for _try in range(lockout.ALLOWED):
            door.sign_in(name, "wrong")
    page = admin.go("/@@welfare-accounts")
    assert page.count("Locked until") == 1
    assert "<small>lead</small>" in page
    assert "nobody-of-this-name" not in page
    clock.go_on(hours=2)
    admin.sign_in("siteadmin")
    assert "Locked now" not in admin.go("/@@welfare-accounts")


def test_a_lock_by_basic_authentication_is_told_too(http, school, clock):
    for user_id in ("lead", "siteadmin"):
        user = http["portal"].acl_users.getUserById(user_id)
        user.setProperties(email=f"{user_id}@example.org")
    transaction.commit()
    before = len(waiting())
    guess = Person(http, "lead", "wrong")
    for _try in range(lockout.ALLOWED):
        assert guess.page(f"{http['portal'].absolute_url_path()}/@@my-account")[0] in (302, 401)
    assert {"lead@example.org", "siteadmin@example.org"} <= set(mails())
    assert len(waiting()) == before + 2
