"""Uploads of a contact about several children: each copy gets its own, or the writer chooses."""

from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.joint.writing import write_for
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter

import pytest
import transaction


UPLOADS = {"file": b"Tom Otter was tired; Ines Marsh spoke.", "report": b"Attendance is good."}


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    names = {"maya": ("Maya", "Otter"), "tom": ("Thomas", "Otter"), "ines": ("Ines", "Marsh")}
    found = {
        key: make_complete_file(school, given_name=given, family_name=family, people=[])
        for key, (given, family) in names.items()
    }
    with signed_in("lead"):
        grants(found["maya"]).give("reader", "Case Worker", "Works with Maya", "lead")
    transaction.commit()
    return found


def held(place, **uploads):
    """A meeting about three children, with minutes and the school's report."""
    with signed_in("lead"):
        meeting = make_record(place["maya"], "Meeting", discussion="All were well.")
        for name, data in {**UPLOADS, **uploads}.items():
            setattr(meeting, name, NamedBlobFile(data, "text/plain", "Tom Otter.txt"))
        copies = write_for(meeting, [place["tom"], place["ines"]])
    transaction.commit()
    return meeting, *copies


def data_of(record, name):
    found = getattr(record, name)
    return found and found.data


def test_an_upload_that_names_nobody_else_goes_into_each_copy(place):
    _meeting, of_tom, of_ines = held(place, file=b"Tom was tired.")
    assert data_of(of_tom, "report") == data_of(of_ines, "report") == UPLOADS["report"]
    assert of_tom.report.filename == "report.txt"
    assert (data_of(of_tom, "file"), data_of(of_ines, "file")) == (b"Tom was tired.", None)


def test_where_it_names_children_the_writer_chooses_for_each(http, place):
    meeting, of_tom, of_ines = held(place)
    assert (of_tom.file, of_ines.file) == (None, None)
    path, lead = path_of(meeting), Person(http, "lead")
    _status, page = lead.page(path)
    assert "It names:</span> Thomas, Ines" in " ".join(page.split())
    assert page.count("Put it into this child") == 2
    assert page.count("Has this file") == 2
    reply = Person(http, "reader").send(
        f"{path}/@@joint", path, do="give", upload="file", copy=of_tom.UID()
    )
    assert reply[0] == 404
    given = {"do": "give", "upload": "file", "copy": of_tom.UID()}
    lead.send(f"{path}/@@joint", path, **given)
    transaction.begin()
    assert data_of(of_tom, "file") == UPLOADS["file"]
    assert of_ines.file is None
    assert len(entries(Filter(record_uid=of_tom.UID(), actions=("joint.upload-given",)))) == 1
    api_lead = Api(http, "lead")
    url = f"{meeting.absolute_url()}/@joint"
    told = {one["field"]: one for one in api_lead.get(url)["uploads"]}
    assert told["file"]["names"] == ["Thomas", "Ines"]
    assert [one["has"] for one in told["file"]["copies"]] == [True, False]
    any_state = {"If-Match": "*"}
    for wrong in ({"upload": "file", "copy": "0" * 32}, {"upload": "discussion", "copy": "x"}):
        assert api_lead.post(url, wrong, **any_state).status == 400
    sent = {"upload": "file", "copy": of_ines.UID()}
    assert api_lead.post(url, sent, **any_state).status == 204
    transaction.begin()
    assert data_of(of_ines, "file") == UPLOADS["file"]


def test_what_cannot_be_read_goes_nowhere_by_itself(http, place):
    meeting, of_tom, of_ines = held(place, file=b"\x00\x01\x02")
    assert (of_tom.file, of_ines.file) == (None, None)
    _status, page = Person(http, "lead").page(path_of(meeting))
    assert "Its words cannot be read here" in page
