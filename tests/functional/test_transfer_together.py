"""A whole year group to one school: prepared at once, each through the gate, each with its pack."""

from pathlib import Path
from tests.api import path_of
from tests.api import Person
from tests.jobsite import work_off
from tests.sample import make_school
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import signed_in
from tests.school import state_of
from types import SimpleNamespace
from welfarefiles.calendars import london
from welfarefiles.notices.waiting import waiting
from welfarefiles.transfer import acting
from welfarefiles.transfer import steps
from welfarefiles.transfer.knowing import transfer_of
from welfarefiles.transfer.store import transfers_of

import pytest
import re
import transaction


TODAY = london.today().isoformat()
ANSWERS = {
    "school": "Elmhurst School",
    "email": "office@elmhurst.example",
    "leaves_on": TODAY,
    "shared_early": "no",
    "early_reason": "They know the children.",
    "parents_told": "yes",
    "chaser": "lead",
}
GIVEN = {"consent": "given", "consent_by": "Mother", "consent_on": TODAY}
NO_SUMMARY = "There is no summary of transfer."


@pytest.fixture
def place(http):
    """A school with two files that are ready to go, and one that lacks its summary."""
    make_people(http["portal"])
    for path in waiting():
        Path(path).unlink()
    school = make_staffed_school(http["portal"])
    files = [make_complete_file(school, year_group=year) for year in ("11", "11", "5")]
    for file in files[:2]:
        make_agreed_summary(file, "transfer")
        with signed_in("lead"):
            acting.withdraw(school, transfer_of(file, school), "For all of them together")
    transaction.commit()
    return SimpleNamespace(
        school=school, files=files, page=f"{path_of(school)}/@@transfer-together"
    )


def of_each(file, **changes):
    """The fields of the form about one file."""
    given = {**GIVEN, **changes}
    return {f"{name}-{file.UID()}": value for name, value in given.items()}


def under_way(place):
    transaction.begin()
    return {one.parts[0].uid: one for one in transfers_of(place.school).under_way()}


def test_the_whole_way_by_pages(http, place):
    lead = Person(http, "lead")
    first, second, bare = place.files
    shown = lead.page(f"{place.page}?year=11")[1]
    assert (first.reference in shown, bare.reference in shown) == (True, False)
    uids = [one.UID() for one in place.files]
    fields = {**ANSWERS, "file": uids, "do": "hand-over", **of_each(first), **of_each(bare)}
    wrong = {**fields, **of_each(second, consent_by="")}
    assert "Tick that you have checked" in lead.send(place.page, **wrong)[1]
    page = lead.send(place.page, **wrong, sure="1")[1]
    assert "Enter who gave consent." in page
    assert f'href="#field-consent_by-{second.UID()}"' in page
    assert under_way(place) == {}
    assert "Enter the receiving school." in lead.send(
        place.page, **{**fields, "school": ""}, **of_each(second), sure="1"
    )[1]  # fmt: skip
    lead.send(place.page, **fields, **of_each(second), sure="1")
    assert {one.state for one in under_way(place).values()} == {steps.PREPARED}
    work_off(http)
    assert [state_of(one) for one in place.files] == ["transferred", "transferred", "open"]
    work_off(http)
    found = under_way(place)
    assert [found[uid].state for uid in uids] == [steps.READY, steps.READY, steps.PREPARED]
    assert found[uids[0]].pack.id != found[uids[1]].pack.id
    sent_and_told_once(lead, place, found)


def sent_and_told_once(lead, place, found):
    ids = [one.id for one in found.values() if one.state == steps.READY]
    assert "Choose among those" in lead.send(place.page, do="send", transfer=[])[1]
    page = lead.send(place.page, do="send", transfer=ids)[1]
    told = re.findall(r'class="secret-text"[^>]*>([^<]+)<', page)
    assert len(set(told)) == 4
    assert {under_way(place)[one.uid].state for id in ids
            for one in transfers_of(place.school).get(id).parts} == {steps.SENT}  # fmt: skip
    again = lead.page(place.page)[1]
    assert not any(one in again for one in told)
    assert len(waiting()) == 2


def test_the_report_says_why_a_file_stayed(http, place):
    """Over REST; those that were prepared before go with their own answers."""
    lead = Person(http, "lead")
    path = f"{path_of(place.school)}/@transfer-together"
    files = [{"file": one.UID(), **GIVEN} for one in place.files]
    broken = [{**files[0], "consent_on": None}, *files[1:]]
    status, data = lead.post(path, **ANSWERS, files=broken)
    [error] = data["error"]["errors"]
    assert (status, error["field"], error["file"]) == (400, "consent_on", files[0]["file"])
    for wrong in ([], None, [{"file": "0" * 32}]):
        assert lead.post(path, **ANSWERS, files=wrong)[0] == 400
    assert under_way(place) == {}
    status, data = lead.post(path, **ANSWERS, files=files)
    assert status == 202
    work_off(http)
    result = lead.ask(f"/plone/@@job/{data['job']}/result")
    lines = result.body.decode().splitlines()
    assert place.files[2].reference in lines[1]
    assert NO_SUMMARY in result.body.decode()
    assert [line.split(",")[1] for line in lines if line.startswith("WF-")] == ["No", "Yes", "Yes"]
    with signed_in("lead"):
        acting.withdraw(place.school, under_way(place)[files[2]["file"]], "Later")
    transaction.commit()


def test_packs_for_a_school_of_the_site_are_offered_together(http, place):
    other, lead = make_school(http["portal"]), Person(http, "lead")
    transaction.commit()
    files = [{"file": one.UID(), **GIVEN} for one in place.files[:2]]
    answers = {**ANSWERS, "school": "", "email": "", "receiver": other.getId()}
    lead.post(f"{path_of(place.school)}/@transfer-together", **answers, files=files)
    work_off(http)
    work_off(http)
    ids = [one.id for one in under_way(place).values()]
    page = lead.send(place.page, do="send", transfer=ids)[1]
    assert page.count("Not needed: it is offered on this site") == 2
    assert 'class="secret-text"' not in page
    assert all(one.offered for one in under_way(place).values())


def test_nobody_else_and_nothing_of_others(http, place):
    uid = place.files[0].UID()
    rest = f"{path_of(place.school)}/@transfer-together"
    for user_id in ("head", "office", "records", "worker", "staff", "stranger"):
        person = Person(http, user_id)
        assert person.page(place.page)[0] == 404
        assert person.post(rest, **ANSWERS, files=[{"file": uid, **GIVEN}])[0] == 404
    protection = make_complete_file(place.school, "ChildProtectionFile")
    name_for(place.school, "stranger", "Welfare Lead", "WelfareFile")
    transaction.commit()
    other = Person(http, "stranger")
    assert protection.reference not in other.page(place.page)[1]
    status, data = other.post(rest, **ANSWERS, files=[{"file": protection.UID()}])
    assert (status, "not among your open files" in str(data)) == (400, True)
    assert under_way(place) == {}
