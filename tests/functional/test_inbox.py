"""The inbox of the leads: look, take up, file, answer; barriers; what waits too long (R024)."""

from dataclasses import replace
from datetime import timedelta
from plone import api
from tests.api import path_of
from tests.api import Person
from tests.concerns import CHILD
from tests.concerns import mails
from tests.concerns import make_listed_school
from tests.concerns import page
from tests.concerns import raise_one
from tests.concerns import raised
from tests.sample import make_file
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.removal import disposal_allowed
from welfarefiles.access.removal import RemovalRefused
from welfarefiles.calendars import london
from welfarefiles.consistency.check import check
from welfarefiles.consistency.rebuild import rebuild
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.inbox import escalating
from welfarefiles.index import writing
from welfarefiles.index.interfaces import IIndexRows
from welfarefiles.index.rows import ConcernRows
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices import choice
from welfarefiles.sql.engine import get_store

import pytest
import transaction


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


@pytest.fixture
def file(school):
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
    transaction.commit()
    return file


@pytest.fixture
def lead(http):
    return Person(http, "lead")


def at(concern):
    return path_of(concern)


def state(concern):
    transaction.begin()
    return api.content.get_state(concern)


def step(person, concern, name, **fields):
    return person.send(at(concern), step=name, **fields)


def did(concern):
    found = entries(Filter(record_uid=concern.UID()))
    return [entry.action for entry in reversed(found) if entry.action.startswith("inbox.")]


def put(lead, concern, chosen, **more):
    fields = {"file": chosen.getId(), "nature": "A heron", "told": "told", **more}
    return step(lead, concern, "file", **fields)


def test_from_inbox_to_signed_record(http, school, file, lead):
    picture = (("where", "Where", "Library"), ("present", "Who", "Nobody"))
    concern = raise_one(school, answers=picture, happened_at=london.now() - timedelta(days=1))
    listed = lead.page(page(school, "inbox"))[1]
    assert concern.reference in listed
    assert CHILD in listed
    assert file.reference in lead.page(at(concern))[1]
    assert step(lead, concern, "take-up")[0] == 302
    assert (state(concern), concern.assigned_to) == ("handled", "lead")
    assert put(lead, concern, file)[0] == 302
    assert state(concern) == "acted_on"
    [record] = file.objectValues()
    assert record.portal_type == "Concern"
    assert api.content.get_state(record) == "signed"
    assert (record.author, record.signed_by) == ("staff", "staff")
    assert record.signed_at == record.recorded_at == concern.raised_at
    assert record.happened_at == concern.happened_at
    assert record.what_happened == "She said: “I saw a heron.”\n\nWhere: Library"
    assert (record.nature, record.present, record.parents_told) == ("A heron", "Nobody", True)
    assert concern.reference in record.see_also
    assert did(concern) == ["inbox.viewed"] * 2 + ["inbox.taken-up", "inbox.viewed", "inbox.filed"]
    assert file.reference in lead.page(at(concern))[1]
    mine = Person(http, "staff").page(page(school, "my-concerns"))[1]
    assert "Acted on" in mine
    assert file.reference not in mine
    assert "A heron" not in mine
    assert "This was done already" in put(lead, concern, file)[1]
    assert len(file.objectIds()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": ""}, "Choose the file"),
        ({"file": "0" * 16}, "You cannot add a record"),
        ({"nature": ""}, "Say in a few words"),
        ({"told": ""}, "Say whether the parents"),
    ],
)
def test_what_is_missing_is_said_and_nothing_filed(school, file, lead, fields, sentence):
    concern = raise_one(school)
    assert sentence in put(lead, concern, file, **fields)[1]
    assert state(concern) == "new"
    assert list(file.objectIds()) == []


def test_by_reference_and_with_the_reason_parents_were_not_told(school, file, lead):
    concern = raise_one(school, child="That boy", pupil="")
    fields = {"file": "", "reference": file.reference, "told": "significant_harm"}
    assert put(lead, concern, file, **fields)[0] == 302
    transaction.begin()
    [record] = file.objectValues()
    assert (record.parents_told, record.not_told_reason) == (False, "significant_harm")


def test_a_file_one_may_not_write_in_is_as_one_that_is_not_there(school, lead):
    with signed_in("lead"):
        secret = make_file(school, given_name="Quenby", family_name="Otterbury")
        barriers(secret).add("lead", "Relative")
    transaction.commit()
    concern = raise_one(school, child="That boy", pupil="")
    for reference in (secret.reference, "WF-2026-999999"):
        text = put(lead, concern, secret, file="", reference=reference)[1]
        assert "You cannot add a record to a file with this reference" in text
    assert list(secret.objectIds()) == []


def test_several_about_one_child_together(school, file, lead):
    first, second, third = (raise_one(school, what=f"Heron {n}") for n in range(3))
    text = lead.page(page(school, "inbox"))[1]
    assert "about this child" in text
    assert "Third in 30 days" in text
    assert second.reference in lead.page(at(first))[1]
    assert put(lead, first, file, also=second.getId())[0] == 302
    assert [state(one) for one in (first, second, third)] == ["acted_on", "acted_on", "new"]
    assert sorted(one.what_happened for one in file.objectValues()) == ["Heron 0", "Heron 1"]


def test_the_same_words_are_the_same_child(school, lead):
    for number in range(3):
        raise_one(school, child="The boy with the red bicycle", pupil="", what=f"Seen {number}")
    raise_one(school, child="Another boy", pupil="", what="Seen")
    text = lead.page(page(school, "inbox"))[1]
    assert text.count("<h2>The boy with the red bicycle") == 1
    assert text.count("Third in 30 days") == 1


def test_no_file_is_needed_with_a_reason(http, school, lead):
    concern = raise_one(school)
    assert "Say why no file is needed" in step(lead, concern, "no-file", reason=" ")[1]
    assert state(concern) == "new"
    assert step(lead, concern, "no-file", reason="A bruise from football, seen by us all")[0] == 302
    assert state(concern) == "no_file"
    assert concern.reference not in lead.page(page(school, "inbox"))[1]
    assert concern.reference in lead.page(f"{page(school, 'inbox')}?show=settled")[1]
    mine = Person(http, "staff").page(page(school, "my-concerns"))[1]
    assert "football" not in mine


def test_reply_note_and_assigning(http, school, lead):
    concern = raise_one(school)
    mails()
    step(lead, concern, "reply", text="Thank you. Keep an eye on her.")
    step(lead, concern, "note", text="Only for leads")
    mine = Person(http, "staff").page(page(school, "my-concerns"))[1]
    assert "Keep an eye on her" in mine
    assert "Only for leads" not in mine
    written = mails()
    assert f"News of {concern.reference}" in written
    assert "Keep an eye" not in written
    assert "Choose one of the leads" in step(lead, concern, "assign", assignee="staff")[1]
    assert step(lead, concern, "assign", assignee="lead")[0] == 302
    assert (state(concern), concern.assigned_to) == ("handled", "lead")
    assert f"{concern.reference} is yours to handle" in mails()


@pytest.mark.parametrize("user_id", ["staff", "head", "office", "records", "auditor", "stranger"])
def test_nobody_but_leads(http, school, user_id):
    concern = raise_one(school, "staff")
    person = Person(http, user_id)
    for path in (at(concern), page(school, "inbox"), f"{at(concern)}/@@photograph?number=1"):
        assert person.page(path)[0] == 404
    assert step(person, concern, "take-up")[0] == 404
    assert state(concern) == "new"


@pytest.mark.parametrize(
    ("child", "pupil"), [(CHILD, "a" * 16), ("Canary Zephyrine", ""), ("zephyrine, CANARY?", "")]
)
def test_a_barrier_hides_what_names_the_child(http, school, file, lead, child, pupil):
    hidden = raise_one(school, child=child, pupil=pupil)
    other = raise_one(school, child="Quenby Otterbury", pupil="b" * 16)
    assert hidden.reference in lead.page(page(school, "inbox"))[1]
    transaction.begin()
    barriers(file).add("lead", "Relative")
    transaction.commit()
    text = lead.page(page(school, "inbox"))[1]
    assert hidden.reference not in text
    assert other.reference in text
    assert lead.page(at(hidden))[0] == 404
    assert lead.page(at(other))[0] == 200
    mails()
    raise_one(school, child=child, pupil=pupil, what="Again")
    assert "lead@example.org" not in mails()


def test_a_barrier_hides_what_went_into_the_file(school, file, lead):
    concern = raise_one(school, child="That girl", pupil="")
    put(lead, concern, file)
    transaction.begin()
    barriers(file).add("lead", "Relative")
    transaction.commit()
    assert lead.page(at(concern))[0] == 404
    assert concern.reference not in lead.page(f"{page(school, 'inbox')}?show=settled")[1]


def test_a_new_file_begins_with_what_the_list_knows(school, lead):
    concern = raise_one(school)
    url = f"{path_of(school)}/files/++add++WelfareFile"
    text = lead.page(f"{url}?concern={concern.getId()}")[1]
    assert 'value="Canary"' in text
    assert 'value="Canary"' not in lead.page(url)[1]
    assert 'value="Canary"' not in lead.page(f"{url}?concern={'0' * 16}")[1]


@pytest.mark.parametrize(
    ("hours", "danger", "reported"), [(23, False, 0), (25, False, 1), (2, True, 1), (0, True, 0)]
)
def test_what_nobody_takes_up_is_reported_once(http, school, hours, danger, reported):
    concern = raise_one(school, danger=danger)
    later = london.now() + timedelta(hours=hours)
    mails()
    assert [escalating.escalate(row) for row in escalating.overdue(later)] == [True] * reported
    transaction.commit()
    assert [row.uid for row in escalating.overdue(later)] == []
    written = mails()
    assert ("head@example.org" in written) == bool(reported)
    assert (f"Nobody has opened {concern.reference}" in written) == bool(reported)


def test_opened_but_not_taken_up_is_told_apart_and_waits_for_no_daily_mail(http, school, lead):
    concern = raise_one(school)
    lead.page(at(concern))
    with signed_in("lead"):
        choice.choose("lead", choice.DAILY)
    mails()
    [row] = escalating.overdue(london.now() + timedelta(hours=25))
    assert escalating.escalate(row)
    transaction.commit()
    written = mails()
    assert f"Nobody has taken up {concern.reference}" in written
    assert "was opened by a lead" in written
    assert "lead@example.org" in written
    assert written.count("You cannot open it yourself") == 1


def test_what_was_taken_up_is_not_reported(school, lead):
    step(lead, raise_one(school), "take-up")
    assert escalating.overdue(london.now() + timedelta(days=30)) == []


def test_the_work_by_the_clock(http, school):
    concern = raise_one(school)
    concern.raised_at = london.now() - timedelta(hours=30)
    concern.reindexObject()
    transaction.commit()
    work, portal = escalating.Escalate(), http["portal"]
    assert work.needed(portal)
    [step] = work.steps(portal, {})
    work.do(portal, {}, step)
    transaction.commit()
    assert not work.needed(portal)
    assert concern.escalated_at is not None
    assert did(concern) == ["inbox.escalated"]


def test_what_went_into_a_file_is_destroyed_with_it(http, school, file, lead):
    gone, kept = raise_one(school), raise_one(school, what="Another")
    put(lead, gone, file)
    transaction.begin()
    with pytest.raises(RemovalRefused):
        school["files"]._delObject(file.getId())
    transaction.abort()
    with pytest.raises(RemovalRefused):
        school["concerns"]._delObject(gone.getId())
    transaction.abort()
    with disposal_allowed():
        school["files"]._delObject(file.getId())
    transaction.commit()
    assert [one.getId() for one in raised(school)] == [kept.getId()]
    assert entries(Filter(actions=("inbox.destroyed",)))[0].reference == gone.reference
    assert check(SiteObjects([http["portal"]]), get_store(), settle_seconds=0) == []


def test_a_change_that_did_not_take_place_is_named_in_the_ledger(http, school):
    """The row of the index knows of a step the object does not: as after a kill in the middle."""
    concern, other = raise_one(school), raise_one(school, what="Another")
    ahead = replace(IIndexRows(concern).rows().concern, revision="z", state="handled")
    with get_store().writing() as connection:
        writing.write(ConcernRows(concern=ahead), None, connection)
    objects = SiteObjects([http["portal"]])
    [found] = check(objects, get_store(), mend=True, settle_seconds=0)
    assert (found.kind, found.uid, found.mended) == ("ahead", concern.UID(), True)
    assert check(objects, get_store(), settle_seconds=0) == []
    undone = entries(Filter(record_uid=other.UID(), actions=("ledger.did-not-take-place",)))
    assert undone == []


def test_the_index_agrees_with_the_objects(http, school, file, lead):
    put(lead, raise_one(school), file)
    raise_one(school, what="Another")
    transaction.begin()
    objects = SiteObjects([http["portal"]])
    assert check(objects, get_store(), settle_seconds=0) == []
    assert rebuild(objects, get_store()) == len(objects)
    assert check(objects, get_store(), settle_seconds=0) == []


def test_the_first_page_says_what_waits_and_names_nobody(http, school, lead):
    urgent = raise_one(school, danger=True)
    raise_one(school, child="Quenby Otterbury, Year 6, 6A", pupil="b" * 16)
    home = lead.page("/plone")[1]
    assert f"{urgent.reference}: raised less than an hour ago, and nobody" in home
    assert "One in the inbox that nobody has taken up" in home
    assert "2 things need you." in home
    step(lead, urgent, "take-up")
    home = lead.page("/plone")[1]
    assert "One that you took up is not settled" in home
    assert "Immediate danger" not in home
    assert "Zephyrine" not in home
    for user_id in ("staff", "head", "office"):
        assert "Nothing needs you today" in Person(http, user_id).page("/plone")[1]
