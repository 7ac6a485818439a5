"""One contact about several children: a record of its own in each file, all or nothing."""

from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.api import path_of
from tests.api import Person
from tests.sample import make_note
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.school import YESTERDAY
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import reasons
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.joint.duplicates import same_visit
from welfarefiles.joint.links import joint_of
from welfarefiles.joint.links import others
from welfarefiles.joint.writing import BadJoint
from welfarefiles.joint.writing import part
from welfarefiles.joint.writing import write_for
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import json
import pytest
import transaction


SAID = "Maya opened the door. Tom's arm was sore; Maya Otter and Thomas Otter ate. Ines rang."


@pytest.fixture
def place(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    home = {"family_name": "Otter", "address": "3 Canal View\nExampleton"}
    maya = make_complete_file(
        school, given_name="Maya", people=[{"name": "Tom Otter", "relation": "Brother"}], **home
    )
    tom = make_complete_file(school, given_name="Thomas", known_as="Tom", people=[], **home)
    ines = make_complete_file(school, given_name="Ines", family_name="Marsh", people=[])
    with signed_in("lead"):
        for file in (maya, tom):
            grants(file).give("worker", "Case Worker", "Works with the family", "lead")
        grants(maya).give("reader", "Case Worker", "Works with Maya", "lead")
    transaction.commit()
    return {"maya": maya, "tom": tom, "ines": ines}


def written(place, user_id="lead", files=("tom", "ines"), **fields):
    with signed_in(user_id):
        note = make_note(place["maya"], **{"discussion": SAID, **fields})
        copies = write_for(note, [place[one] for one in files])
    transaction.commit()
    return note, *copies


def change(note, user_id, **fields):
    with signed_in(user_id):
        for name, value in fields.items():
            setattr(note, name, value)
        notify(ObjectModifiedEvent(note))
        note.reindexObject()
    transaction.commit()


def state(record):
    return api.content.get_state(record)


def did(record, *actions):
    return [
        one.action for one in reversed(entries(Filter(record_uid=record.UID(), actions=actions)))
    ]


def test_each_copy_names_its_own_child(place):
    maya, tom, ines = written(place)
    assert maya.discussion == (
        "Maya opened the door. Sibling 1's arm was sore; Maya Otter and sibling 1 ate. "
        "Child 1 rang."
    )
    assert tom.discussion == (
        "Sibling 1 opened the door. Tom's arm was sore; sibling 1 and Thomas Otter ate. "
        "Child 1 rang."
    )
    assert ines.discussion == (
        "Child 1 opened the door. Child 2's arm was sore; child 1 and child 2 ate. Ines rang."
    )
    assert {one.author for one in (maya, tom, ines)} == {"lead"}
    assert len({one.UID() for one in (maya, tom, ines)}) == 3
    assert did(tom, "records.added", "joint.written") == ["records.added", "joint.written"]


def test_what_is_said_of_one_child_is_not_copied(place):
    note, copy = written(
        place, files=["tom"], child_views="I was cold", child_seen=True, see_also="WF-2026-000001"
    )
    assert note.child_views == "I was cold"
    assert (copy.child_views, copy.child_seen, copy.see_also) == (None, None, None)


def test_rows_are_copied_and_not_shared(place):
    actions = [{"what": "Ring Tom's nurse", "who": "Lead", "by": None, "done": False}]
    note, copy = written(place, files=["tom"], actions=actions)
    assert note.actions[0]["what"] == "Ring sibling 1's nurse"
    assert copy.actions[0]["what"] == "Ring Tom's nurse"
    assert note.actions[0] is not copy.actions[0]


def test_a_draft_is_written_again_into_the_others(place):
    maya, tom, ines = written(place)
    change(maya, "lead", outcome="Sibling 1 and Ines see the nurse; Maya rests.")
    assert maya.outcome == "Sibling 1 and child 1 see the nurse; Maya rests."
    assert tom.outcome == "Tom and child 1 see the nurse; sibling 1 rests."
    assert ines.outcome == "Child 2 and Ines see the nurse; child 1 rests."
    change(tom, "lead", outcome="Sibling 1 rests.")
    assert maya.outcome == "Maya rests."


def test_by_somebody_without_a_right_to_all_it_stands_by_itself_and_nothing_is_told(http, place):
    maya, tom = written(place, files=["tom"])
    change(maya, "reader", outcome="Only this one.")
    assert maya.outcome == "Only this one."
    assert tom.outcome != "Only this one."
    assert not joint_of(maya)
    assert others(tom) == []


def test_signing_one_signs_each(place):
    copies = written(place)
    with signed_in("lead"):
        assert reasons(copies[0], "sign") == []
        perform(copies[0], "sign")
    transaction.commit()
    assert [state(one) for one in copies] == ["signed"] * 3
    hashes = {one.sealed_hash for one in copies}
    assert len(hashes) == 3
    assert "" not in hashes
    assert all("step.sign" in did(one, "step.sign") for one in copies)


def test_one_that_cannot_be_signed_keeps_all_from_it(place):
    maya, tom, ines = written(place)
    tom.outcome = ""
    transaction.commit()
    with signed_in("lead"):
        [why] = reasons(maya, "sign")
        assert why.mapping["child"] == "Thomas"
        with pytest.raises(TransitionRefused):
            perform(maya, "sign")
    assert {state(one) for one in (maya, tom, ines)} == {"draft"}


def test_a_right_that_was_lost_keeps_all_from_it_until_the_copy_is_parted(place):
    maya, tom = written(place, "worker", ["tom"])
    with signed_in("lead"):
        [grant] = grants(place["tom"]).of("worker")
        grants(place["tom"]).revoke(grant.id, "lead", "Has left the family")
    transaction.commit()
    with signed_in("worker"):
        [why] = reasons(maya, "sign")
        assert "copy in another file" in why
        part(maya)
        perform(maya, "sign")
    assert (state(maya), state(tom)) == ("signed", "draft")


def test_nothing_is_written_when_one_file_cannot_be_written_in(place):
    with signed_in("worker"):
        note = make_note(place["maya"], discussion=SAID)
        with pytest.raises(BadJoint):
            write_for(note, [place["tom"], place["ines"]])
    assert note.discussion == SAID
    assert not joint_of(note)
    notes = [one for name in ("tom", "ines") for one in place[name].objectValues()]
    assert not any(joint_of(one) for one in notes)


def test_the_same_visit_twice(place):
    with signed_in("lead"):
        first = make_note(place["maya"], with_whom="Mother")
        make_note(place["maya"], with_whom="Aunt")
        transaction.commit()
        again = make_note(place["maya"], with_whom="the mother")
        assert [row.uid for row in same_visit(again)] == [first.UID()]
        again.kind = "letter"
        assert same_visit(again) == []


FORM = {
    "form.widgets.happened_at-date": "2026-11-19",
    "form.widgets.happened_at-time": "15:40",
    "form.widgets.kind:list": "telephone",
    "form.widgets.with_whom": "Mother",
    "form.widgets.discussion": SAID,
    "form.widgets.outcome": "Ring again.",
}


def fill(person, file, **fields):
    path = f"{path_of(file)}/++add++ContactNote"
    return person.send(path, press="form.buttons.save", **FORM, **fields)


def test_form_for_a_case_worker_of_both(http, place):
    worker = Person(http, "worker")
    page = worker.page(f"{path_of(place['maya'])}/++add++ContactNote")[1]
    assert "Thomas (Tom) Otter, brother or sister" in page
    assert "Marsh" not in page
    status, text = fill(
        worker, place["maya"], **{"form.widgets.joint.files:list": place["tom"].reference}
    )
    assert status == 302, text[text.index("<main") :][:3000]
    transaction.begin()
    [copy] = [one for one in place["tom"].objectValues() if joint_of(one)]
    assert "Tom's arm" in copy.discussion
    [own] = others(copy)
    page = worker.page(path_of(own))[1]
    assert path_of(copy) in page
    assert "Written for several children" in page
    only_maya = Person(http, "reader").page(path_of(own))[1]
    assert "Written for several children" not in only_maya
    assert path_of(copy) not in only_maya
    assert worker.send(f"{path_of(own)}/@@joint", path_of(own), do="part")[0] == 302
    transaction.begin()
    assert not joint_of(own)


def test_form_for_a_case_worker_of_one(http, place):
    reader = Person(http, "reader")
    page = reader.page(f"{path_of(place['maya'])}/++add++ContactNote")[1]
    assert "about several children" not in page
    assert "Otter, brother" not in page
    before = len(place["tom"].objectIds())
    hidden, own = place["tom"].reference, place["maya"].reference
    for reference in (hidden, "WF-2099-000001", "nonsense", own):
        status, text = fill(reader, place["maya"], **{"form.widgets.joint.references": reference})
        assert status == 200
        assert "There is one thing to put right" in text
    transaction.begin()
    assert len(place["tom"].objectIds()) == before


def test_refusals_of_a_hidden_and_of_no_file_are_alike(http, place):
    reader, answers = Person(http, "reader"), []
    for reference in (place["tom"].reference, "WF-2099-000001"):
        answer = fill(reader, place["maya"], **{"form.widgets.joint.references": reference})[1]
        answers.append("in which you may write" in answer)
    assert answers == [True, True]


def test_rest(http, place):
    lead = Person(http, "lead")
    with signed_in("lead"):
        note = make_note(place["maya"], discussion=SAID)
    transaction.commit()
    path, references = path_of(note), [place["tom"].reference]
    headers = {"If-Match": "*"}
    assert post(lead, path, {"files": ["WF-2099-000001"]}, headers)[0] == 400
    assert post(lead, path, {"files": []}, headers)[0] == 400
    assert post(lead, path, {"files": references}, {})[0] == 428
    assert post(lead, path, {"files": references}, headers)[0] == 201
    assert post(lead, path, {"files": references}, headers)[0] == 400
    assert lead.get(f"{path}/@joint")[1]["items"][0]["reference"] == references[0]
    assert Person(http, "reader").get(f"{path}/@joint")[1]["items"] == []
    assert Person(http, "head").get(f"{path}/@joint")[0] == 200
    assert post(Person(http, "head"), path, {"part": True}, headers)[0] in (401, 404)
    assert Person(http, "stranger").get(f"{path}/@joint")[0] in (401, 404)
    assert post(lead, path, {"part": True}, headers)[0] == 204
    assert post(lead, path, {"part": True}, headers)[0] == 400


def post(person, path, data, headers):
    answer = person.ask(
        f"{path}/@joint",
        "POST",
        "application/json",
        json.dumps(data).encode(),
        **{"Content-Type": "application/json", **headers},
    )
    return answer.status, answer.body


def test_a_closed_file_or_a_signed_record(http, place):
    with signed_in("lead"):
        note = make_note(place["maya"], discussion="Nobody else.")
        perform(note, "sign")
        with pytest.raises(BadJoint):
            write_for(note, [place["tom"]])
    transaction.commit()
    assert Person(http, "lead").send(f"{path_of(note)}/@@joint", "/plone", do="part")[0] == 404


@pytest.mark.parametrize("user_id", ["staff", "stranger", "office", "auditor", "records", "head"])
def test_refused(http, place, user_id):
    note, _copy = written(place, files=["tom"])
    person = Person(http, user_id)
    assert person.send(f"{path_of(note)}/@@joint", "/plone", do="part")[0] == 404
    transaction.begin()
    assert joint_of(note)


def test_minutes_are_split(place):
    said = "Nurse sent apologies.\nMaya Otter\nSleeps better, Tom helps.\nTom\nHas a cough."
    with signed_in("lead"):
        minutes = createContentInContainer(
            place["maya"],
            "Meeting",
            checkConstraints=False,
            happened_at=YESTERDAY,
            kind="tac",
            discussion=said,
            outcome="Maya and Tom see the nurse.",
            actions=[
                {"what": "Ring Tom's doctor", "who": "Lead", "by": None, "done": False},
                {"what": "Book the hall", "who": "Lead", "by": None, "done": False},
            ],
        )
        [copy] = write_for(minutes, [place["tom"]])
    transaction.commit()
    assert "Has a cough" not in minutes.discussion
    assert "Sleeps better, sibling 1 helps." in minutes.discussion
    assert "Sleeps better" not in copy.discussion
    assert "Has a cough" in copy.discussion
    assert minutes.outcome == "Maya and sibling 1 see the nurse."
    assert copy.outcome == "Sibling 1 and Tom see the nurse."
    assert [row["what"] for row in minutes.actions] == ["Book the hall"]
    assert [row["what"] for row in copy.actions] == ["Ring Tom's doctor", "Book the hall"]
    change(minutes, "lead", chair="Head", discussion="Only of Maya.")
    assert copy.chair == "Head"
    assert "Has a cough" in copy.discussion


def test_who_reads_one_copy_gets_the_answers_of_a_record_by_itself(http, place):
    maya, _tom = written(place, files=["tom"])
    with signed_in("lead"):
        alone = make_note(place["maya"], discussion="Nobody else.")
    transaction.commit()
    reader, headers = Person(http, "reader"), {"If-Match": "*"}
    for asked in ({"part": True}, {"files": ["WF-2099-000001"]}):
        answers = [post(reader, path_of(one), asked, headers) for one in (maya, alone)]
        assert answers[0] == answers[1]
    assert reader.send(f"{path_of(maya)}/@@joint", path_of(alone), do="part")[0] == 404
    transaction.begin()
    assert joint_of(maya)
