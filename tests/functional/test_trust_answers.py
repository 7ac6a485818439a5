"""How a school answers what another of the site offers: it refuses, takes over, finds it gone."""

from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.sample import make_file
from tests.school import put
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
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.packs import spool
from welfarefiles.received.taking import OTHER_STATE
from welfarefiles.sending import sending
from welfarefiles.transfer import steps
from welfarefiles.transfer.offers import offers_to
from welfarefiles.trust import answering

import transaction


def test_refused_and_offered_again_then_taken_back_and_recalled(http, offered):
    trust = offered
    there, key = Person(http, "newlead"), f"{trust.id}:1"
    assert "Say why." in there.send(offers_page(trust), part=[key], do="refuse")[1]
    drop_mails()
    there.send(offers_page(trust), part=[key], do="refuse", why="No such child comes to us")
    now = trust.now
    assert (now.state, now.offered) == (steps.READY, ())
    assert offers_to(trust.receiver) == []
    page = f"{path_of(trust.sender)}/@@transfer-of?id={trust.id}"
    shown = Person(http, "lead").page(page)[1]
    assert "No such child comes to us" in shown
    assert "Offer it to the school" in shown
    assert "transfer.declined" in actions_of(trust.welfare)
    [entry] = entries(Filter(actions=("trust.refused",), person="newlead"), limit=1)
    assert entry.reason == "No such child comes to us"
    assert there.send(offers_page(trust), part=[key], do="refuse", why="Twice")[0] == 200
    trust.offer()
    assert key in there.page(offers_page(trust))[1]
    assert "No such child" not in Person(http, "lead").page(page)[1]
    taken_back_or_recalled_before_it_is_accepted(http, trust, key)


def taken_back_or_recalled_before_it_is_accepted(http, trust, key):
    there = Person(http, "newlead")
    there.send(offers_page(trust), part=[key], sure="1", do="accept")
    with signed_in("lead"):
        sending.take_offer_back(trust.sender, trust.now)
    transaction.commit()
    work_off(http)
    assert files_in(trust.receiver) == {}
    assert trust.now.state == steps.READY
    trust.offer()
    with signed_in("lead"):
        perform(trust.welfare, "recall", "The place fell through")
    transaction.commit()
    assert trust.now.state == steps.WITHDRAWN
    assert spool.pack_path(trust.now.pack.id) is None
    assert NOTHING in there.page(offers_page(trust))[1]
    accept(http, trust, key)
    assert files_in(trust.receiver) == {}
    assert state_of(trust.welfare) == "open"


def test_a_child_whom_the_school_had_before(http, offered):
    """As a pack of another school: into a new volume of an open file, else it says why not."""
    trust, key = offered, f"{offered.id}:1"
    own = make_file(trust.receiver, **CHILD, responsible_leader="newlead")
    put(own, "transferred")
    transaction.commit()
    said = accept(http, trust, key)[1]
    assert "The child's file here is not open" in said
    assert names_no_child(said)
    with signed_in("newlead"):
        perform(own, "recall", "The child is back")
    transaction.commit()
    accept(http, trust, key)
    assert files_in(trust.receiver) == {"WelfareFile": own}
    assert own.volume == 2
    assert trust.now.state == steps.RECEIVED


def test_of_several_the_report_says_which_could_not_be_taken_over(http, trust):
    make_ready(http, trust)
    trust.offer()
    own = make_file(trust.receiver, **CHILD, responsible_leader="newlead")
    put(own, "closed")
    transaction.commit()
    with signed_in("newlead"):
        job = answering.accept(trust.receiver, trust.keys())
    work_off(http)
    answer = Person(http, "newlead").ask(f"/plone/@@job/{job}/result")
    _head, stayed, taken = answer.body.decode().splitlines()
    made = files_in(trust.receiver)
    assert stayed == f"{trust.welfare.reference},No,,{OTHER_STATE}"
    assert taken == f"{trust.protection.reference},Yes,{made['ChildProtectionFile'].reference},"
    assert made["WelfareFile"] == own
    assert [part.id for part in trust.now.offered] == ["2"]


def test_by_the_api(http, trust):
    make_ready(http, trust, with_other=False)
    there, lead = Person(http, "newlead"), Person(http, "lead")
    transfer = f"{path_of(trust.sender)}/@transfers/{trust.id}"
    assert there.post(f"{transfer}/offer")[0] == 404
    status, data = lead.post(f"{transfer}/send")
    assert (status, data["error"]["message"]) == (
        400, "It goes to a school of this site: offer it to the school.")  # fmt: skip
    assert lead.post(f"{transfer}/offer")[1]["offer"]["by"] == "lead"
    _status, found = there.get(f"{path_of(trust.receiver)}/@offers")
    [item] = found["items"]
    assert (item["reference"], item["sender"]) == (trust.welfare.reference, "Brookside Primary")
    assert names_no_child(str(found))
    at = f"{path_of(trust.receiver)}/@offers/{trust.id}/1"
    assert there.get(at)[1] == item
    assert there.get(f"{at}0")[0] == there.post(f"{at}/eat")[0] == 404
    assert there.post(f"{at}/refuse")[1]["error"]["message"] == "Say why."
    assert there.post(f"{at}/refuse", why="Not ours")[0] == 204
    assert lead.get(transfer)[1]["parts"][0]["refusal"]["why"] == "Not ours"
    assert lead.post(f"{transfer}/offer")[0] == lead.post(f"{transfer}/take-back")[0] == 200
    assert there.post(f"{at}/accept")[0] == 404
    lead.post(f"{transfer}/offer")
    status, data = there.post(f"{at}/accept")
    assert (status, len(data["job"])) == (202, 32)
    work_off(http)
    assert lead.get(transfer)[1]["parts"][0]["receipt"]["how"] == "within"
    assert list(files_in(trust.receiver)) == ["WelfareFile"]


def test_the_receiver_is_another_school_of_the_site(http, trust):
    for receiver in ("school-0000000000000000", "files", trust.sender.getId()):
        status, data = Person(http, "lead").post(
            f"{path_of(trust.welfare)}/@transfer",
            receiver=receiver,
            leaves_on=london.today().isoformat(),
            chaser="lead",
        )
        assert status == 400
        assert data["error"]["errors"][0]["field"] == "receiver"
