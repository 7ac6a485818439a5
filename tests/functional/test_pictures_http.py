"""A photograph that went into a file: a copy without the place for all, the original for leads."""

from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import raise_one
from tests.pictures import jpeg
from tests.pictures import MAKER
from tests.sample import make_file
from tests.school import grant_all
from tests.school import signed_in
from welfarefiles.inbox.filing import put_into
from welfarefiles.inbox.filing import TOLD
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter

import pytest
import transaction


@pytest.fixture
def taken(http):
    """The record of a photograph that was raised and put into a file, and its bytes."""
    school, data = make_listed_school(http["portal"]), jpeg(turned=6)
    photograph = NamedBlobFile(data=data, contentType="image/jpeg", filename="note.jpg")
    concern = raise_one(school, photographs=(photograph,))
    with signed_in("lead"):
        file = make_file(school)
        grant_all(file)
        put_into(concern, file, "A note", TOLD)
    transaction.commit()
    [record] = (one for one in file.objectValues() if one.portal_type == "WelfareDocument")
    return record, data


@pytest.mark.parametrize("user_id", ["lead", "head", "reader", "worker"])
def test_everybody_gets_the_copy_and_who_gives_access_the_original(http, taken, user_id):
    record, data = taken
    person, place = Person(http, user_id), f"{path_of(record)}/@@download/file"
    shown = person.ask(place)
    assert shown.status == 200
    assert MAKER.encode() not in shown.body
    assert int(shown.header("content-length")) == len(shown.body)
    original = person.ask(f"{place}?original=1")
    page = person.page(path_of(record))[1]
    if user_id == "lead":
        assert original.body == data
        assert "original=1" in page
        actions = {one.action for one in entries(Filter(record_uid=record.UID(), person="lead"))}
        assert {"records.downloaded", "records.original"} <= actions
    else:
        assert original.status == 404
        assert "original=1" not in page


def test_a_part_of_it_is_a_part_of_the_copy(http, taken):
    record, _data = taken
    person, place = Person(http, "lead"), f"{path_of(record)}/@@download/file"
    whole, part = person.ask(place), person.ask(place, Range="bytes=10-29")
    assert (part.status, part.body) == (206, whole.body[10:30])


def test_what_is_kept_is_the_original(taken):
    record, data = taken
    assert record.file.data == data
