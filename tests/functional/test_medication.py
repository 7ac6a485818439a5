"""The medication log by page and REST, each three ways (R041)."""

from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.exchange import Client
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.chronology.record_pdf import record_pdf
from welfarefiles.ledger import reading
from welfarefiles.medication import keeping
from welfarefiles.medication.opening import open_log
from welfarefiles.medication.opening import SecondLog
from welfarefiles.signing.canonical import record_document

import pytest
import transaction


@pytest.fixture
def place(http):
    make_people(http["portal"])
    file = make_complete_file(make_staffed_school(http["portal"]))
    grant_all(file)
    with signed_in("lead"):
        log = make_record(file, "MedicationLog")
        perform(log, "sign")
        medicine = keeping.add_medicine(log, "Paracetamol", "5 ml", "When in pain").id
    transaction.commit()
    found = {"file": file, "log": log, "at": path_of(log), "medicine": medicine}
    return SimpleNamespace(**found, head=reading.head()[0])


def entries(place):
    """(person, action) of what was done to the log, the first first."""
    found = reading.entries(after=place.head, limit=1000)
    return [(one.person, one.action) for one in found if one.action.startswith("medication.")][::-1]


def typed(instant):
    return {"at-date": f"{instant:%Y-%m-%d}", "at-time": f"{instant:%H:%M}"}


def doses(place):
    transaction.begin()
    return keeping.doses_of(place.log)


def minutes_ago(minutes):
    return london.in_london(london.now()) - timedelta(minutes=minutes)


def test_a_dose_and_its_second_signature_by_page(http, place):
    lead, worker = Person(http, "lead"), Person(http, "worker")
    path = f"{place.at}/@@view"
    _status, page = worker.page(place.at)
    assert "Enter a dose" in page
    assert "Paracetamol" in page
    assert place.file.child_name in page
    assert worker.send(path, place.at, "dose_add", **typed(minutes_ago(0)))[0] == 302
    [line] = doses(place)
    assert (line.by, line.medicine, line.dose, line.outcome) == (
        "worker",
        "Paracetamol",
        "5 ml",
        "given",
    )
    _status, page = worker.page(place.at)
    assert "one signature" in page
    assert "I saw this given" not in page
    _status, page = worker.send(path, place.at, witness=line.id)
    assert "You gave it: somebody else signs as the second person." in page
    assert lead.send(path, place.at, witness=line.id)[0] == 302
    _status, page = lead.page(place.at)
    assert "one signature" not in page
    assert doses(place)[0].witness == "lead"
    assert entries(place) == [
        ("worker", "medication.dose-added"),
        ("lead", "medication.dose-witnessed"),
    ]


def test_what_is_wrong_stands_at_its_field_and_stays_typed(http, place):
    lead, path = Person(http, "lead"), f"{place.at}/@@view"
    sent = {"outcome": "refused", "dose": "2 ml", **typed(minutes_ago(0))}
    _status, page = lead.send(path, place.at, "dose_add", **sent)
    assert "Say why it was refused." in page
    assert 'value="2 ml"' in page
    later = typed(minutes_ago(-120))
    _status, page = lead.send(path, place.at, "dose_add", **later)
    assert "This is in the future." in page
    _status, page = lead.send(path, place.at, "dose_add", **{"at-date": "", "at-time": "9:00"})
    assert "Enter the date as well as the time" in page
    _status, page = lead.send(
        path, place.at, medicine="none", dose_add="1", **typed(minutes_ago(0))
    )
    assert "Choose the medicine." in page
    assert doses(place) == []
    assert entries(place) == []
    now = typed(minutes_ago(0))
    lead.send(path, place.at, "dose_add", **now)
    _status, page = lead.send(path, place.at, "dose_add", **now)
    assert "This dose stands in the log already." in page
    assert len(doses(place)) == 1


def test_a_wrong_line_is_struck_through_and_stays(http, place):
    lead, worker, path = Person(http, "lead"), Person(http, "worker"), f"{place.at}/@@view"
    lead.send(path, place.at, "dose_add", **typed(minutes_ago(0)))
    [line] = doses(place)
    _status, page = worker.page(place.at)
    assert "Wrong? Strike it through" not in page
    _status, page = worker.send(path, place.at, strike=line.id, **{f"struck-{line.id}": "Mine"})
    assert "Only who wrote this line, or a lead, strikes it through." in page
    _status, page = lead.send(path, place.at, strike=line.id)
    assert "Say why it is struck through." in page
    lead.send(path, place.at, strike=line.id, **{f"struck-{line.id}": "Given to nobody"})
    _status, page = lead.page(place.at)
    assert "Given to nobody" in page
    assert "one signature" not in page
    assert doses(place)[0].is_struck
    # the same dose, entered right
    lead.send(path, place.at, "dose_add", **typed(london.in_london(line.at)))
    assert [one.is_struck for one in doses(place)].count(False) == 1


def test_who_only_reads_changes_nothing(http, place):
    given = {
        "medicine": place.medicine,
        "outcome": "given",
        "at": minutes_ago(0).isoformat(),
    }
    for one in ("head", "reader", "office", "staff", "stranger"):
        person = Person(http, one)
        assert person.post(f"{place.at}/@doses", **given)[0] == 404
        assert person.post(f"{place.at}/@medicines", name="X", usual="1")[0] == 404
        assert person.post(f"{place.at}/@end-log", ended="Over")[0] == 404
        assert person.send(f"{place.at}/@@view", "/plone", "dose_add")[0] == 404
    assert "Enter a dose" not in Person(http, "head").page(place.at)[1]
    assert doses(place) == []
    assert entries(place) == []


def test_the_log_by_rest(http, place):
    path, lead, worker = f"{place.at}/@doses", Person(http, "lead"), Person(http, "worker")
    given = {"medicine": place.medicine, "outcome": "given", "at": minutes_ago(2).isoformat()}
    for wrong, field in (
        ({"medicine": "x"}, "medicine"),
        ({"outcome": "x"}, "outcome"),
        ({"outcome": "missed"}, "reason"),
        ({"at": "soon"}, "at"),
        ({"at": minutes_ago(-5).isoformat()}, "at"),
        ({"at": "2001-01-01T09:00"}, "at"),
        ({"dose": 5}, "dose"),
    ):
        status, data = lead.post(path, **{**given, **wrong})
        assert (status, data["error"]["errors"][0]["field"]) == (400, field)
    assert entries(place) == []
    status, made = lead.post(path, **given)
    assert (status, made["waits"], made["by"]) == (201, True, "lead")
    assert lead.post(path, **given)[0] == 400
    one = f"{path}/{made['id']}"
    assert lead.patch(one, witness=True)[0] == 400
    assert lead.patch(f"{path}/nothing", witness=True)[0] == 404
    status, signed = worker.patch(one, witness=True)
    assert (status, signed["witness"], signed["waits"]) == (200, "worker", False)
    assert worker.patch(one, struck="No")[0] == 400
    status, struck = lead.patch(one, struck="The wrong child")
    assert (status, struck["struck"]) == (200, "The wrong child")
    found = worker.get(path)[1]
    assert [item["id"] for item in found["items"]] == [made["id"]]
    status, medicine = worker.post(f"{place.at}/@medicines", name="Inhaler", usual="2 puffs")
    assert status == 201
    assert worker.patch(f"{place.at}/@medicines/{medicine['id']}", stopped="")[0] == 400
    assert worker.patch(f"{place.at}/@medicines/{medicine['id']}", stopped="Well again")[0] == 204
    given["medicine"] = medicine["id"]
    assert lead.post(path, **given)[0] == 400
    assert worker.post(f"{place.at}/@end-log", ended="Well again")[0] == 404
    assert lead.post(f"{place.at}/@end-log", ended="Well again")[0] == 204
    assert lead.post(path, **{**given, "medicine": place.medicine})[0] == 400
    assert [action for _person, action in entries(place)][-1] == "medication.log-ended"


def test_one_log_to_a_child(http, place):
    lead, file = Person(http, "lead"), path_of(place.file)
    sent = {"type": "MedicationLog", "need": "More", "happened_at": minutes_ago(5).isoformat()}
    status, data = lead.post(file, **sent)
    [error] = data["error"]["errors"]
    assert (status, error["@id"].endswith(place.log.id)) == (400, True)
    answer = Client(http, "lead").ask(f"{file}/++add++MedicationLog")
    assert answer.status == 302
    assert answer.header("location").endswith(place.log.id)
    transaction.begin()
    with signed_in("lead"), pytest.raises(SecondLog):
        make_record(place.file, "MedicationLog")
    transaction.abort()
    assert lead.post(f"{place.at}/@end-log", ended="Well again")[0] == 204
    status, made = lead.post(file, **sent)
    assert status == 201
    transaction.begin()
    assert open_log(place.file).id == made["@id"].rpartition("/")[2]


def test_a_draft_takes_no_doses(http, place):
    lead, file = Person(http, "lead"), path_of(place.file)
    lead.post(f"{place.at}/@end-log", ended="Well again")
    sent = {"type": "MedicationLog", "need": "More", "happened_at": minutes_ago(5).isoformat()}
    _status, made = lead.post(file, **sent)
    path = f"{file}/{made['@id'].rpartition('/')[2]}"
    assert "sign it, then medicines and doses" in lead.page(path)[1]
    assert lead.post(f"{path}/@medicines", name="X", usual="1")[0] == 400
    assert lead.step(path, "sign")[0] == 200
    assert lead.post(f"{path}/@medicines", name="X", usual="1")[0] == 201


def test_in_a_closed_file_nothing_is_added(http, place):
    put(place.file, "closed")
    transaction.commit()
    lead = Person(http, "lead")
    given = {"medicine": place.medicine, "outcome": "given", "at": minutes_ago(0).isoformat()}
    assert lead.post(f"{place.at}/@doses", **given)[0] == 404
    _status, page = lead.page(place.at)
    assert "Enter a dose" not in page
    assert "Paracetamol" in page


def test_staff_who_give_medicine_are_given_this_record_alone(http, place):
    staff, path = Person(http, "staff"), f"{place.at}/@doses"
    assert staff.page(place.at)[0] == 404
    grants(place.log).give("staff", "Case Worker", "First aider", "lead")
    transaction.commit()
    status, page = staff.page(place.at)
    assert status == 200
    assert place.file.child_name in page
    assert staff.page(path_of(place.file))[0] == 404
    given = {"medicine": place.medicine, "outcome": "given", "at": minutes_ago(0).isoformat()}
    status, made = staff.post(path, **given)
    assert status == 201
    assert staff.patch(f"{path}/{made['id']}", witness=True)[0] == 400
    assert Person(http, "lead").patch(f"{path}/{made['id']}", witness=True)[0] == 200
    assert staff.post(path_of(place.file), type="ContactNote")[0] == 404


def test_the_pdf_and_what_is_due(http, place):
    lead = Person(http, "lead")
    assert "second signature" not in lead.page(path_of(place.file))[1]
    lead.send(f"{place.at}/@@view", place.at, "dose_add", **typed(minutes_ago(0)))
    _status, page = lead.page(path_of(place.file))
    assert "A dose waits for a second signature" in page
    assert ">Medication log</span>" in page
    transaction.begin()
    document = record_document(place.log)
    assert [part["title"] for part in document["parts"]] == ["Medicines", "Doses"]
    with signed_in("lead"):
        assert record_pdf(place.log).startswith(b"%PDF-")
    found = lead.get("/plone/@search?SearchableText=paracetamol")[1]
    assert found["items_total"] == 1
