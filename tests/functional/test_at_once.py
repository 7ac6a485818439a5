"""An event of a child on a plan over real HTTP: the leads hear of it at once, by reference only."""

from datetime import timedelta
from tests.granting import mails
from tests.granting import make_scene
from tests.school import grant_all
from tests.school import NOW
from tests.school import signed_in
from tests.school import YESTERDAY
from welfarefiles.deadlines.marking import set_marker

import pytest
import transaction


EVENT = {
    "type": "SchoolEvent",
    "happened_at": YESTERDAY.isoformat(),
    "kind": "absence",
    "what_happened": "Rang the mother twice.",
}


@pytest.fixture
def scene(http):
    scene = make_scene(http)
    with signed_in("lead"):
        set_marker(scene.file, "cpp", NOW - timedelta(days=30), "Letter of social care")
    grant_all(scene.file)
    transaction.commit()
    return scene


def recorded(scene, **fields):
    """Path of an event recorded by the case worker."""
    status, made = scene.person("worker").post(scene.path, **{**EVENT, **fields})
    assert status == 201
    return f"{scene.path}/{made['id']}"


def test_the_leads_are_told_once_and_by_reference(scene):
    path = recorded(scene)
    told = mails()
    assert "lead@example.org" in told
    for text in told.values():
        assert scene.file.Title() in text
        assert scene.file.given_name not in text
        assert EVENT["what_happened"] not in text
    number = len(scene.ledger("notifying.leads-told"))
    assert number == 1
    person = scene.person("worker")
    assert person.patch(path, parent_views="She rang back.")[0] == 204
    assert len(scene.ledger("notifying.leads-told")) == number


def test_the_first_page_has_it_before_what_is_late_already(scene):
    with signed_in("lead"):
        scene.file.next_review = (NOW - timedelta(days=90)).date()
        scene.file.reindexObject()
    transaction.commit()
    recorded(scene)
    home = scene.person("lead").page("/plone")[1]
    assert home.index("At once") < home.index("days late")
    assert "2 things need you" in home


def test_nobody_is_told_of_what_need_not_be(scene):
    recorded(scene, kind="behaviour")
    assert not scene.ledger("notifying.leads-told")


@pytest.mark.parametrize("user_id", ["stranger", "reader", "office"])
def test_who_may_not_add_is_not_led_to_the_form(scene, user_id):
    path = recorded(scene)
    assert scene.person(user_id).page(f"{path}/@@notify")[0] == 404


def test_who_may_is_led_there_while_it_is_owed(scene):
    path, worker = recorded(scene), scene.person("worker")
    answer = worker.ask(f"{path}/@@notify")
    assert answer.status == 302
    assert answer.header("location").endswith(f"?kind=social_care&about={path[-16:]}")
    told = {
        "type": "Notification",
        "happened_at": (YESTERDAY + timedelta(minutes=65)).isoformat(),
        "kind": "social_care",
        "about": path[-16:],
        "with_whom": "Duty worker",
        "how": "telephone",
        "discussion": "Missing since nine.",
        "outcome": "They visit.",
    }
    status, made = worker.post(scene.path, **told)
    assert status == 201
    assert worker.step(f"{scene.path}/{made['id']}", "sign")[0] == 200
    assert worker.page(f"{path}/@@notify")[0] == 404
    assert "1 h 5 min" in worker.page(path)[1]
    status, refused = worker.post(scene.path, **{**told, "about": "0" * 16})
    assert (status, refused["error"]["errors"][0]["field"]) == (400, "about")
