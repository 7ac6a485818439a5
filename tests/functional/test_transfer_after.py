"""After the receipt: reminders, what stays of the sender's copy, and the way back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlalchemy import select
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
from welfarefiles.access.barriers import barriers
from welfarefiles.access.guards import perform
from welfarefiles.access.who import who_asks
from welfarefiles.arranging import settings_page
from welfarefiles.calendars import london
from welfarefiles.chasing import clocks
from welfarefiles.chasing import rounds
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.deadlines.waiting import waiting_for
from welfarefiles.disposal import commands
from welfarefiles.disposal import exporting
from welfarefiles.disposal import reducing
from welfarefiles.files.attention import attentions
from welfarefiles.index.pending import touch
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.notices.waiting import waiting
from welfarefiles.packs import passphrases
from welfarefiles.packs import spool
from welfarefiles.retention.acting import adopt_schedule
from welfarefiles.retention.gathering import explain_file
from welfarefiles.retention.schedule import Rule
from welfarefiles.retention.tables import kept
from welfarefiles.retention.years import years_after
from welfarefiles.sending import sweeping
from welfarefiles.sql.engine import get_store
from welfarefiles.transfer import links
from welfarefiles.transfer import questions
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
    assert sent.first.pack.id in sweeping.needed_packs([school], now)
    gone = spool.sweep(sweeping.needed_packs([school], now))
    assert "f" * 32 in gone
    assert sent.first.pack.id not in gone
    later = sent.now.link.expires + timedelta(days=1)
    assert sent.first.pack.id in spool.sweep(sweeping.needed_packs([school], later))


def test_a_pack_that_nobody_sends_goes_with_its_passphrase(school, sent):
    passphrases.make(school, sent.first.pack.id)
    old = replace(sent.first.pack, at=london.now() - timedelta(days=61))
    sent.keep(replace(sent.now, state=steps.READY, link=None, pack=old))
    passphrases.make(school, "e" * 32)  # of one that is being built
    spool.folder("e" * 32)
    sweeping.SweepPacks().do(school.aq_parent, {}, "")
    assert spool.pack_path(old.id) is None
    assert not passphrases.is_kept(school, old.id)
    assert passphrases.is_kept(school, "e" * 32)
    spool.remove("e" * 32)


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
    with signed_in("records"), pytest.raises(questions.BadStep, match="keeps its copies"):
        reducing.propose(school, sent.now, "1")


def test_nothing_is_reduced_while_a_hold_stands(school, sent):
    used(sent)
    with signed_in("lead"):
        settings_page.change(school, Settings(copy="reduce"))
    transaction.commit()
    with signed_in("records"), pytest.raises(questions.BadStep, match="A hold stands"):
        reducing.propose(school, sent.now, "1")


def test_nothing_is_reduced_before_the_receipt(school, sent):
    reduce_by_policy(school)
    with signed_in("records"), pytest.raises(questions.BadStep, match="receipt is not there"):
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


def told(objects, rows):
    """What the command says of each line, and how many it left."""
    lines = []
    left = commands.reduce_again(objects, rows, out=lines.append)
    return [line.partition(": ")[2] for line in lines], left


def test_a_restored_backup_is_reduced_again(functional, school, sent):
    """Lines as they were written, for copies that are whole (again)."""
    another, early = Sent(school), Sent(school)
    for one in (sent, another):
        used(one)
        put(one.file, "transferred")
    with signed_in("lead"):
        make_record(another.file, "ContactNote")
    transaction.commit()
    asked = {"by": "records", "agreed_by": "head", "asked": london.now(), "at": london.now()}
    reducing.reduce(school, sent.now, sent.now.parts[0], asked)
    transaction.commit()
    rows = exporting.read(exporting.path(), exporting.REDUCED)
    [line] = [row for row in rows if row["file_uid"] == sent.file.UID()]
    assert "Zephyrine" not in str(line)
    assert line not in exporting.read(exporting.path())
    others = [
        {**line, "file_uid": one.file.UID(), "transfer": one.first.id} for one in (another, early)
    ]
    gone = {**line, "file_uid": "0" * 32}
    objects = SiteObjects([functional["portal"]])
    wanted = [commands.BEFORE, commands.DONE, commands.LEFT]
    assert told(objects, [line, *others, gone]) == (wanted, 1)
    assert told(objects, others) == ([commands.BEFORE, commands.LEFT], 1)
    assert another.file.address is None
    assert not [one for one in another.file.objectValues() if hasattr(one, "author")]
    assert another.now.reduced["1"]["agreed_by"] == "head"
    assert early.file.address


def test_the_day_of_the_receipt_counts_for_retention(school, sent):
    rule = Rule("T1", "other", "transfer", 6, authority="The school")
    with signed_in("records"):
        adopt_schedule(school, "own", "Own", [rule])
    transaction.commit()
    assert explain_file(sent.file).missing == ("transferred_on",)
    used(sent)
    assert sent.file.transferred_on == london.today()
    wanted = years_after(london.today(), 6)
    assert explain_file(sent.file).keep_until == wanted
    with get_store().reading() as connection:
        row = select(kept.c.keep_until).where(kept.c.file_uid == sent.file.UID())
        assert connection.scalar(row) == wanted
    with signed_in("lead"):
        perform(sent.file, "recall", "The child came back")
    assert sent.file.transferred_on is None


def test_a_receipt_that_is_due_is_on_the_first_page_of_who_asks_for_it(school, sent):
    sent.keep(replace(sent.now, answers=replace(sent.now.answers, chaser="office")))
    touch(sent.file)
    transaction.commit()
    until = london.now() + timedelta(days=14)
    found = {}
    for user_id in ("office", "lead", "head", "staff"):
        with signed_in(user_id):
            found[user_id] = waiting_for(who_asks(), [school], until)
    [due] = [one for one in found.pop("office") if one.file_uid == sent.file.UID()]
    assert due.what == "transfer-hear"
    assert not any(one.what == "transfer-hear" for mine in found.values() for one in mine)
    [line] = attentions([due])
    assert line.url == f"{school.absolute_url()}/@@transfer-of?file={sent.file.UID()}"
    barriers(sent.file).add("office", "Aunt", "lead")
    transaction.commit()
    with signed_in("office"):
        assert waiting_for(who_asks(), [school], until) == []


def test_one_person_alone_reduces_nothing(school, sent):
    used(sent)
    reduce_by_policy(school)
    name_for(school, "records", "Authoriser", "WelfareFile", "ChildProtectionFile")
    transaction.commit()
    with signed_in("records"):
        transfer = reducing.propose(school, sent.now, "1")
        with pytest.raises(questions.BadStep, match="Somebody else"):
            reducing.agree(school, transfer, "1")
