"""A member of staff who is a relative of the child sees none of the child's files."""

from tests.api import path_of
from tests.granting import mails
from tests.granting import make_scene
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.granting.barring import put_up

import pytest
import transaction


CHILD = {"given_name": "Quenby", "family_name": "Zephyrine"}


@pytest.fixture
def scene(http):
    return make_scene(http, **CHILD)


def bar(scene, user_id, by="lead", **fields):
    path = f"{scene.path}/@@barrier"
    sent = {"user_id": user_id, "reason": "Her aunt", **fields}
    return scene.person(by).send(path, **sent)


@pytest.mark.parametrize("user_id", ["second", "head", "records", "worker"])
def test_nothing_of_the_file_is_left(scene, user_id):
    scene.give()
    if user_id == "records":
        transaction.begin()
        put(scene.file, "closed")
        transaction.commit()
    assert scene.sees(user_id)
    bar(scene, user_id)
    if user_id == "head":
        bar(scene, user_id, confirmed=user_id)
    assert not scene.sees(user_id)
    api = Api(scene.layer, user_id)
    assert api.found("Zephyrine") == []
    for page in ("/plone", f"{scene.place}/files", "/plone/@@your-access"):
        assert scene.file.Title() not in scene.person(user_id).page(page)[1]
    assert scene.ledger("barrier.put-up")[-1] == ("barrier.put-up", "lead", user_id, "Her aunt")


def test_all_files_of_the_child_and_later_ones(scene):
    bar(scene, "second")
    transaction.begin()
    with signed_in("lead"):
        later = make_file(scene.school, "ChildProtectionFile", **CHILD)
        other = make_file(scene.school, "ChildProtectionFile")
    transaction.commit()
    assert not scene.sees("second", later)
    assert scene.sees("second", other)
    person = scene.person("lead")
    path = f"{scene.path}/@@barrier"
    assert "Say why" in person.send(path, f"{path}?person=second", person="second", reason="")[1]
    person.send(path, f"{path}?person=second", person="second", reason="Not the same person")
    assert scene.sees("second", later)
    assert scene.sees("second")
    assert len(scene.ledger("barrier.removed")) == 2


def test_a_front_sheet_that_names_the_child_later(scene):
    with signed_in("lead"):
        other = make_file(scene.school, "ChildProtectionFile")
    transaction.commit()
    bar(scene, "second")
    assert scene.sees("second", other)
    reply = Api(scene.layer, "lead").patch(path_of(other).removeprefix("/plone"), CHILD)
    assert reply.status == 204
    assert not scene.sees("second", other)


def test_the_last_one_in_charge_is_warned_of_and_told(scene):
    _status, page = bar(scene, "head")
    assert "no Authoriser is left" in page
    transaction.begin()
    assert not barriers(scene.file).bars("head")
    bar(scene, "head", confirmed="head")
    assert not scene.sees("head")
    told = mails()
    assert set(told) == {"lead@example.org", "second@example.org"}
    assert all(scene.file.Title() in text for text in told.values())
    assert not any("Zephyrine" in text for text in told.values())


def test_a_lead_can_shut_themselves_out(scene):
    assert "This is you" in bar(scene, "lead")[1]
    status, _page = bar(scene, "lead", confirmed="lead")
    assert status == 302
    assert not scene.sees("lead")
    assert scene.person("lead").page(f"{scene.path}/@@barrier")[0] == 404


@pytest.mark.parametrize(
    ("user_id", "reason", "said"),
    [
        ("nobody", "Her aunt", "Choose one of the school"),
        ("second", " ", "Say how they are related"),
        (["second", "head"], "Her aunt", "Give one answer here."),
    ],
)
def test_what_cannot_be_meant(scene, user_id, reason, said):
    status, page = bar(scene, user_id, reason=reason)
    assert (status, said in page) == (200, True)
    assert barriers(scene.file).all() == []


@pytest.fixture
def elsewhere(scene):
    """Another school of the trust, where `second` and `far` are leads, with its file."""
    portal = scene.layer["portal"]
    make_user(portal, "far")
    school = make_school(portal, second="Welfare Lead", far="Welfare Lead")
    with signed_in("far"):
        file = make_file(school, **CHILD)
    transaction.commit()
    return file


def test_in_every_school_of_the_site(scene, elsewhere):
    assert scene.sees("second", elsewhere)
    bar(scene, "second")
    assert not scene.sees("second", elsewhere)
    assert scene.sees("far", elsewhere)
    transaction.begin()
    with signed_in("far"):
        later = make_file(elsewhere.aq_parent.aq_parent, "ChildProtectionFile", **CHILD)
    transaction.commit()
    assert not scene.sees("second", later)
    path = f"{scene.path}/@@barrier"
    scene.person("lead").send(path, f"{path}?person=second", person="second", reason="Mistaken")
    assert scene.sees("second", elsewhere)
    assert scene.sees("second")


def test_one_school_does_not_take_down_what_another_put_up(scene, elsewhere):
    with signed_in("far"):
        put_up(elsewhere, "second", "His own child")
        barriers(scene.file).remove("second")
        barriers(scene.file).add("second", "Her aunt", "lead")
    transaction.commit()
    path = f"{scene.path}/@@barrier"
    scene.person("lead").send(path, f"{path}?person=second", person="second", reason="Mistaken")
    assert not scene.sees("second", elsewhere)


def test_another_number_is_another_child(scene, elsewhere):
    with signed_in("lead"):
        scene.file.upn, elsewhere.upn = "A820200117001", "T820200117002"
        scene.file.reindexObject()
        elsewhere.reindexObject()
    transaction.commit()
    bar(scene, "second")
    assert scene.sees("second", elsewhere)
