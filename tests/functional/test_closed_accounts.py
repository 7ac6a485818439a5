"""Who has left signs in by no way, until whoever looks after the site opens the account again."""

from tests.door import Door
from tests.granting import make_scene
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import signed_in
from welfarefiles.accounts import closing
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team
from welfarefiles.singlesignon import account
from welfarefiles.teams.leaving import leave

import pytest
import transaction


@pytest.fixture
def scene(http):
    return make_scene(http)


def go(scene, user_id="worker", confirmed="worker"):
    sent = {"person": user_id, "reason": "Left on 31 August", "confirmed": confirmed}
    return scene.person("lead").send(f"{scene.place}/@@leaving", **sent)[1]


def test_closed_by_leaving_and_opened_by_an_administrator(scene, http):
    before, after = Door(http), Door(http)
    before.sign_in("worker")
    assert before.enters()
    go(scene)
    page = scene.person("lead").page(f"{scene.place}/@@leaving")[1]
    assert "Their account is closed" in page
    assert not before.enters()
    assert "That did not work" in after.sign_in("worker")
    assert not after.enters()
    assert scene.person("worker").page("/plone/@@home")[0] in (302, 401)
    assert scene.ledger("account.closed")[-1][2:] == ("worker", "Left on 31 August")
    administrator = Door(http)
    administrator.sign_in("siteadmin")
    assert "Closed on" in administrator.go("/@@welfare-accounts")
    assert "Closed on" in administrator.send("/@@welfare-accounts", user_id="worker")
    done = administrator.send("/@@welfare-accounts", user_id="worker", open="1")
    assert "The account is open again" in done
    after.sign_in("worker")
    assert after.enters()
    assert scene.ledger("account.opened-again")[-1][1:3] == ("siteadmin", "worker")
    again = administrator.send("/@@welfare-accounts", user_id="worker", open="1")
    assert "This account is not closed" in again


def test_open_for_whoever_is_of_another_school(scene, http):
    other = make_school(http["portal"])
    team(other).add(TeamEntry("worker", "Staff Member"))
    transaction.commit()
    go(scene)
    page = scene.person("lead").page(f"{scene.place}/@@leaving")[1]
    assert "Left on 31 August" in page
    assert "Their account is closed" not in page
    door = Door(http)
    door.sign_in("worker")
    assert door.enters()
    with signed_in("lead"):
        assert closing.closed_accounts() == {}


def test_open_for_whoever_looks_after_the_site(scene, http):
    team(scene.school).add(TeamEntry("siteadmin", "Staff Member"))
    transaction.commit()
    go(scene, "siteadmin", "siteadmin")
    door = Door(http)
    door.sign_in("siteadmin")
    assert door.enters("/@@welfare-accounts")


def test_closed_to_the_schools_provider_too(scene, monkeypatch):
    monkeypatch.setattr(account, "_account_of", lambda claims: claims["sub"])
    assert account.account_of({"sub": "worker"}) == "worker"
    with signed_in("lead"):
        assert leave(scene.school, "worker", "Left").account_closed
    with pytest.raises(account.Refused, match="closed"):
        account.account_of({"sub": "worker"})


def test_nobody_else_opens_it(scene, http):
    go(scene)
    make_user(http["portal"], "manager", ["Member", "Manager"])
    transaction.commit()
    for user_id, may in (("lead", False), ("office", False), (None, False), ("manager", True)):
        path = "/plone/@@welfare-accounts"
        scene.person(user_id).send(path, user_id="worker", open="1")
        door = Door(http)
        door.sign_in("worker", PASSWORD)
        assert door.enters() is may
