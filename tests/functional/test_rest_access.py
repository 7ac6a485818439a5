"""Access over REST: the same rules as on the pages."""

from datetime import timedelta
from tests.api import path_of
from tests.granting import mails
from tests.granting import make_scene
from tests.rest import Api
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.calendars import london
from welfarefiles.granting.reviews import remind
from welfarefiles.people.team import team

import pytest
import transaction


@pytest.fixture
def scene(http):
    return make_scene(http)


def url(content):
    return path_of(content).removeprefix("/plone")


def api(scene, user_id="lead"):
    return Api(scene.layer, user_id)


GRANT = {"who": "worker", "role": "Case Worker", "reason": "Form tutor"}


def test_given_changed_kept_and_taken_back(scene):
    place, lead = f"{url(scene.file)}/@access", api(scene)
    day = london.today() + timedelta(days=9)
    made = lead.post(place, {**GRANT, "ends": str(day)})
    assert made.status == 201
    assert scene.sees("worker")
    assert made["until"].startswith(str(day + timedelta(days=1)))
    one = made["@id"]
    assert one in [item["@id"] for item in lead.get(place)["items"]]
    assert lead.patch(one, {"ends": None, "reason": "Open end"})["until"] is None
    kept = lead.patch(one, {"because": "Still her tutor", "next_on": str(day)})
    assert kept["review_on"] == str(day)
    assert lead.ask("DELETE", one, {}).status == 400
    assert lead.ask("DELETE", one, {"reason": "Left the class"}).status == 204
    assert not scene.sees("worker")
    assert lead.ask("DELETE", one, {"reason": "Left the class"}).status == 400


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"who": "nobody"}, "user_id"),
        ({"who": ["worker"]}, "who"),
        ({"role": "Welfare Lead"}, "role"),
        ({"reason": ""}, "reason"),
        ({"ends": "soon"}, "ends"),
        ({"ends": 7}, "ends"),
    ],
)
def test_refused_at_the_field(scene, sent, field):
    reply = api(scene).post(f"{url(scene.file)}/@access", {**GRANT, **sent})
    assert reply.status == 400
    assert [error["field"] for error in reply["error"]["errors"]] == [field]
    assert scene.grants() == []


@pytest.mark.parametrize("user_id", ["worker", "head", "stranger", "siteadmin", None])
def test_hidden_and_absent_alike(scene, user_id):
    asking, absent = api(scene, user_id), f"{url(scene.school)}/files/0123456789abcdef"
    for service in ("@access", "@barriers"):
        for method, sent in (("GET", None), ("POST", GRANT)):
            hidden = asking.ask(method, f"{url(scene.file)}/{service}", sent).status
            if user_id != "head":
                assert hidden == asking.ask(method, f"{absent}/{service}", sent).status
            assert hidden in (404, 302, 401)
    assert scene.grants() == []


def test_barriers(scene):
    place, lead = f"{url(scene.file)}/@barriers", api(scene)
    sent = {"who": "head", "reason": "Her uncle"}
    asked = lead.post(place, sent)
    assert asked.status == 400
    assert "confirmed" in asked["error"]["message"]
    assert lead.post(place, {**sent, "confirmed": True}).status == 204
    assert not scene.sees("head")
    [item] = lead.get(place)["items"]
    assert (item["who"], item["reason"]) == ("head", "Her uncle")
    assert lead.ask("DELETE", item["@id"], {"reason": "A mistake"}).status == 204
    assert scene.sees("head")


def test_emergency(scene):
    sent = {"reference": scene.file.Title(), "reason": "Collapsed"}
    with_barrier = api(scene, "reader")
    barriers(scene.file).add("reader", "Her aunt", "lead")
    transaction.commit()
    hidden = with_barrier.post("/@emergency", sent)
    absent = with_barrier.post("/@emergency", {**sent, "reference": "WF-1999-000001"})
    assert (hidden.status, hidden.data) == (absent.status, absent.data)
    assert hidden.status == 400
    with_barrier.post("/@emergency", sent)
    assert "too often" in with_barrier.post("/@emergency", sent)["error"]["message"]
    made = api(scene, "stranger").post("/@emergency", sent)
    assert made.status == 201
    assert api(scene, "stranger").get(made["@id"]).status == 200


def test_team_cover_and_leaving(scene):
    school, lead, day = url(scene.school), api(scene), london.today()
    named = {"who": "worker", "role": "Records Manager", "covers": ["WelfareFile"]}
    assert lead.post(f"{school}/@team", named).status == 201
    cover = {"who": "worker", "covers": ["WelfareFile"], "starts": str(day)}
    assert lead.post(f"{school}/@cover", cover).status == 400
    assert lead.post(f"{school}/@cover", {**cover, "ends": str(day)}).status == 201
    assert scene.sees("worker")
    auditor = {"who": "auditor", "role": "Auditor"}
    assert lead.ask("DELETE", f"{school}/@team", auditor).status == 202
    assert api(scene, "second").ask("DELETE", f"{school}/@team", auditor).status == 204
    assert lead.get(f"{school}/@team")["proposals"] == []
    leaving = f"{school}/@leaving"
    told = lead.get(f"{leaving}?person=worker")["ends"]
    assert {one["title"] for one in told} == {"Records Manager", "Staff Member", "Welfare Lead"}
    refused = lead.post(leaving, {"person": "worker", "reason": "Left"})
    assert "two leads together" in refused["error"]["message"]
    lead.ask("DELETE", f"{school}/@team", {"who": "worker", "role": "Welfare Lead"})
    assert lead.post(leaving, {"person": "worker", "reason": "Left"}).status == 200
    transaction.begin()
    assert team(scene.school).roles_of("worker") == frozenset()
    assert lead.get(leaving)["items"][0]["who"] == "worker"


def test_named_teams(scene):
    place, lead = f"{url(scene.school)}/@named-teams", api(scene)
    made = lead.post(place, {"title": "Year 5 pastoral"})
    assert made.status == 201
    lead.patch(made["@id"], {"add": ["worker", "reader"]})
    changed = lead.patch(made["@id"], {"remove": ["reader"], "title": "Year 6 pastoral"})
    assert [one["who"] for one in changed["members"]] == ["worker"]
    given = {**GRANT, "who": made["id"]}
    assert lead.post(f"{url(scene.file)}/@access", given).status == 201
    assert scene.sees("worker")
    assert lead.patch(made["@id"], {"add": "worker"}).status == 400
    assert lead.patch(f"{place}/team:none", {"title": "x"}).status == 400
    mine = api(scene, "worker").get("/@your-access")
    assert [one["title"] for one in mine["items"]] == [scene.file.Title()]


def test_reviews_are_told_by_mail_on_their_day(scene):
    api(scene).post(f"{url(scene.file)}/@access", GRANT)
    [grant] = scene.grants()
    assert remind() == 0
    for days, told in ((0, 2), (3, 0), (7, 2)):
        due = {**vars(grant), "review_on": london.today() - timedelta(days=days)}
        grants(scene.file)._put(type(grant)(**due))
        transaction.commit()
        assert remind() == told
    transaction.commit()
    assert all(scene.file.Title() in text for text in mails().values())
