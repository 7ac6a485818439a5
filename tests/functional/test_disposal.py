"""Destruction by two people: what stops it, what it leaves, and that it leaves nothing else."""

from dataclasses import replace
from plone.namedfile.file import NamedBlobFile
from tests.disposing import authorised
from tests.disposing import carry_out
from tests.disposing import make_due
from tests.disposing import release_all
from tests.disposing import reviewed
from tests.meanwhile import in_another_process
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.removal import RemovalRefused
from welfarefiles.calendars import london
from welfarefiles.disposal import acting
from welfarefiles.disposal.batch import AUTHORISED
from welfarefiles.disposal.batch import BadStep
from welfarefiles.disposal.batch import DESTROYED
from welfarefiles.disposal.batch import KEEP
from welfarefiles.disposal.carrying_out import CarryOut
from welfarefiles.disposal.carrying_out import CLEAN
from welfarefiles.disposal.carrying_out import FINISH
from welfarefiles.disposal.certificate import certificate
from welfarefiles.disposal.destroying import destroy
from welfarefiles.disposal.manifest import manifest
from welfarefiles.disposal.manifest import manifest_hash
from welfarefiles.disposal.register import disposals_of
from welfarefiles.jobs.interfaces import IPeriodicWork
from welfarefiles.jobs.kinds import Mistake
from welfarefiles.lookup import query
from welfarefiles.retention.acting import save_knowledge
from welfarefiles.retention.acting import set_hold
from welfarefiles.retention.hold_register import COUNTER
from welfarefiles.retention.knowledge import Knowledge
from welfarefiles.retention.rows import note
from zExceptions import Unauthorized
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

import itertools
import pytest
import transaction


@pytest.fixture
def school(functional):
    make_people(functional["portal"])
    return make_staffed_school(functional["portal"])


def test_nothing_is_prepared_while_the_moratorium_stands(school):
    file = make_due(school)
    with signed_in("records"), pytest.raises(BadStep, match="A hold stands on it"):
        acting.prepare(school, [file.UID()])


def test_the_whole_way(school):
    release_all(school)
    file, kept = make_due(school), make_due(school, "ChildProtectionFile")
    uid, reference, found = file.UID(), file.reference, manifest_hash(manifest(file))
    with signed_in("records"):
        save_knowledge(kept, Knowledge(classes=frozenset({"financial"})))
    transaction.commit()
    batch = carry_out(school, authorised(school, file))
    assert batch.state == DESTROYED
    assert query.file_row(uid) is None
    assert uid not in {one.UID() for one in school["files"].objectValues()}
    assert kept.UID() in {one.UID() for one in school["files"].objectValues()}
    [stone] = disposals_of(school).tombstones(batch.id)
    assert (stone.reference, stone.manifest_hash) == (reference, found)
    assert (stone.prepared_by, stone.authorised_by, stone.rule) == ("records", "head", "R175")
    assert "Quenby" not in repr(stone)
    assert certificate(school, batch).startswith(b"%PDF")


def test_a_hash_differs_when_one_byte_does(school):
    file = make_due(school)
    with signed_in("lead"):
        record = make_record(file, "WelfareDocument")
    before = manifest_hash(manifest(file))
    assert manifest_hash(manifest(file)) == before
    record.file = NamedBlobFile(b"Minutfs", "text/plain", "minutes.txt")
    assert manifest_hash(manifest(file)) != before


def obstacle_hold(school, file):
    with signed_in("records"):
        set_hold(school, "Court", "Proceedings", "file", file.UID(), london.today())


def obstacle_state(school, file):
    put(file, "open")


def obstacle_fact(school, file):
    with signed_in("records"):
        save_knowledge(file, Knowledge(classes=frozenset({"foster_carers"})))


def obstacle_class(school, file):
    with signed_in("records"):
        save_knowledge(file, Knowledge(classes=frozenset({"adult_risk"})))


OBSTACLES = [obstacle_hold, obstacle_state, obstacle_fact, obstacle_class]


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_comes_up_at_any_time_stops_it(school, obstacle):
    """Before it is prepared, authorised, and in the job that is running already."""
    release_all(school)
    early, middle, late = make_due(school), make_due(school), make_due(school)
    obstacle(school, early)
    with signed_in("records"), pytest.raises(BadStep):
        acting.prepare(school, [early.UID()])
    batch = reviewed(school, middle)
    obstacle(school, middle)
    with signed_in("head"), pytest.raises(BadStep):
        acting.authorise(school, batch)
    batch = authorised(school, late)
    obstacle(school, late)
    transaction.commit()
    with pytest.raises(Mistake, match=late.reference):
        carry_out(school, batch)
    transaction.abort()
    assert disposals_of(school).tombstones() == []
    assert query.file_row(late.UID()) is not None


def test_what_stands_in_the_way_of_one_file_keeps_that_file_alone(functional, school):
    """The others are destroyed and cleaned up after, whatever becomes of the batch."""
    release_all(school)
    held, other = make_due(school), make_due(school)
    batch = authorised(school, held, other)
    obstacle_hold(school, held)
    transaction.commit()
    steps = CarryOut().steps(school, {"batch": batch.id})
    assert steps.index(CLEAN) < steps.index(FINISH)
    with pytest.raises(Mistake, match=f"{held.reference}: A hold stands on it"):
        carry_out(school, batch)
    transaction.abort()
    assert [one.file_uid for one in disposals_of(school).tombstones()] == [other.UID()]
    assert disposals_of(school).batch(batch.id).state == AUTHORISED
    assert getUtility(IPeriodicWork, "disposal.clean-up").needed(functional["portal"])
    release_all(school)
    assert carry_out(school, batch).state == DESTROYED


def test_a_hold_set_at_the_same_moment_wins(school):
    """The destruction has read that nothing is held; somebody else's hold is in before it ends."""
    release_all(school)
    file = make_due(school)
    batch = authorised(school, file)
    with signed_in("records"):
        destroy(file, batch)
    elsewhere = school._p_jar.db().open(transaction.TransactionManager())
    try:
        other = elsewhere.get(school._p_oid)
        counter = IAnnotations(other)[COUNTER]
        counter["changes"] += 1  # as every change of the register does
        elsewhere.transaction_manager.commit()
    finally:
        elsewhere.close()
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    assert disposals_of(school).tombstones() == []


def test_a_batch_goes_on_where_it_stopped(school):
    release_all(school)
    first, second = make_due(school), make_due(school)
    batch = authorised(school, first, second)
    with signed_in("records"):
        destroy(first, batch)
    transaction.commit()
    assert disposals_of(school).batch(batch.id).state == AUTHORISED
    batch = carry_out(school, batch)
    assert len(disposals_of(school).tombstones(batch.id)) == 2


def test_who_decides_at_the_same_moment_to_keep_it_wins(school):
    release_all(school)
    file = make_due(school)
    batch = authorised(school, file)
    with signed_in("records"):
        destroy(file, batch)
    kept = Knowledge(keep_until=replace_year(london.today(), 3), keep_reason="A complaint is open")
    in_another_process(file, lambda other: save_knowledge(other, kept))
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    assert disposals_of(school).tombstones() == []


def test_half_a_destruction_is_none(school):
    release_all(school)
    file = make_due(school)
    batch = authorised(school, file)
    with signed_in("records"):
        destroy(file, batch)
    transaction.abort()
    assert disposals_of(school).tombstones() == []
    assert query.file_row(file.UID()) is not None


def test_no_pair_with_one_person_or_one_right_destroys(school):
    """Every pair of people: only two with the right, who are two, get a batch authorised."""
    release_all(school)
    file = make_due(school)
    people = ("lead", "head", "office", "records", "auditor", "worker", "staff")
    passed = set()
    for first, second in itertools.product(people, people):
        try:
            with signed_in(first):
                batch = acting.prepare(school, [file.UID()])
                batch = acting.review(school, batch, file.UID(), "destroy")
            with signed_in(second):
                acting.authorise(school, batch)
            passed.add((first, second))
        except BadStep:
            pass
        transaction.abort()
    assert passed == {("records", "head")}


def test_who_has_both_rights_still_needs_another(school):
    release_all(school)
    name_for(school, "records", "Authoriser", "WelfareFile", "ChildProtectionFile")
    batch = reviewed(school, make_due(school))
    with signed_in("records"), pytest.raises(BadStep, match="Somebody else"):
        acting.authorise(school, batch)


def test_a_child_protection_file_needs_people_named_for_it(school):
    release_all(school)
    name_for(school, "stranger", "Records Manager", "WelfareFile")
    file = make_due(school, "ChildProtectionFile")
    with signed_in("stranger"), pytest.raises(BadStep, match="not there"):
        acting.prepare(school, [file.UID()])


def test_a_relative_has_no_hand_in_it(school):
    release_all(school)
    file, other = make_due(school), make_due(school)
    barriers(file).add("records", "Aunt of the child")
    barriers(other).add("head", "Uncle of the child")
    with signed_in("records"), pytest.raises(BadStep, match="not there"):
        acting.prepare(school, [file.UID()])
    batch = reviewed(school, other)
    with signed_in("head"), pytest.raises(BadStep, match="not named"):
        acting.authorise(school, batch)


def test_keeping_longer_and_withdrawing(school):
    release_all(school)
    file, other = make_due(school), make_due(school)
    until = replace_year(london.today(), 3)
    with signed_in("records"):
        batch = acting.prepare(school, [file.UID(), other.UID()])
        with pytest.raises(BadStep, match="Say why"):
            acting.review(school, batch, file.UID(), KEEP, "", until)
        for day in (london.today(), replace_year(london.today(), 900)):
            with pytest.raises(BadStep):
                acting.review(school, batch, file.UID(), KEEP, "A complaint is open", day)
        batch = acting.review(school, batch, file.UID(), KEEP, "A complaint is open", until)
        with pytest.raises(BadStep, match="Say why"):
            acting.withdraw(school, batch, "")
        batch = acting.withdraw(school, batch, "The family asked to wait")
        with pytest.raises(BadStep):
            acting.review(school, batch, other.UID(), "destroy")
    transaction.commit()
    with signed_in("records"), pytest.raises(BadStep, match="kept until"):
        acting.prepare(school, [file.UID()])


def replace_year(day, years):
    return day.replace(year=day.year + years, day=1)


def test_the_one_who_closed_it_may_not(school):
    release_all(school)
    file = make_due(school)
    history = school.portal_workflow.getStatusOf("welfare_file_workflow", file)
    file.workflow_history["welfare_file_workflow"] += (
        {**history, "action": "close", "actor": "head"},
        {**history, "action": "retain", "actor": "records"},
    )
    batch = reviewed(school, file)
    with signed_in("head"), pytest.raises(BadStep, match="Whoever closed"):
        acting.authorise(school, batch)


def test_no_other_route_removes_it(school):
    release_all(school)
    file = make_due(school)
    places = ((school["files"], file), (school, school["files"]), (school.aq_parent, school))
    for container, content in places:
        with pytest.raises((RemovalRefused, Unauthorized)):
            container.manage_delObjects([content.getId()])
        with pytest.raises(RemovalRefused):
            container._delObject(content.getId())


def test_a_batch_somebody_forged_destroys_nothing(school):
    release_all(school)
    file = make_due(school)
    batch = reviewed(school, file)
    forged = replace(batch, state=AUTHORISED, authorised_by="records")
    with signed_in("records"), pytest.raises(BadStep, match="two people"):
        destroy(file, forged)
    note(file)
