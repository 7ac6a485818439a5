"""One record lent to one person for a purpose until a day, read, returned, chased (R040)."""

from datetime import datetime
from datetime import timedelta
from pathlib import Path
from plone import api
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_note
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.access.grants import KEY
from welfarefiles.calendars import london
from welfarefiles.envelopes import overdue
from welfarefiles.envelopes.sending import BadEnvelope
from welfarefiles.envelopes.sending import envelopes_of
from welfarefiles.envelopes.sending import give_back
from welfarefiles.envelopes.sending import lend
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import queue_folder
from welfarefiles.restricted.restricting import restrict
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

import pytest
import transaction


HOME = "/plone/@@shared-with-you"
PURPOSE = "To prepare the review meeting"


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
        report = make_record(file, "WelfareDocument", heading="The otter report")
        make_note(file, discussion="A heron stood there")
    transaction.commit()
    return {"file": file, "report": report}


def chase_all(now):
    """How many were reminded, had the clock come round then."""
    return sum(overdue.chase(given, now) for given in overdue.overdue(now))


def in_days(days):
    return london.today() + timedelta(days=days)


def lent(place, recipient="staff", days=7):
    with signed_in("lead"):
        envelope = lend(place["report"], recipient, PURPOSE, in_days(days))
    transaction.commit()
    return envelope


def state(place, now=None):
    transaction.begin()
    return [one.state(now or london.now()) for one in envelopes_of(place["report"])]


def did(place, *actions):
    """(action, person, about) of what the ledger has about the record."""
    found = entries(Filter(record_uid=place["report"].UID(), actions=actions))
    return [(entry.action, entry.person, entry.about) for entry in reversed(found)]


def test_the_whole_round(http, place):
    lead, staff = Person(http, "lead"), Person(http, "staff")
    report = path_of(place["report"])
    assert "Lend this record" in lead.page(f"{report}/@@share")[1]
    status, _text = lead.send(
        f"{report}/@@share", recipient="staff", purpose=PURPOSE, until=in_days(7).isoformat()
    )
    assert status == 302
    assert state(place) == ["sent"]

    home = staff.page("/plone")[1]
    assert "Shared with you" in home
    assert report in home
    assert state(place) == ["sent"], "to see that it came is not to read it"
    page = staff.page(report)[1]
    assert "The otter report" in page
    assert "Canary" not in page
    assert state(place) == ["read"]
    shared = staff.page(HOME)[1]
    assert PURPOSE in shared
    assert "Canary" not in shared
    listed = lead.page(f"{path_of(place['file'])}/@@envelopes")[1]
    assert "Read" in listed
    assert PURPOSE in listed

    [envelope] = envelopes_of(place["report"])
    assert staff.send(HOME, id=envelope.id)[0] == 302
    assert state(place) == ["returned"]
    assert staff.page(report)[0] == 404
    assert "otter" not in staff.page("/plone")[1]
    assert did(place, "envelopes.sent", "envelopes.returned") == [
        ("envelopes.sent", "lead", "staff"),
        ("envelopes.returned", "staff", "lead"),
    ]


def test_taken_back(http, place):
    envelope = lent(place)
    lead, page = Person(http, "lead"), f"{path_of(place['file'])}/@@envelopes"
    given = {"record": place["report"].getId(), "id": envelope.id}
    assert "Say why" in lead.send(page, **given, reason=" ")[1]
    assert state(place) == ["sent"]
    assert lead.send(page, **given, reason="No longer needed")[0] == 302
    assert state(place) == ["withdrawn"]
    assert Person(http, "staff").page(path_of(place["report"]))[0] == 404
    assert did(place, "envelopes.withdrawn") == [("envelopes.withdrawn", "lead", "staff")]
    assert "No longer needed" in lead.page(page)[1]


@pytest.mark.parametrize("user_id", ["head", "office", "records", "auditor", "staff", "worker"])
def test_who_may_not_lend(http, place, user_id):
    person, report = Person(http, user_id), path_of(place["report"])
    assert person.page(f"{report}/@@share")[0] == 404
    assert person.page(f"{path_of(place['file'])}/@@envelopes")[0] == 404
    sent = {"recipient": "staff", "purpose": PURPOSE, "until": in_days(7).isoformat()}
    assert person.post(f"{report}/@envelopes", **sent)[0] in (401, 404)
    transaction.begin()
    assert grants(place["report"]).all() == []


def test_nobody_returns_what_is_not_theirs(http, place):
    envelope = lent(place)
    for user_id in ("lead", "office", "stranger"):
        assert Person(http, user_id).post("/plone/@give-back", id=envelope.id)[0] == 404
    assert state(place) == ["sent"]


WRONG = [
    ({"recipient": ""}, "recipient"),
    ({"recipient": "nobody-at-all"}, "recipient"),
    ({"recipient": "lead"}, "recipient"),
    ({"recipient": "head"}, "recipient"),
    ({"recipient": "auditor"}, "recipient"),
    ({"purpose": " "}, "purpose"),
    ({"until": ""}, "until"),
    ({"until": (london.today() - timedelta(days=1)).isoformat()}, "until"),
    ({"until": (london.today() + timedelta(days=200)).isoformat()}, "until"),
]


@pytest.mark.parametrize(("changed", "field"), WRONG)
def test_what_cannot_be_meant(http, place, changed, field):
    barriers(place["file"]).add("auditor", "The child's aunt")
    transaction.commit()
    sent = {"recipient": "staff", "purpose": PURPOSE, "until": in_days(7).isoformat(), **changed}
    reply = Api(http, "lead").post(f"{place['report'].absolute_url()}/@envelopes", sent)
    assert reply.status == 400
    assert list(reply.errors) == [field]
    page = Person(http, "lead").send(f"{path_of(place['report'])}/@@share", **sent)[1]
    assert 'role="alert"' in page
    assert f'href="#{field}"' in page
    if sent["purpose"].strip():
        assert PURPOSE in page, "what was typed is kept"
    transaction.begin()
    assert grants(place["report"]).all() == []


def test_not_twice_to_one_person(place):
    lent(place)
    with signed_in("lead"), pytest.raises(BadEnvelope):
        lend(place["report"], "staff", PURPOSE, in_days(3))


def test_over_rest(http, place):
    lead, staff = Api(http, "lead"), Api(http, "staff")
    url = f"{place['report'].absolute_url()}/@envelopes"
    sent = {"recipient": "staff", "purpose": PURPOSE, "until": in_days(7).isoformat()}
    made = lead.post(url, sent)
    assert (made.status, made["state"]) == (201, "sent")
    assert [one["id"] for one in lead.get(url)["items"]] == [made["id"]]
    assert staff.get("/@envelopes")["items"][0]["purpose"] == PURPOSE
    assert staff.get(place["report"].absolute_url()).status == 200
    of_file = lead.get(f"{place['file'].absolute_url()}/@envelopes")
    assert of_file["items"][0]["state"] == "read"
    assert staff.post("/@give-back", {"id": made["id"]}).status == 204
    assert staff.get("/@envelopes")["items"] == []
    again = lead.post(url, sent)
    taken = lead.post(
        f"{place['report'].absolute_url()}/@take-back", {"id": again["id"], "reason": "Mistake"}
    )
    assert taken.status == 204
    assert [one["state"] for one in lead.get(url)["items"]] == ["withdrawn", "returned"]


def test_overdue_is_chased_once_a_week(http, place):
    envelope, report = lent(place, days=0), place["report"]
    late = envelope.due_back + timedelta(minutes=1)
    assert chase_all(london.now()) == 0
    assert state(place, late) == ["overdue"]
    assert chase_all(late) == 1
    transaction.commit()
    assert [about for _action, _by, about in did(place, "envelopes.chased")] == ["staff"]
    assert chase_all(late) == 0
    assert chase_all(late + timedelta(days=8)) == 1
    transaction.abort()
    with signed_in("staff"):
        give_back(report, envelope.id)
    transaction.commit()
    assert chase_all(late + timedelta(days=30)) == 0


def test_who_was_shut_out_meanwhile_is_told_nothing(http, place):
    for user_id in ("staff", "lead"):
        api.user.get(userid=user_id).setMemberProperties({"email": f"{user_id}@example.org"})
    envelope = lent(place)
    for user_id in ("staff", "lead"):
        barriers(place["file"]).add(user_id, "Relative of the child")
    is_long_ago(place)
    before = {*Path(queue_folder()).rglob("*")}
    assert chase_all(envelope.due_back + timedelta(minutes=1)) == 1
    transaction.commit()
    assert {*Path(queue_folder()).rglob("*")} == before
    assert place["file"].reference not in Person(http, "staff").page(HOME)[1]


def is_long_ago(place):
    """Put what was lent back by twenty days."""
    long_ago = london.now() - timedelta(days=20)
    rows = IAnnotations(place["report"])[KEY]
    [stored] = rows["staff"]
    rows["staff"] = ({**stored, "starts": long_ago, "ends": long_ago + timedelta(days=7)},)
    place["report"].reindexObject()
    transaction.commit()


def test_after_its_day_it_can_still_be_returned(http, place):
    envelope = lent(place)
    is_long_ago(place)
    staff = Person(http, "staff")
    assert staff.page(path_of(place["report"]))[0] == 404
    shared = staff.page(HOME)[1]
    assert "Your access has ended" in shared
    assert "otter" not in shared
    assert place["file"].reference in shared
    assert staff.send(HOME, id=envelope.id)[0] == 302
    assert state(place) == ["returned"]


def test_restricting_ends_it(http, place):
    with signed_in("lead"):
        grants(place["file"]).give("privileged", "Privileged Reader", "Legal advice", "lead")
        grants(place["file"]).give("lead", "Privileged Reader", "Legal advice", "lead")
    lent(place)
    with signed_in("lead"):
        restrict(place["report"], "Advice of Legal Services")
    transaction.commit()
    assert state(place) == ["withdrawn"]
    assert Person(http, "staff").page(path_of(place["report"]))[0] == 404
    with signed_in("lead"), pytest.raises(BadEnvelope):
        lend(place["report"], "staff", PURPOSE, in_days(3))


def test_ends_at_midnight_in_london(place):
    envelope = lent(place, days=5)
    end = datetime.combine(in_days(6), datetime.min.time(), london.LONDON)
    assert envelope.due_back == end


def test_mail_names_nobody(http, place):
    """Of the file its reference, and where to sign in; of the record and the child nothing."""
    for user_id in ("staff", "lead"):
        member = api.user.get(userid=user_id)
        member.setMemberProperties({"email": f"{user_id}@example.org"})
    envelope = lent(place)
    chase_all(envelope.due_back + timedelta(minutes=1))
    transaction.commit()
    letters = [path.read_text() for path in Path(queue_folder()).rglob("*") if path.is_file()]
    assert len(letters) == 3
    for letter in letters:
        assert place["file"].reference in letter
        assert not any(word in letter for word in ("Canary", "Zephyrine", "otter", PURPOSE))


def test_every_morning(http, place):
    """As a job: one step for each that is late, and none where nothing is."""
    work = getUtility(IPeriodicWork, "envelopes.chase")
    envelope = lent(place)
    portal = http["portal"]
    assert not work.needed(portal)
    is_long_ago(place)
    assert work.needed(portal)
    assert work.steps(portal, {}) == [envelope.id]
    assert work.do(portal, {}, envelope.id)
    transaction.commit()
    assert not work.do(portal, {}, envelope.id)
    assert not work.do(portal, {}, "0" * 16)
