"""Markers of a file by page and REST, each three ways, and what follows for its retention."""

from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.calendars import london
from welfarefiles.deadlines.marking import kinds_ever
from welfarefiles.deadlines.marking import markers_of
from welfarefiles.ledger import reading
from welfarefiles.retention.gathering import facts_of

import pytest
import transaction


EVERYBODY = {"staff", "lead", "head", "office", "records", "auditor", "worker", "stranger"}
SOURCE = "Letter of the council"


@pytest.fixture
def place(http):
    make_people(http["portal"])
    file = make_complete_file(make_staffed_school(http["portal"]))
    grant_all(file)
    transaction.commit()
    return SimpleNamespace(file=file, at=path_of(file), head=reading.head()[0])


def entries(place):
    """(person, action) of what was done to markers, the last first."""
    found = reading.entries(after=place.head, limit=1000)
    return [(one.person, one.action) for one in found if "marker" in one.action]


def hours_ago(hours):
    return london.now() - timedelta(hours=hours)


def typed(instant):
    return {"starts-date": f"{instant:%Y-%m-%d}", "starts-time": f"{instant:%H:%M}"}


def test_who_sees_the_markers(http, place):
    found = {one: Person(http, one).page(f"{place.at}/@@markers")[0] for one in EVERYBODY}
    assert {one for one, status in found.items() if status == 200} == {"lead", "head", "worker"}
    assert set(found.values()) == {200, 404}


def test_set_and_ended_by_page(http, place):
    path, lead = f"{place.at}/@@markers", Person(http, "lead")
    began = typed(hours_ago(30))
    _status, page = lead.send(path, set="1", kind="cpp", source="", **began)
    assert "Say who told you, and how." in page
    assert f'value="{began["starts-date"]}"' in page
    _status, page = lead.send(path, set="1", kind="cpp", source=SOURCE, **{"starts-time": "9:00"})
    assert "Enter the date as well as the time" in page
    assert SOURCE in page
    _status, page = lead.send(path, set="1", kind="nothing", source=SOURCE, **began)
    assert "Choose a marker." in page
    transaction.begin()
    assert markers_of(place.file) == []
    assert entries(place) == []
    lead.send(path, set="1", kind="cpp", source=SOURCE, **began)
    _status, page = lead.page(place.at)
    assert "Child Protection Plan</span>" in page
    _status, page = lead.page(path)
    assert "hours after it began, late: 24 are allowed" in page
    assert entries(place) == [("lead", "deadlines.marker-set")]
    transaction.begin()
    [marker] = markers_of(place.file)
    assert (marker.in_time, marker.set_by, marker.source) == (False, "lead", SOURCE)
    ends = hours_ago(1)
    given = {
        f"ends-{marker.id}-date": f"{ends:%Y-%m-%d}",
        f"ends-{marker.id}-time": f"{ends:%H:%M}",
    }
    _status, page = lead.send(path, end=marker.id, **given)
    assert "Say who told you, and how." in page
    lead.send(path, end=marker.id, **given, **{f"end_source-{marker.id}": SOURCE})
    assert "Child Protection Plan</span>" not in lead.page(place.at)[1]
    assert "Ended" in lead.page(path)[1]
    assert entries(place)[0] == ("lead", "deadlines.marker-ended")


def test_who_only_reads_changes_nothing(http, place):
    path, worker = f"{place.at}/@@markers", Person(http, "worker")
    assert "Set marker" not in worker.page(path)[1]
    sent = {"set": "1", "kind": "cpp", "source": SOURCE, **typed(hours_ago(3))}
    assert worker.send(path, path, **sent)[0] == 404
    given = {"kind": "cpp", "source": SOURCE, "starts": hours_ago(3).isoformat()}
    for other in ("worker", "head", "office", "stranger"):
        assert Person(http, other).post(f"{place.at}/@markers", **given)[0] == 404
    transaction.begin()
    assert markers_of(place.file) == []
    assert entries(place) == []


def test_markers_by_rest(http, place):
    path, lead = f"{place.at}/@markers", Person(http, "lead")
    given = {"kind": "cla", "source": SOURCE, "starts": hours_ago(3).isoformat()}
    for wrong, field in (
        ({"kind": "x"}, "kind"),
        ({"source": None}, "source"),
        ({"source": 1}, "source"),
        ({"starts": "soon"}, "starts"),
        ({"starts": None}, "starts"),
        ({"starts": hours_ago(-1).isoformat()}, "starts"),
        ({"starts": "2026-03-29T01:30"}, "starts"),  # the hour that does not exist
    ):
        status, data = lead.post(path, **{**given, **wrong})
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
    assert entries(place) == []
    status, made = lead.post(path, **given)
    assert (status, made["in_time"], made["hours_allowed"]) == (201, True, 24)
    assert lead.post(path, **given)[0] == 400  # it stands already
    assert Person(http, "worker").get(path)[1]["items"] == [made]
    one = f"{path}/{made['id']}"
    assert lead.patch(one, ends=hours_ago(4).isoformat(), source=SOURCE)[0] == 400
    assert lead.patch(f"{path}/nothing", ends=hours_ago(1).isoformat(), source=SOURCE)[0] == 404
    assert Person(http, "worker").patch(one, ends=hours_ago(1).isoformat())[0] == 404
    status, over = lead.patch(one, ends=hours_ago(1).isoformat(), source=SOURCE)
    assert (status, over["ended_by"], over["end_source"]) == (200, "lead", SOURCE)
    assert lead.patch(one, ends=hours_ago(1).isoformat(), source=SOURCE)[0] == 400
    assert [action for _person, action in entries(place)] == [
        "deadlines.marker-ended",
        "deadlines.marker-set",
    ]


def test_a_marker_counts_for_retention_even_when_it_has_ended(http, place):
    path, lead = f"{place.at}/@markers", Person(http, "lead")
    assert "send" not in facts_of(place.file).classes
    given = {"kind": "sen", "source": SOURCE, "starts": hours_ago(3).isoformat()}
    _status, made = lead.post(path, **given)
    lead.patch(f"{path}/{made['id']}", ends=hours_ago(1).isoformat(), source=SOURCE)
    transaction.begin()
    assert kinds_ever(place.file) == {"sen"}
    assert "send" in facts_of(place.file).classes


def test_a_looked_after_child_needs_a_plan(http, place):
    lead, path = Person(http, "lead"), f"{place.at}/@@deadlines"
    assert "Personal Education Plan" not in lead.page(path)[1]
    assert lead.get(f"{place.at}/@deadlines")[1]["pep"] is None
    given = {"kind": "cla", "source": SOURCE, "starts": hours_ago(3).isoformat()}
    lead.post(f"{place.at}/@markers", **given)
    _status, page = lead.page(path)
    assert "Personal Education Plan" in page
    assert "The school's term dates for today are not entered." in page
    assert lead.get(f"{place.at}/@deadlines")[1]["pep"]["begun"] is None
    transaction.begin()
    with signed_in("lead"):
        make_record(place.file, "Plan", kind="pep", happened_at=hours_ago(1))
    transaction.commit()
    pep = lead.get(f"{place.at}/@deadlines")[1]["pep"]
    assert pep["begun"] == london.london_date(hours_ago(1)).isoformat()
    assert (pep["working_days_late"], pep["term"]) == (0, None)


def test_in_a_closed_file_no_marker_is_set(http, place):
    put(place.file, "closed")
    transaction.commit()
    given = {"kind": "cin", "source": SOURCE, "starts": hours_ago(3).isoformat()}
    assert Person(http, "lead").post(f"{place.at}/@markers", **given)[0] == 404
    assert "Set marker" not in Person(http, "lead").page(f"{place.at}/@@markers")[1]
    transaction.begin()
    assert markers_of(place.file) == []


def test_the_register_shows_and_filters_them(http, place):
    lead, register = Person(http, "lead"), path_of(place.file.aq_parent)
    lead.send(f"{place.at}/@@markers", set="1", kind="cpp", source=SOURCE, **typed(hours_ago(2)))
    _status, page = lead.page(f"{register}?marker=cpp")
    assert page.count(place.file.reference) == 1
    assert "Child Protection Plan</span>" in page
    assert place.file.reference not in lead.page(f"{register}?marker=cla")[1]
    transaction.begin()
    [marker] = markers_of(place.file)
    ends = hours_ago(1)
    given = {
        f"ends-{marker.id}-date": f"{ends:%Y-%m-%d}",
        f"ends-{marker.id}-time": f"{ends:%H:%M}",
        f"end_source-{marker.id}": SOURCE,
    }
    lead.send(f"{place.at}/@@markers", end=marker.id, **given)
    assert place.file.reference not in lead.page(f"{register}?marker=cpp")[1]
