"""Somebody who was given one record of a file finds that record and nothing else of the file."""

from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.grants import grants

import pytest
import transaction


@pytest.fixture
def place(http):
    """A file with three records, the second of which was given to `invited`."""
    make_people(http["portal"])
    make_user(http["portal"], "invited")
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
        other = make_note(file, discussion="A heron stood there")
        shared = make_record(file, "WelfareDocument", heading="The otter report")
        make_note(file, discussion="Another heron")
        grants(shared).give("invited", "Case Reader", "Teaches the child", "lead")
    transaction.commit()
    return {"school": school, "file": file, "other": other, "shared": shared}


SILENT = ("Canary", "Zephyrine", "heron")


def test_the_record_itself(http, place):
    person, path = Person(http, "invited"), path_of(place["shared"])
    status, page = person.page(path)
    assert status == 200
    assert "The otter report" in page
    assert place["file"].reference in page
    assert "You see nothing else of the file" in page, "whether all or only some (R039)"
    assert not any(word in page for word in SILENT)
    assert path_of(place["file"]) + '"' not in page, "no link to the file"
    assert person.page(f"{path}/edit")[0] == 404
    answer = person.ask(f"{path}/@@download/file")
    assert (answer.status, answer.body) == (200, b"Minutes")


def test_over_rest(http, place):
    api, path = Api(http, "invited"), place["shared"].absolute_url()
    found = api.get(path)
    assert found.status == 200
    assert set(found["parent"]) == {"@id", "@type", "title"}
    assert found["parent"]["title"] == place["file"].reference
    for address in (path, f"{path}/@breadcrumbs", f"{path}/@workflow", f"{path}/@navigation"):
        body = api.get(address).answer.body.decode()
        assert not any(word in body for word in SILENT), address
    assert api.patch(path, {"heading": "Mine"}).status in (401, 403, 404)


def test_nothing_else_of_the_file(http, place):
    person = Person(http, "invited")
    file = path_of(place["file"])
    hidden = [file, path_of(place["other"])]
    hidden += [
        f"{file}/@@{name}" for name in ("chronology", "people", "chronology.pdf", "contacts")
    ]
    hidden += [f"{path_of(place['shared'])}/{place['other'].getId()}"]
    for path in hidden:
        assert person.page(path)[0] == 404, path
        assert person.get(path)[0] == 404, path
    absent = person.ask(f"{file[:-16]}0123456789abcdef").without("0123456789abcdef")
    assert person.ask(file).without(place["file"].getId()) == absent


def test_lists_and_search(http, place):
    api, person = Api(http, "invited"), Person(http, "invited")
    url = place["shared"].absolute_url()
    assert api.found("otter") == [url]
    assert api.found("heron") == api.found("Canary") == api.found(place["file"].reference) == []
    assert api.found("") == [url]
    page = person.send("/plone/@@find", shown="/plone", text="otter")[1]
    assert "The otter report" in page
    assert not any(word in page for word in SILENT)
    register = person.page(path_of(place["school"]) + "/files")[1]
    assert place["file"].reference not in register


def test_all_of_it_again_for_who_sees_the_file(http, place):
    for user_id in ("lead", "head"):
        page = Person(http, user_id).page(path_of(place["shared"]))[1]
        assert "Canary" in page
        assert len(Api(http, user_id).found("heron")) == 2
        assert len(Api(http, user_id).found("otter")) == 1
    with signed_in("lead"):
        grants(place["file"]).give("worker", "Case Worker", "Mentor", "lead")
    transaction.commit()
    assert len(Api(http, "worker").found("otter")) == 1
    assert Api(http, "worker").get(place["file"].absolute_url())["items_total"] == 3
