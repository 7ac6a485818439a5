"""How long files are kept, holds, and another schedule, in a site."""

from datetime import date
from plone.uuid.interfaces import IUUID
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from welfarefiles.calendars import london
from welfarefiles.retention import due
from welfarefiles.retention.acting import adopt_schedule
from welfarefiles.retention.acting import release_hold
from welfarefiles.retention.acting import save_knowledge
from welfarefiles.retention.acting import set_hold
from welfarefiles.retention.acting import sibling
from welfarefiles.retention.gathering import explain_file
from welfarefiles.retention.gathering import holds_on
from welfarefiles.retention.hold_register import holds_of
from welfarefiles.retention.holds import BadHold
from welfarefiles.retention.knowledge import BadKnowledge
from welfarefiles.retention.knowledge import Knowledge
from welfarefiles.retention.recomputing import impact
from welfarefiles.retention.schedules import schedule_of
from welfarefiles.retention.schedules import versions_of
from welfarefiles.retention.shipped import shipped

import pytest
import transaction


KINDS = {"WelfareFile", "ChildProtectionFile"}
LONG_AGO = date(2000, 7, 31)


@pytest.fixture
def school(functional):
    make_people(functional["portal"])
    return make_staffed_school(functional["portal"])


def kept_file(school, state="retained", closed_on=LONG_AGO, portal_type="WelfareFile", **fields):
    """A file that was closed long ago."""
    file = make_complete_file(school, portal_type, **fields)
    file.closed_on = closed_on
    put(file, state)
    with signed_in("records"):
        save_knowledge(file, Knowledge(family_complete=True))
    transaction.commit()
    return file


def test_a_new_school_begins_with_the_moratorium(school):
    [hold] = holds_of(school).all()
    assert hold.stands
    assert hold.scope == "school"
    assert holds_on(make_complete_file(school)) == [hold]


def test_two_people_release_a_hold(school):
    [hold] = holds_of(school).all()
    with signed_in("records"):
        release_hold(school, hold.id, "Guidance was issued.")
        with pytest.raises(BadHold):
            release_hold(school, hold.id, "Guidance was issued.")
    assert holds_of(school).get(hold.id).stands
    with signed_in("head"), pytest.raises(BadHold):
        release_hold(school, hold.id, " ")
    with signed_in("head"):
        release_hold(school, hold.id, "I have read it.")
    assert not holds_of(school).get(hold.id).stands
    with signed_in("lead"), pytest.raises(BadHold):
        release_hold(school, hold.id, "Again")


def test_holds_by_scope(school):
    [moratorium] = holds_of(school).all()
    file, other = make_complete_file(school), make_complete_file(school, "ChildProtectionFile")
    review_on = london.today()
    with signed_in("records"):
        one = set_hold(school, "Court", "Proceedings", "file", IUUID(file), review_on)
        kind = set_hold(school, "Council", "Review", "class", "child_protection", review_on)
        marked = set_hold(school, "Inquiry", "Asked for", "sexual_abuse", "", review_on)
        save_knowledge(other, Knowledge(sexual_abuse=True))
    assert holds_on(file) == [moratorium, one]
    assert holds_on(other) == [moratorium, kind, marked]


def test_the_row_follows_the_file(school):
    file = kept_file(school)
    today = london.today()
    [row] = due.due_files(IUUID(school), KINDS, today)
    assert row.file_uid == IUUID(file)
    assert (row.rule, row.keep_until) == ("R175", date(2010, 7, 31))
    assert explain_file(file).keep_until == row.keep_until
    with signed_in("records"):
        save_knowledge(file, Knowledge(classes=frozenset({"send"})))
    transaction.commit()
    assert due.due_files(IUUID(school), KINDS, today) == []
    assert due.due_by_year(IUUID(school), KINDS, 2030, 2060) == {(2035, "send"): 1}


def test_an_open_file_has_no_row(school):
    make_complete_file(school)
    transaction.commit()
    assert due.count_due(IUUID(school), KINDS, date(2200, 1, 1)) == 0
    assert due.count_without_date(IUUID(school), KINDS) == (0, 0)


def test_a_rolled_back_change_leaves_its_row(school):
    file = kept_file(school)
    with signed_in("records"):
        save_knowledge(file, Knowledge(classes=frozenset({"adult_risk"})))
    transaction.abort()
    assert due.count_due(IUUID(school), KINDS, london.today()) == 1


def test_another_schedule_moves_every_date_at_once(school):
    file = kept_file(school, portal_type="ChildProtectionFile")
    found = impact(IUUID(school), shipped("school"))
    assert found.counts == {"later": 1}
    with signed_in("records"):
        adopt_schedule(school, "school", "Schools", shipped("school").rules)
    transaction.commit()
    assert schedule_of(school).id == "school"
    assert len(versions_of(school)) == 1
    until = explain_file(file).keep_until
    assert until == date(2041, 5, 4)
    assert due.due_by_year(IUUID(school), KINDS, 2041, 2041) == {(2041, "child_protection"): 1}


def test_a_sister_moves_the_day_of_review(school):
    with signed_in("lead"):
        sister = make_complete_file(school, date_of_birth=date(2020, 1, 2))
    transaction.commit()
    file = kept_file(school, portal_type="ChildProtectionFile", closed_on=date(2026, 7, 31))
    with signed_in("records"):
        known = sibling(file, sister.reference.lower(), None)
        classes = frozenset({"child_protection_unit"})
        save_knowledge(file, Knowledge(classes, siblings=(known,), family_complete=True))
    transaction.commit()
    assert explain_file(file).review_on == date(2038, 1, 2)
    with signed_in("lead"):
        from zope.event import notify
        from zope.lifecycleevent import ObjectModifiedEvent

        sister.date_of_birth = date(2021, 1, 2)
        notify(ObjectModifiedEvent(sister))
    transaction.commit()
    assert due.reviews_due(IUUID(school), KINDS, date(2039, 1, 2)) == [
        (IUUID(file), date(2039, 1, 2))
    ]


def test_a_reference_nobody_may_know_is_as_one_there_is_not(school):
    file, other = make_complete_file(school), make_complete_file(school)
    transaction.commit()
    for person, reference in (("worker", other.reference), ("lead", "WF-1999-000001")):
        with signed_in(person), pytest.raises(BadKnowledge) as refused:
            sibling(file, reference, None)
        assert str(refused.value) == f"You see no other file {reference} in the register."
