"""From one school of a site to another: offered, taken over with a receipt, or refused (R148)."""

from tests.api import path_of
from tests.api import Person
from tests.granting import mails
from tests.jobsite import work_off
from tests.school import signed_in
from tests.school import state_of
from tests.trusts import accept
from tests.trusts import actions_of
from tests.trusts import CHILD
from tests.trusts import drop_mails
from tests.trusts import files_in
from tests.trusts import make_ready
from tests.trusts import names_no_child
from tests.trusts import NOTHING
from tests.trusts import offers_page
from tests.trusts import records_of
from welfarefiles.access.barriers import barriers
from welfarefiles.calendars import london
from welfarefiles.granting.barring import put_up
from welfarefiles.packs import spool
from welfarefiles.people.stored import uid_of
from welfarefiles.received.origin import origins
from welfarefiles.sending import sending
from welfarefiles.sending import sweeping
from welfarefiles.signing.canonical import content_hash
from welfarefiles.signing.seal import broken
from welfarefiles.transfer import acting
from welfarefiles.transfer import steps
from welfarefiles.transfer.questions import BadStep
from welfarefiles.transfer.store import transfers_of

import pytest
import transaction


def test_the_whole_way(http, trust):
    """Prepared on the form, offered, both parts taken over, by pages."""
    make_ready(http, trust)
    lead, there = Person(http, "lead"), Person(http, "newlead")
    page = f"{path_of(trust.sender)}/@@transfer-of?id={trust.id}"
    shown = lead.page(page)[1]
    assert "Offer it to the school" in shown
    assert "Send the link" not in shown
    assert "Oakfield Academy" in shown
    assert "offered to Oakfield Academy" not in there.page("/plone")[1]
    lead.send(page, do="offer")
    assert trust.now.offer.by == "lead"
    assert "Offered, not accepted yet" in lead.page(page)[1]
    told = mails()
    assert set(told) == {"newlead@oakfield.example", "wlead@oakfield.example",
                         "both@oakfield.example"}  # fmt: skip
    assert trust.protection.reference in told["newlead@oakfield.example"]
    assert trust.protection.reference not in told["wlead@oakfield.example"]
    assert names_no_child(str(told))
    home = there.page("/plone")[1]
    assert "2 files are offered to Oakfield Academy by Brookside Primary" in home
    assert "One thing needs you." in " ".join(home.split())
    assert names_no_child(home)
    shown = there.page(offers_page(trust))[1]
    for said in ("Brookside Primary", trust.welfare.reference, trust.protection.reference):
        assert said in shown
    assert names_no_child(shown)
    first, second = trust.keys()
    assert "Choose what your school" in there.send(offers_page(trust), do="accept")[1]
    unsure = there.send(offers_page(trust), part=[second], do="accept")[1]
    assert "Tick that your school" in unsure
    assert files_in(trust.receiver) == {}
    drop_mails()
    accept(http, trust, second)
    assert list(files_in(trust.receiver)) == ["WelfareFile"]
    now = trust.now
    assert (now.state, [part.id for part in now.offered]) == (steps.SENT, ["1"])
    assert second not in there.page(offers_page(trust))[1]
    accept(http, trust, first)
    assert trust.now.state == steps.RECEIVED
    assert spool.pack_path(now.pack.id) is None
    assert NOTHING in there.page(offers_page(trust))[1]
    assert "lead@oakfield.example" not in mails() or names_no_child(str(mails()))
    both_copies_agree(trust)
    shown = lead.page(page)[1]
    assert "Newlead, Welfare Lead, Oakfield Academy" in shown
    assert (
        "From Brookside Primary" in there.page(path_of(files_in(trust.receiver)["WelfareFile"]))[1]
    )


def both_copies_agree(trust):
    """Record by record, hash by hash; the ledgers of both sides; the day for retention."""
    made = files_in(trust.receiver)
    for old in (trust.welfare, trust.protection):
        new = made[old.portal_type]
        pairs = [{content_hash(one) for one in file.objectValues() if one.sealed_hash}
                 for file in (old, new)]  # fmt: skip
        assert pairs[0] == pairs[1] != set()
        assert all(broken(one) == [] for one in new.objectValues() if one.sealed_hash)
        assert new.reference != old.reference
        assert (new.upn, new.responsible_leader) == (CHILD["upn"], "newlead")
        assert state_of(old) == "transferred"
        assert old.transferred_on == london.today()
        assert {"transfer.offered", "transfer.accepted"} <= actions_of(old)
        assert "imports.taken" in actions_of(new)
        assert origins(new)[0]["sender"] == "Brookside Primary"
        receipt = trust.now.receipts[trust.now.part_of(uid_of(old)).id]
        assert (receipt.name, receipt.how) == ("Newlead", steps.WITHIN)


def test_each_school_sees_its_own_copy_and_nothing_of_the_other(http, offered):
    trust = offered
    accept(http, trust, f"{trust.id}:1")
    old, new = trust.welfare, files_in(trust.receiver)["WelfareFile"]
    paths = {school: [path_of(file), f"{path_of(file)}/{file.objectIds()[0]}"]
             for school, file in (("old", old), ("new", new))}  # fmt: skip
    sees = {"lead": "old", "newlead": "new", "wlead": "new", "newhead": "new"}
    for user_id in ("lead", "worker", "newlead", "wlead", "newhead", "newstaff"):
        person = Person(http, user_id)
        for school, its in paths.items():
            answers = {person.page(path)[0] for path in its}
            answers |= {person.get(path)[0] for path in its}
            assert answers == ({200} if sees.get(user_id) == school else {404}), user_id
    both = Person(http, "both")
    assert [both.page(its[0])[0] for its in paths.values()] == [200, 200]
    for path in (f"@@transfer-of?id={trust.id}", f"@transfers/{trust.id}"):
        there = Person(http, "newlead")
        assert there.page(f"{path_of(trust.sender)}/{path}")[0] == 404
        assert there.get(f"{path_of(trust.sender)}/{path}")[0] == 404
    assert set(records_of(old)).isdisjoint(records_of(new))


OTHERS = ("newhead", "newoffice", "newstaff", "lead", "head", "stranger")


def test_nothing_for_anybody_else(http, offered):
    trust, key = offered, f"{offered.id}:1"
    rest = f"{path_of(trust.receiver)}/@offers"
    for user_id in OTHERS:
        other = Person(http, user_id)
        for path in (offers_page(trust), rest):
            assert (other.page(path)[0], other.get(path)[0]) == (404, 404), user_id
        assert "offered to Oakfield Academy" not in other.page("/plone")[1]
        assert other.send(offers_page(trust), "/plone", part=[key], sure="1", do="accept")[0] == 404
        assert other.post(f"{rest}/{trust.id}/1/accept")[0] == 404
    work_off(http)
    assert files_in(trust.receiver) == {}
    assert trust.now.offered
    its_pack_stays_and_nobody_is_shown_its_passphrase(http, trust)


def its_pack_stays_and_nobody_is_shown_its_passphrase(http, trust):
    now = trust.now
    assert now.pack.id in sweeping.needed_packs([trust.sender], london.now())
    with signed_in("lead"):
        for step in (sending.send, sending.save_pack, sending.show_passphrase):
            with pytest.raises(BadStep, match="offer it to the school"):
                step(trust.sender, now)
    with signed_in("office"), pytest.raises(BadStep, match="offer it to the school"):
        sending.note_paper(trust.sender, now, "1", "A", "B", london.today(), object())
    with signed_in("lead"):
        acting.build(trust.sender, now)
    work_off(http)
    assert trust.now.state == steps.READY
    assert NOTHING in Person(http, "newlead").page(offers_page(trust))[1]
    assert transfers_of(trust.sender).get(trust.id).offer is None


def test_who_is_not_named_for_child_protection_learns_nothing_of_that_part(http, trust):
    make_ready(http, trust)
    trust.offer()
    first, second = trust.keys()
    shown = Person(http, "wlead").page(offers_page(trust))[1]
    assert second in shown
    for said in (first, trust.protection.reference, "hild protection"):
        assert said not in shown
    status, page = accept(http, trust, first, user_id="wlead")
    assert (status, "This is not offered any more" in page) == (200, True)
    assert files_in(trust.receiver) == {}


def test_a_relative_finds_nothing_before_or_after(http, offered):
    trust = offered
    with signed_in("lead"):
        put_up(trust.welfare, "both", "The child's aunt")
    transaction.commit()
    both = Person(http, "both")
    assert NOTHING in both.page(offers_page(trust))[1]
    assert "offered to Oakfield Academy" not in both.page("/plone")[1]
    assert Person(http, "newlead").page(offers_page(trust))[1].count(trust.welfare.reference)
    accept(http, trust, f"{trust.id}:1", user_id="both")
    assert files_in(trust.receiver) == {}
    accept(http, trust, f"{trust.id}:1")
    new = files_in(trust.receiver)["WelfareFile"]
    assert barriers(new).bars("both")
    assert both.page(path_of(new))[0] == 404
    with signed_in("newhead"):
        put_up(new, "wlead", "The child's uncle")
    transaction.commit()
    assert Person(http, "wlead").page(path_of(new))[0] == 404
