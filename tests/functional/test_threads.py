"""A later email that holds a whole thread supersedes the earlier ones, which stay (R134)."""

from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.unit.test_message_threads import eml
from tests.unit.test_message_threads import FIRST
from tests.unit.test_message_threads import FIRST_SENT
from tests.unit.test_message_threads import GMAIL
from tests.unit.test_message_threads import JO
from tests.unit.test_message_threads import ORLA
from tests.unit.test_message_threads import OUTLOOK
from tests.unit.test_message_threads import PLAN
from tests.unit.test_message_threads import SECOND_SENT
from tests.unit.test_message_threads import WREN
from welfarefiles.access.guards import perform
from welfarefiles.correspondence.filing import fields
from welfarefiles.correspondence.superseding import BadThread
from welfarefiles.correspondence.superseding import candidates
from welfarefiles.correspondence.superseding import compared
from welfarefiles.correspondence.superseding import supersede
from welfarefiles.correspondence.superseding import take_back
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.messages.reading import read_message
from welfarefiles.restricted.restricting import restrict

import pytest
import transaction


def filed(file, data):
    """An email as it is filed."""
    values = fields(read_message(data), data, "message.eml", "A place at breakfast.")
    values["file"] = NamedBlobFile(data, "message/rfc822", "message.eml")
    return createContentInContainer(file, "Correspondence", checkConstraints=False, **values)


def answer(body=OUTLOOK, attachments=(PLAN,)):
    return eml(body, SECOND_SENT, JO, ORLA, WREN, "RE: Monday", attachments)


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    file = make_complete_file(school)
    grant_all(file)
    with signed_in("worker"):
        first = filed(file, eml(FIRST, FIRST_SENT, ORLA, JO, WREN, attachments=[PLAN]))
        second = filed(file, answer())
    transaction.commit()
    return {"file": file, "first": first, "second": second}


def sign(*records):
    with signed_in("worker"):
        for record in records:
            perform(record, "sign")
    transaction.commit()


def did(record):
    wanted = ("correspondence.superseded", "correspondence.restored")
    return [one.action for one in entries(Filter(record_uid=record.UID(), actions=wanted))]


def test_superseded_and_taken_back(http, place):
    worker, second = Person(http, "worker"), path_of(place["second"])
    assert "holds all of them" in worker.page(second)[1]
    page = worker.page(f"{second}/@@thread")[1]
    assert "All of it is in this one" in page
    assert "Sign this email first" in page
    assert 'value="mark"' not in page
    sign(place["first"], place["second"])
    fingerprint = place["first"].sealed_hash
    assert 'value="mark"' in worker.page(f"{second}/@@thread")[1]
    assert worker.send(f"{second}/@@thread", do="mark")[0] == 302
    transaction.begin()
    assert place["first"].superseded_by == place["second"].UID()
    assert place["first"].sealed_hash == fingerprint
    assert did(place["first"]) == ["correspondence.superseded"]
    page = Person(http, "reader").page(path_of(place["first"]))[1]
    assert "He was not at breakfast again" in page
    assert second in page
    assert 'value="back"' not in page
    assert "Superseded by a later email" in worker.page(f"{path_of(place['file'])}/@@documents")[1]
    assert worker.send(f"{path_of(place['first'])}/@@thread", path_of(place["first"]), do="back")
    transaction.begin()
    assert place["first"].superseded_by == ""
    assert did(place["first"])[0] == "correspondence.restored"


@pytest.mark.parametrize("data", [answer(attachments=()), answer(GMAIL)])
def test_not_all_of_it(place, data):
    with signed_in("worker"):
        third = filed(place["file"], data)
        transaction.commit()
        perform(third, "sign")
        [found] = [one for one in compared(third) if one.record.UID() == place["first"].UID()]
        assert not found.is_whole
        with pytest.raises(BadThread):
            supersede(third)
    assert place["first"].superseded_by == ""


def test_only_of_the_same_subject_and_section(place):
    with signed_in("worker"):
        other = filed(
            place["file"], eml(OUTLOOK, "Fri, 17 Jul 2026 11:40:00 +0100", JO, ORLA, "", "Tuesday")
        )
        transaction.commit()
        assert candidates(other) == []
        assert [row.uid for row in candidates(place["second"])] == [place["first"].UID()]
    sign(place["first"])
    with signed_in("lead"):
        restrict(place["first"], "Advice of Legal Services")
    transaction.commit()
    with signed_in("privileged"):
        assert candidates(place["second"]) == []


def test_what_is_not_signed_supersedes_nothing(place):
    with signed_in("worker"):
        with pytest.raises(BadThread):
            supersede(place["second"])
        with pytest.raises(BadThread):
            take_back(place["first"])


@pytest.mark.parametrize("user_id", ["reader", "head", "staff", "stranger", "records", "auditor"])
def test_refused(http, place, user_id):
    sign(place["first"], place["second"])
    person, second = Person(http, user_id), path_of(place["second"])
    assert person.page(f"{second}/@@thread")[0] == 404
    assert person.send(f"{second}/@@thread", "/plone", do="mark")[0] == 404
    assert person.get(f"{second}/@thread")[0] in (401, 404)
    assert person.post(f"{second}/@thread")[0] in (401, 404)
    transaction.begin()
    assert place["first"].superseded_by == ""
    assert did(place["first"]) == []


def test_rest(http, place):
    worker, second = Person(http, "worker"), path_of(place["second"])
    assert worker.get(f"{second}/@thread")[1]["items"][0]["lacking"] == []
    assert worker.post(f"{second}/@thread")[0] == 400
    sign(place["first"], place["second"])
    status, found = worker.post(f"{second}/@thread")
    assert status == 200
    assert found["items"][0]["@id"].endswith(path_of(place["first"]))
    assert worker.post(f"{second}/@thread")[0] == 400
    assert worker.post(f"{path_of(place['first'])}/@thread", back=True)[0] == 204


def test_a_closed_file_keeps_what_is_marked(place):
    sign(place["first"], place["second"])
    with signed_in("worker"):
        supersede(place["second"])
    assert api.content.get_state(place["first"]) == "signed"
