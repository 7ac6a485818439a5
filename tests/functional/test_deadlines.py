"""Deadlines and the school calendar by page and REST, each three ways."""

from datetime import datetime
from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.sample import make_note
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.deadlines.keeping import dates_of
from welfarefiles.ledger import reading
from welfarefiles.paperfile import keeping as paper

import pytest
import transaction


HAPPENED = datetime(2026, 11, 5, 15, 40, tzinfo=london.LONDON)  # a Thursday
EVERYBODY = {"staff", "lead", "head", "office", "records", "auditor", "worker", "stranger"}
TERM = {"name": "Autumn term", "starts": "2026-09-02", "ends": "2026-12-18"}
FUNERAL = {"name": "State funeral", "starts": "2026-11-10", "ends": "2026-11-10"}


@pytest.fixture
def place(http):
    """A file with a note that came on 16 November: due on the 12th, two working days late."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    file = make_complete_file(school)
    grant_all(file)
    with signed_in("lead"):
        actions = [
            {"what": "Ring", "who": "Mrs Ash", "by": HAPPENED.date(), "done": False},
        ]
        note = make_note(file, happened_at=HAPPENED, actions=actions)
        note.recorded_at = HAPPENED + timedelta(days=11)
        note.reindexObject()
    transaction.commit()
    return SimpleNamespace(
        school=school,
        file=file,
        note=note,
        at=path_of(school),
        within=path_of(file),
        head=reading.head()[0],
    )


def entries(place, action="deadlines.calendar-changed"):
    """Who changed the calendar of this school, or did something else, the last first."""
    found = reading.entries(after=place.head, limit=1000)
    return [one.person for one in found if one.action == action]


def statuses(http, path):
    return {one: Person(http, one).page(path)[0] for one in EVERYBODY}


def test_the_record_says_how_late_it_came(http, place):
    lead = Person(http, "lead")
    _status, page = lead.page(path_of(place.note))
    assert "12 November 2026" in page
    assert "Recorded 2 working days late" in page
    place.note.investigation = True
    transaction.commit()
    _status, page = lead.page(path_of(place.note))
    assert "6 November 2026" in page
    assert "Recorded 6 working days late" in page


def test_who_sees_the_deadlines_of_a_file(http, place):
    found = statuses(http, f"{place.within}/@@deadlines")
    assert {one for one, status in found.items() if status == 200} == {"lead", "head", "worker"}
    assert set(found.values()) == {200, 404}
    _status, page = Person(http, "worker").page(f"{place.within}/@@deadlines")
    assert "Mrs Ash" in page
    assert "Recorded 2 working days late" in page


def test_the_list_of_the_lead(http, place):
    path = f"{place.at}/@@deadlines"
    _status, page = Person(http, "lead").page(path)
    assert place.file.reference in page
    assert "Mrs Ash" in page
    assert "Recorded 2 working days late" in page
    assert place.file.family_name not in page
    assert entries(place, "deadlines.list-viewed") == ["lead"]
    _status, page = Person(http, "lead").page(f"{path}?owner=head&show=late")
    assert "Nothing is due." in page
    for other in ("staff", "office"):  # who may open no file finds none here
        status, page = Person(http, other).page(path)
        assert status == 200
        assert place.file.reference not in page
        assert "Mrs Ash" not in page
    assert Person(http, "stranger").page(path)[0] == 404


def test_only_who_sees_the_team_chooses_among_it(http, place):
    path = f"{place.at}/@@deadlines"
    assert 'value="records"' in Person(http, "lead").page(path)[1]
    assert 'value="records"' not in Person(http, "staff").page(path)[1]


def test_deadlines_by_rest(http, place):
    status, data = Person(http, "lead").get(f"{place.within}/@deadlines")
    assert status == 200
    [late] = data["late"]
    assert late["working_days_late"] == 2
    assert (late["due"], late["rule"]) == ("2026-11-12", "record")
    assert "Mrs Ash" in [due["owner_as_written"] for due in data["due"]]
    assert Person(http, "office").get(f"{place.within}/@deadlines")[0] == 404
    status, whole = Person(http, "lead").get(f"{place.at}/@deadlines?show=late")
    assert (status, whole["late"]) == (200, data["late"])
    status, whole = Person(http, "staff").get(f"{place.at}/@deadlines")
    assert (status, whole["late"], whole["due"]) == (200, [], [])
    assert Person(http, "lead").get(f"{place.at}/@deadlines?after=nothing")[0] == 400


def test_a_record_struck_out_is_not_late(http, place):
    with signed_in("lead"):
        perform(place.note, "sign")
        perform(place.note, "strike", "Wrong child")
    transaction.commit()
    assert Person(http, "lead").get(f"{place.within}/@deadlines")[1]["late"] == []


def test_who_sees_the_calendar(http, place):
    found = statuses(http, f"{place.at}/@@calendar")
    assert {one for one, status in found.items() if status == 200} == {"lead", "office"}
    assert set(found.values()) == {200, 404}


def test_the_calendar_by_page(http, place):
    path, office = f"{place.at}/@@calendar", Person(http, "office")
    given = {
        "holidays_name": ["State funeral", "", ""],
        "holidays_starts": ["2026-11-10", "", ""],
        "holidays_ends": ["", "", ""],
    }
    wrong = {**given, "holidays_starts": ["2026-12-25", "", ""]}
    _status, page = office.send(path, **wrong)
    assert "25 Dec 2026 is a bank holiday in England already." in page
    assert 'value="State funeral"' in page
    _status, page = office.send(path, **{**given, "holidays_starts": ["", "", ""]})
    assert "Give the first and the last day." in page
    transaction.begin()
    assert dates_of(place.school).holidays == ()
    assert entries(place) == []
    office.send(path, **given)
    transaction.begin()
    assert [one.name for one in dates_of(place.school).holidays] == ["State funeral"]
    assert entries(place) == ["office"]
    _status, page = Person(http, "lead").page(path_of(place.note))
    assert "Recorded 1 working day late" in page
    assert "13 November 2026" in page


def test_a_calendar_changed_meanwhile_is_not_overwritten(http, place):
    path, lead = f"{place.at}/@@calendar", Person(http, "lead")
    given = {
        "holidays_name": ["Jubilee", "", ""],
        "holidays_starts": ["2026-11-12", "", ""],
        "holidays_ends": ["", "", ""],
    }
    Person(http, "office").patch(f"{place.at}/@calendar", holidays=[FUNERAL])
    _status, page = lead.send(path, **given, revision="0" * 16)
    assert "Somebody else changed the calendar meanwhile" in page
    assert 'value="State funeral"' in page
    transaction.begin()
    assert [one.name for one in dates_of(place.school).holidays] == ["State funeral"]


def test_the_calendar_by_rest(http, place):
    path = f"{place.at}/@calendar"
    for other in ("staff", "head", "records"):
        assert Person(http, other).patch(path, terms=[TERM])[0] == 404
    lead = Person(http, "lead")
    for wrong in (
        {"nothing": []},
        {"terms": {}},
        {"terms": [{"name": "x"}]},
        {"terms": [{**TERM, "name": 1}]},
        {"terms": [TERM, TERM]},
        {"closed": [TERM]},
    ):
        status, data = lead.patch(path, **wrong)
        assert (status, data["error"]["type"]) == (400, "ValidationError")
    transaction.begin()
    assert entries(place) == []
    status, data = lead.patch(path, terms=[TERM], holidays=[FUNERAL])
    assert (status, data["terms"], data["holidays"]) == (200, [TERM], [FUNERAL])
    assert len(entries(place)) == 1
    lead.patch(path, terms=[TERM])
    assert len(entries(place)) == 1
    assert Person(http, "staff").get(path)[1]["terms"] == [TERM]
    assert Person(http, "stranger").get(path)[0] == 404


def test_paper_that_is_out_stays_due_when_its_file_is_closed(http, place):
    """Also to whoever has it; the review of the file and what was agreed are past."""
    with signed_in("lead"):
        volume = make_record(place.file, "PaperVolume")
        perform(volume, "sign")
        removal = paper.ask(volume, "records", "Court", london.today())
    with signed_in("head"):
        paper.authorise(volume, removal.id)
    put(place.file, "closed")
    transaction.commit()
    _status, page = Person(http, "lead").page(place.within)
    assert "Paper is to be back in the office" in page
    assert "An agreed action" not in page
    records = Person(http, "records")
    _status, page = records.page("/plone/@@home")
    assert "Paper is to be back in the office" in page
    assert path_of(volume) in page
    with signed_in("lead"):
        paper.bring_back(volume, removal.id, "Archive")
    transaction.commit()
    assert "to be back in the office" not in records.page("/plone/@@home")[1]
