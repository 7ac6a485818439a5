"""After the receipt: reminders, what stays of the sender's copy, and the way back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tests import moving
from tests.disposing import release_all
from tests.functional.test_transfer_receipt_attacks import Sent
from tests.functional.test_transfer_receipt_attacks import used
from tests.granting import mails
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.disposal import reducing
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import waiting
from welfarefiles.transfer import clocks
from welfarefiles.transfer import links
from welfarefiles.transfer import rounds
from welfarefiles.transfer import settings_page
from welfarefiles.transfer import spool
from welfarefiles.transfer import steps
from welfarefiles.transfer.store import Settings
from welfarefiles.transfer.store import transfers_of
from zExceptions import Unauthorized

import pytest
import transaction


@pytest.fixture
def school(functional):
    make_people(functional["portal"])
    for user_id in ("lead", "office"):
        user = functional["portal"].acl_users.getUserById(user_id)
        user.setProperties(email=f"{user_id}@oakfield.example")
    for path in waiting():
        Path(path).unlink()
    return make_staffed_school(functional["portal"])


@pytest.fixture
def sent(school):
    sent = Sent(school)
    put(sent.file, "transferred")
    transfers_of(school).keep_manifest(sent.first.pack.id, b"x")
    transaction.commit()
    return sent


def drop_mails():
    for path in waiting():
        Path(path).unlink()


def reduce_by_policy(school):
    with signed_in("lead"):
        settings_page.change(school, Settings(copy="reduce"))
    release_all(school)


def test_whoever_asks_for_the_receipt_is_reminded_then_the_leads(school, sent):
    sent.keep(replace(sent.now, answers=replace(sent.now.answers, chaser="office")))
    drop_mails()
    now = sent.now.sent_at
    assert list(clocks.late(school, now)) == []
    later = now + timedelta(days=6)
    [(transfer, clock)] = clocks.late(school, later)
    rounds.remind(school, transfer, clock, later)
    transaction.commit()
    assert list(mails()) == ["office@oakfield.example"]
    assert sent.file.reference in mails()["office@oakfield.example"]
    assert "Zephyrine" not in mails()["office@oakfield.example"]
    drop_mails()
    rounds.remind(school, sent.now, clock, later)
    transaction.commit()
    assert list(mails()) == []
    much_later = now + timedelta(days=14)
    rounds.remind(school, sent.now, clock, much_later)
    transaction.commit()
    assert set(mails()) == {"office@oakfield.example", "lead@oakfield.example"}
    actions = [one.action for one in entries(Filter(file_uid=sent.file.UID()), limit=100)]
    assert actions.count("transfer.escalated") == 1


def test_packs_nobody_needs_are_swept(school, sent):
    now = london.now()
    spool.folder("f" * 32)
    assert sent.first.pack.id in rounds.needed_packs([school], now)
    gone = spool.sweep(rounds.needed_packs([school], now))
    assert "f" * 32 in gone
    assert sent.first.pack.id not in gone
    later = sent.now.link.expires + timedelta(days=1)
    assert sent.first.pack.id in spool.sweep(rounds.needed_packs([school], later))


def test_a_recalled_file_ends_its_transfer(school, sent):
    with signed_in("lead"):
        perform(sent.file, "recall", "The place fell through")
    transaction.commit()
    assert sent.now.state == steps.WITHDRAWN
    assert links.find(sent.token) is None
    assert spool.pack_path(sent.first.pack.id) is None


def test_the_copy_is_kept_unless_the_school_says_otherwise(school, sent):
    used(sent)
    release_all(school)
    with signed_in("records"), pytest.raises(steps.BadStep, match="keeps its copies"):
        reducing.propose(school, sent.now, "1")


def test_nothing_is_reduced_while_a_hold_stands(school, sent):
    used(sent)
    with signed_in("lead"):
        settings_page.change(school, Settings(copy="reduce"))
    transaction.commit()
    with signed_in("records"), pytest.raises(steps.BadStep, match="A hold stands"):
        reducing.propose(school, sent.now, "1")


def test_nothing_is_reduced_before_the_receipt(school, sent):
    reduce_by_policy(school)
    with signed_in("records"), pytest.raises(steps.BadStep, match="receipt is not there"):
        reducing.propose(school, sent.now, "1")


def test_two_people_reduce_the_copy(school, sent):
    with signed_in("lead"):
        make_record(sent.file, "ContactNote")
    transaction.commit()
    used(sent)
    reduce_by_policy(school)
    with signed_in("records"):
        transfer = reducing.propose(school, sent.now, "1")
        with pytest.raises(Unauthorized):
            reducing.agree(school, transfer, "1")
    with signed_in("head"):
        reducing.agree(school, transfer, "1")
        transaction.commit()
        # the storage of the tests cannot be packed, which is the last step
        reducing.ReduceCopy().do(school, {"transfer": transfer.id, "part": "1"}, "1")
    transaction.commit()
    file, transfer = sent.file, sent.now
    assert not [one for one in file.objectValues() if hasattr(one, "author")]
    assert (file.address, file.people or []) == (None, [])
    assert file.given_name
    assert transfer.reduced["1"]["records"] == 2
    assert transfer.receipts["1"]
    assert transfers_of(school).manifest(transfer.pack.id)
    found = entries(Filter(file_uid=file.UID(), actions=("disposal.reduced",)))
    assert len(found) == 1
    assert moving.now(transfer, school).reduced["1"]["at"]


def test_one_person_alone_reduces_nothing(school, sent):
    used(sent)
    reduce_by_policy(school)
    name_for(school, "records", "Authoriser", "WelfareFile", "ChildProtectionFile")
    transaction.commit()
    with signed_in("records"):
        transfer = reducing.propose(school, sent.now, "1")
        with pytest.raises(steps.BadStep, match="Somebody else"):
            reducing.agree(school, transfer, "1")
