"""By whatever route: what is signed cannot be changed, or the change is found (R025)."""

from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.index.pending import touch
from welfarefiles.signing.seal import broken
from welfarefiles.signing.seal import CHANGED
from welfarefiles.signing.seal import NEVER
from welfarefiles.signing.seal import seal
from welfarefiles.signing.seal import SealBroken
from welfarefiles.signing.survey import faults
from welfarefiles.signing.survey import OTHER
from welfarefiles.signing.survey import survey
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


@pytest.fixture
def file(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        made = make_file(school)
        grant_all(made)
    transaction.commit()
    return made


def signed(file, portal_type):
    with signed_in("lead"):
        record = make_record(file, portal_type)
        perform(record, "sign")
    transaction.commit()
    return record


@pytest.fixture
def note(file):
    return signed(file, "ContactNote")


@pytest.mark.parametrize("user_id", ["lead", "worker", "head", "records"])
def test_no_page_and_no_service_changes_it(http, note, user_id):
    person, api = Person(http, user_id), Api(http, user_id)
    assert api.patch(note.absolute_url(), {"discussion": "Else"}).status == 404
    assert person.page(f"{path_of(note)}/edit")[0] == 404
    sent = {"form.widgets.discussion": "Else", "form.buttons.save": "Save"}
    assert person.send(f"{path_of(note)}/edit", path_of(note), **sent)[0] == 404
    assert person.page(f"{path_of(note)}/@@who-was-there")[0] == 404
    transaction.begin()
    assert note.discussion == "She described the mornings."
    assert faults(note) == []


@pytest.mark.parametrize("way", ["touch", "reindex", "notify"])
def test_no_script_writes_under_the_seal(note, way):
    note.discussion = "Else"
    if way == "notify":
        notify(ObjectModifiedEvent(note))
    touch(note) if way == "touch" else note.reindexObject()
    with pytest.raises(SealBroken):
        transaction.commit()
    transaction.abort()
    assert note.discussion == "She described the mornings."
    assert faults(note) == []


def test_an_attachment_replaced_behind_the_records_back_is_found(file):
    record = signed(file, "WelfareDocument")
    with record.file.open("w") as stream:
        stream.write(b"Minuteg")
    transaction.commit()
    assert broken(record) == [CHANGED]
    touch(record)
    with pytest.raises(SealBroken):
        transaction.commit()
    transaction.abort()


def test_a_field_changed_past_the_index_is_found(http, file, note):
    said = []
    record = signed(file, "WelfareDocument")
    note.discussion = "Else"
    record.file = NamedBlobFile(b"Minuteg", "text/plain", "minutes.txt")
    transaction.commit()
    assert survey(SiteObjects([http["portal"]]), said.append) == 2
    assert sorted(said[:2]) == sorted(f"{path_of(one)}: {CHANGED}" for one in (note, record))
    assert said[-1].endswith("2 do not hold")


def test_sealed_anew_after_a_change_the_ledger_knows_better(note):
    note.discussion = "Else"
    seal(note)
    touch(note)
    transaction.commit()
    assert broken(note) == []
    assert faults(note) == [OTHER]


def test_what_says_it_is_signed_and_never_was_is_found(file):
    with signed_in("lead"):
        record = make_record(file, "ContactNote")
    put(record, "signed")
    assert faults(record) == [NEVER]


def test_drafts_are_nobodys_business(http, file):
    with signed_in("lead"):
        draft = make_record(file, "ContactNote")
    transaction.commit()
    draft.discussion = "Else"
    transaction.commit()
    assert survey(SiteObjects([http["portal"]]), lambda line: None) == 0
