"""Other children named in a record: warned of, settled each way, and nothing told to others."""

from plone.namedfile.file import NamedBlobFile
from tests.api import path_of
from tests.api import Person
from tests.sample import make_note
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.access.who import who_asks
from welfarefiles.forms.installing import give_folder
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import pupils
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.lookup import query
from welfarefiles.named.checking import NamesBeforeSigning
from welfarefiles.named.checking import places
from welfarefiles.named.checking import unsettled
from welfarefiles.named.settling import BadSettlement
from welfarefiles.named.settling import keep_name
from welfarefiles.named.settling import replace_name

import pytest
import transaction


LISTED = (
    ("Olivia", "Marsh", "5", ""),
    ("Tobias", "Wren", "9", "Bo"),
    ("Quenby", "Zephyrine", "5", ""),
)
SAID = "Olivia Marsh pushed him. Then olivia's brother laughed. Hidden Heron watched."


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    give_folder(school)
    with signed_in("lead"):
        pupils(school).replace(
            Pupil(f"{number:016x}", *names, year, known_as=known_as)
            for number, (*names, year, known_as) in enumerate(LISTED)
        )
    people = [{"name": "Kit Zephyrine", "relation": "Brother"}]
    file = make_complete_file(school, given_name="Quenby", people=people)
    grant_all(file)
    hidden = make_complete_file(school, given_name="Hidden", family_name="Heron", people=[])
    with signed_in("worker"):
        note = make_note(file, discussion=SAID, outcome="Bo and Kit were told.")
    transaction.commit()
    return {"school": school, "file": file, "hidden": hidden, "note": note}


def words(found):
    return sorted(one.words for one in found)


def key_of(note, said):
    return next(one.key for one in unsettled(note) if one.words == said)


def did(note, *actions):
    found = entries(Filter(record_uid=note.UID(), actions=actions))
    return [(entry.action, entry.person, entry.reason) for entry in reversed(found)]


def test_what_is_marked_is_what_the_person_may_know(place):
    with signed_in("worker"):
        assert words(unsettled(place["note"])) == ["Bo", "Olivia Marsh"]
    with signed_in("lead"):  # who may open the file of a child on no list
        assert words(unsettled(place["note"])) == ["Bo", "Hidden Heron", "Olivia Marsh"]


def test_that_a_child_has_a_file_changes_nothing_for_those_who_may_not_see_it(place):
    with signed_in("worker"):
        before = places(place["note"])
    make_complete_file(place["school"], given_name="Olivia", family_name="Marsh", people=[])
    transaction.commit()
    with signed_in("worker"):
        assert places(place["note"]) == before


def test_no_mark_tells_the_family_name(place):
    with signed_in("worker"):
        [found] = [one for one in unsettled(place["note"]) if one.words == "Bo"]
        assert "wren" not in repr(found).lower()


def test_a_brother_of_the_front_sheet_is_said_and_not_asked_for(place):
    with signed_in("worker"):
        [kit] = [one for one in places(place["note"]) if one.words == "Kit"]
        assert kit.is_known
        assert "Kit" not in words(unsettled(place["note"]))


def test_signed_only_when_each_is_settled(place):
    note = place["note"]
    with signed_in("worker"):
        [why] = reasons(note, "sign")
        assert why.mapping["words"] == "“Olivia Marsh”, “Bo”"
        with pytest.raises(TransitionRefused):
            perform(note, "sign")
        assert replace_name(note, key_of(note, "Olivia Marsh")) == "another pupil (A)"
        assert note.discussion == (
            "Another pupil (A) pushed him. Then another pupil (A)'s brother laughed. "
            "Hidden Heron watched."
        )
        keep_name(note, key_of(note, "Bo"), "own-words")
        assert reasons(note, "sign") == []
        perform(note, "sign")
    transaction.commit()
    assert did(note, "named.replaced", "named.kept") == [
        ("named.replaced", "worker", ""),
        ("named.kept", "worker", "It is in the child's own words"),
    ]


def test_the_same_child_has_the_same_letter_in_all_of_a_file(place):
    with signed_in("worker"):
        replace_name(place["note"], key_of(place["note"], "Bo"))
        other = make_note(place["file"], discussion="Olivia Marsh, then Tobias Wren.")
        replace_name(other, key_of(other, "Olivia Marsh"))
        replace_name(other, key_of(other, "Tobias Wren"))
    assert place["note"].outcome == "Another pupil (A) and Kit were told."
    assert other.discussion == "Another pupil (B), then another pupil (A)."


def test_what_stays_in_one_field_is_asked_for_again_in_another(place):
    note = place["note"]
    with signed_in("worker"):
        keep_name(note, key_of(note, "Olivia Marsh"), "needed")
        assert words(unsettled(note)) == ["Bo"]
        note.outcome = "Bo, and Olivia"
        assert words(unsettled(note)) == ["Bo", "Olivia Marsh"]


@pytest.mark.parametrize(
    ("reason", "said", "field"),
    [
        ("", "", "reason"),
        ("because", "", "reason"),
        ("other", " ", "words"),
        ("other", "x" * 301, "words"),
        ("other", "Olivia said it herself", "words"),
    ],
)
def test_no_reason(place, reason, said, field):
    note = place["note"]
    with signed_in("worker"):
        with pytest.raises(BadSettlement) as refused:
            keep_name(note, key_of(note, "Bo"), reason, said)
        assert refused.value.field == field
        assert "Bo" in words(unsettled(note))


def test_the_words_of_an_upload_are_read_too(place):
    with signed_in("worker"):
        record = make_record(place["file"], "WelfareDocument", heading="Letter")
        record.file = type(record.file)(
            data=b"Dear Ms Quayle, Olivia Marsh was there.",
            contentType="text/plain",
            filename="letter.txt",
        )
        record.reindexObject()
        assert words(unsettled(record)) == ["Olivia Marsh"]
        transaction.commit()
        [found] = unsettled(record)
        assert not found.is_replaceable
        with pytest.raises(BadSettlement):
            replace_name(record, found.key)
        keep_name(record, found.key, "original")
        assert unsettled(record) == []


def test_page(http, place):
    worker, path = Person(http, "worker"), path_of(place["note"])
    page = worker.page(path)[1]
    assert "<mark>Olivia Marsh</mark>" in page
    assert "<mark>Hidden" not in page
    assert "Write “another pupil (A)” instead" in page
    with signed_in("worker"):
        olivia, bo = (key_of(place["note"], said) for said in ("Olivia Marsh", "Bo"))
    status, text = worker.send(f"{path}/@@named", path, key=bo, reason="other", words="Bo asked")
    assert (status, "Say it without the name" in text, "Bo asked" in text) == (200, True, True)
    assert worker.send(f"{path}/@@named", path, key=olivia, do="replace")[0] == 302
    assert worker.send(f"{path}/@@named", path, key=bo, reason="present")[0] == 302
    page = worker.page(path)[1]
    assert "<mark>" not in page
    assert "They were there" in page
    assert worker.page(f"{path}/@@named")[0] == 404
    transaction.begin()
    assert "Another pupil (A) pushed him" in place["note"].discussion


@pytest.mark.parametrize("user_id", ["reader", "staff", "stranger", "office", "auditor", "records"])
def test_refused(http, place, user_id):
    person, path, note = Person(http, user_id), path_of(place["note"]), place["note"]
    with signed_in("worker"):
        key = key_of(note, "Bo")
    assert person.send(f"{path}/@@named", "/plone", key=key, do="replace")[0] == 404
    assert person.post(f"{path}/@named", key=key)[0] in (401, 404)
    assert "Write “another pupil" not in person.page(path)[1]
    transaction.begin()
    assert note.outcome == "Bo and Kit were told."
    assert did(note, "named.replaced", "named.kept") == []


def test_rest(http, place):
    worker, path = Person(http, "worker"), path_of(place["note"])
    status, found = worker.get(f"{path}/@named")
    assert status == 200
    by_words = {one["words"]: one for one in found["items"]}
    assert sorted(by_words) == ["Bo", "Kit", "Olivia Marsh"]
    assert by_words["Kit"]["settled"]
    assert by_words["Bo"]["places"] == [
        {"field": "outcome", "before": "", "words": "Bo", "after": " and Kit were told."}
    ]
    key = by_words["Bo"]["key"]
    assert worker.post(f"{path}/@named", key=key)[0] == 428
    reader = Person(http, "reader")
    assert reader.get(f"{path}/@named")[0] == 200
    assert Person(http, "stranger").get(f"{path}/@named")[0] in (401, 404)


def test_a_signed_record_is_settled(http, place):
    with signed_in("worker"):
        note = make_note(place["file"], discussion="Nobody else.")
        perform(note, "sign")
    transaction.commit()
    worker, path = Person(http, "worker"), path_of(note)
    assert worker.send(f"{path}/@@named", "/plone", key="x", do="replace")[0] == 404


def test_said_after_saving(http, place):
    worker, file = Person(http, "worker"), path_of(place["file"])
    status, _text = worker.send(
        f"{path_of(place['note'])}/edit",
        press="form.buttons.save",
        **{"form.widgets.outcome": "Tobias Wren was told"},
    )
    assert status == 302
    page = worker.page(path_of(place["note"]))[1]
    assert "Another child may be named here: “Olivia Marsh”, “Tobias Wren”" in page
    assert "Other children named" not in worker.page(file)[1]


def test_nothing_of_names_in_the_ledger(place):
    note = place["note"]
    with signed_in("worker"):
        replace_name(note, key_of(note, "Olivia Marsh"))
    transaction.commit()
    said = repr(entries(Filter(record_uid=note.UID())))
    assert "Olivia" not in said
    assert "Marsh" not in said


PARENT = {"name": "Petra Marsh", "relation": "Mother", "parental_responsibility": True}


def test_a_parent_of_another_child_is_pointed_out_to_who_may_read_that_file(place):
    make_complete_file(place["school"], given_name="Ida", family_name="Marsh", people=[PARENT])
    staff = {"name": "Lead", "relation": "Mother", "parental_responsibility": True}
    make_complete_file(place["school"], given_name="Una", family_name="Lead", people=[staff])
    with signed_in("worker"):
        note = make_note(place["file"], discussion="Mrs Petra Marsh rang. Petra was cross.")
    transaction.commit()
    with signed_in("worker"):
        assert unsettled(note) == []
    with signed_in("lead"):
        [found] = unsettled(note)
        assert (found.is_adult, len(found.places)) == (True, 2)
        [said] = NamesBeforeSigning(note).sentences()
        assert "a parent or carer of one, may be named here" in said
        assert "marsh" not in repr(found.key).lower()
        assert replace_name(note, found.key) == "another child's parent or carer (A)"
    assert note.discussion.startswith("Another child's parent or carer (A) rang. Another")


def test_words_of_the_report_of_a_meeting_are_read_and_found(place):
    minutes, report = (
        NamedBlobFile(text, "text/plain", "words.txt") for text in (b"Olivia Marsh", b"Medlars")
    )
    with signed_in("worker"):
        meeting = make_record(place["file"], "Meeting", report=report)
        meeting.file = minutes
        meeting.reindexObject()
        assert words(unsettled(meeting)) == ["Olivia Marsh"]
    transaction.commit()
    with signed_in("worker"):
        for word in ("marsh", "medlars"):
            assert meeting.UID() in [one.uid for one in query.search(who_asks(), word)]
        assert words(unsettled(meeting)) == ["Olivia Marsh"]
