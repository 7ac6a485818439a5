"""The restricted section: its readers find it, and nobody else finds a trace of it (R131)."""

from datetime import timedelta
from tests.api import path_of
from tests.api import Person
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.medication.opening import instead_of_adding
from welfarefiles.restricted.restricting import restrict
from welfarefiles.versions.keeping import begin
from welfarefiles.versions.keeping import reason_not_to

import pypdfium2
import pytest
import transaction


OTHERS = ("lead", "head", "office", "records", "worker", "reader", "stranger", "auditor")


def make_place(portal, restricted):
    """A file with two records open to its readers, and as many restricted as asked for."""
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(school, given_name="Quenby", family_name="Zephyrine")
        for user_id, role in (("worker", "Case Worker"), ("reader", "Case Reader")):
            grants(file).give(user_id, role, "Works with the child", "lead")
        grants(file).give("adviser", "Privileged Reader", "Writes to Legal Services", "lead")
        grants(file).give("adviser", "Case Worker", "Works with the child", "lead")
        grants(file).give("privileged", "Privileged Reader", "Reads advice", "lead")
        perform(make_record(file, "ContactNote", discussion="Heron"), "sign")
        make_record(file, "Plan", objectives="Heron")
    with signed_in("adviser"):
        made = [make_record(file, "Concern", nature="Narwhal") for _ in range(restricted)]
    with signed_in("adviser"):
        for record in made:
            restrict(record, "Advice of Legal Services")
    transaction.commit()
    return {"school": school, "file": file, "restricted": made}


@pytest.fixture
def portal(http):
    make_people(http["portal"])
    for user_id in ("adviser", "invited"):
        make_user(http["portal"], user_id)
    return http["portal"]


def addresses(file):
    """Pages and services of a file that list, count or remind."""
    base = path_of(file)
    names = ("", "/chronology", "/contacts", "/plans", "/documents", "/people", "/closing")
    yield from (("page", f"{base}{name.replace('/', '/@@')}") for name in names)
    yield from (("page", path) for path in ("/plone", f"{path_of(file.aq_parent)}"))
    yield from (("rest", path) for path in (base, path_of(file.aq_parent), "/plone/@schools"))
    yield "rest", f"{base}/@workflow"


def words_of(pdf):
    """The text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_no_trace_for_anybody_else(http, portal):
    """What a file with restricted records tells is what one without them tells."""
    place = make_place(portal, 3)
    for user_id in OTHERS:
        for _kind, path in addresses(place["file"]):
            body = Person(http, user_id).ask(path).body.decode()
            assert "arwhal" not in body, (user_id, path)
            assert "Restricted" not in body, (user_id, path)
            for record in place["restricted"]:
                assert record.getId() not in body, (user_id, path)
        api = Api(http, user_id)
        assert api.found("narwhal") == []
        for record in place["restricted"]:
            path = path_of(record)
            gone = path.replace(record.getId(), "0123456789abcdef")
            for suffix in ("", "/edit", "/@@restrict", "/@workflow", "/@@move-on?transition=sign"):
                found = Person(http, user_id).ask(path + suffix).without(record.getId())
                absent = Person(http, user_id).ask(gone + suffix).without("0123456789abcdef")
                assert found == absent, (user_id, suffix)


def test_counts_are_those_of_a_file_without_any(http, portal):
    plain, place = make_place(portal, 0), make_place(portal, 3)
    for user_id in ("lead", "head", "worker", "reader"):
        api = Api(http, user_id)
        for one in (plain, place):
            url = one["file"].absolute_url()
            assert api.get(url)["items_total"] == 2
            assert len(api.found("", place=url)) == 3
            assert "(2)" not in Person(http, user_id).page(f"{path_of(one['file'])}")[1]
            chronology = Person(http, user_id).page(f"{path_of(one['file'])}/@@chronology")[1]
            assert chronology.count('<span class="when">') == 2


def test_its_readers_find_it_in_place(http, portal):
    place = make_place(portal, 2)
    base = path_of(place["file"])
    adviser = Person(http, "adviser")
    for name in ("", "/@@chronology", "/@@contacts", "/@@restricted"):
        page = adviser.page(f"{base}{name}")[1]
        assert "Narwhal" in page, name
        assert "Restricted: legal privilege" in page, name
    record = adviser.page(path_of(place["restricted"][0]))[1]
    assert "Restricted: legal privilege" in record
    assert "Advice of Legal Services" in record
    api = Api(http, "adviser")
    assert len(api.found("narwhal")) == 2
    assert api.get(place["file"].absolute_url())["items_total"] == 4
    listed = api.get(f"{place['file'].absolute_url()}/@restricted")
    assert [item["restricted"] for item in listed["items"]] == [True, True]
    paper = words_of(adviser.ask(f"{base}/@@chronology.pdf").body)
    assert "Heron" in paper
    assert "arwhal" not in paper, "paper goes from hand to hand"
    only = Api(http, "privileged")
    assert len(only.found("")) == 2
    assert only.get(place["restricted"][0].absolute_url()).status == 200
    assert only.get(place["file"].absolute_url()).status == 404


def test_a_lead_moves_a_record_and_loses_sight_of_it(http, portal):
    place = make_place(portal, 0)
    note = next(one for one in place["file"].objectValues() if one.portal_type == "ContactNote")
    lead, path = Person(http, "lead"), path_of(note)
    grants(note).give("invited", "Case Reader", "Invited", "lead")
    transaction.commit()
    assert Person(http, "invited").page(path)[0] == 200
    assert "Move into the restricted section" in lead.page(f"{path}/@@restrict")[1]
    refused = lead.send(f"{path}/@@restrict", reason=" ")[1]
    assert "Say why this record is restricted" in refused
    assert lead.page(path)[0] == 200
    status, _text = lead.send(f"{path}/@@restrict", reason="Advice of 3 March")
    assert status == 302
    for user_id in ("lead", "head", "worker", "invited"):
        assert Person(http, user_id).page(path)[0] == 404, user_id
    transaction.begin()
    assert all(grant.revoked_at for grant in grants(note).all())
    reader = Person(http, "adviser")
    assert reader.page(path)[0] == 200
    assert reader.page(f"{path}/@@restrict")[0] == 404, "it is there already"


def test_who_may_not_move(http, portal):
    place = make_place(portal, 0)
    plan = next(one for one in place["file"].objectValues() if one.portal_type == "Plan")
    for user_id in ("head", "worker", "reader", "stranger"):
        person, path = Person(http, user_id), path_of(plan)
        assert person.page(f"{path}/@@restrict")[0] == 404
        assert person.post(f"{path}/@restrict", reason="x")[0] in (401, 404)
        assert Person(http, "lead").page(path)[0] == 200
    lead = Api(http, "lead")
    reply = lead.post(f"{plan.absolute_url()}/@restrict", {"reason": "Advice"})
    assert reply.status == 400
    assert "not finished" in str(reply.data)


def test_written_in_the_section_from_the_beginning(http, portal):
    place = make_place(portal, 0)
    url = f"{place['file'].absolute_url()}/@restricted"
    note = {
        "@type": "ContactNote",
        "happened_at": "2026-01-05T15:40",
        **RECORDS["ContactNote"],
        "discussion": "Narwhal",
    }
    assert Api(http, "lead").post(url, note).status == 404
    assert Api(http, "privileged").post(url, note).status in (401, 404)
    adviser = Api(http, "adviser")
    made = adviser.post(url, note)
    assert made.status == 201, made.data
    assert Api(http, "lead").get(made["@id"]).status == 404
    assert adviser.step(made["@id"], "sign").status == 200
    assert Api(http, "lead").found("narwhal") == []


def test_the_form_of_the_section(http, portal):
    place = make_place(portal, 0)
    add = f"{path_of(place['file'])}/++add++Concern?restricted=1"
    assert Person(http, "lead").page(add)[0] == 404
    page = Person(http, "adviser").page(add)[1]
    assert "In the restricted section" in page
    assert 'name="restricted"' in page


def test_the_history_tells_of_it_to_its_readers_alone(http, portal):
    """Neither what was done with a restricted record nor who read it; the auditor has all."""
    place = make_place(portal, 1)
    [record] = place["restricted"]
    Person(http, "adviser").page(path_of(record))
    Person(http, "adviser").page(f"{path_of(place['file'])}/@@restricted")
    Person(http, "adviser").get(f"{path_of(place['file'])}/@restricted")
    uid = f"{place['file'].absolute_url()}/@ledger"
    everything = Api(http, "lead").get(f"{uid}?b_size=100")
    assert everything.status == 200, everything.data
    said = str(everything.data)
    assert "restricted" not in said.lower()
    assert "Concern" not in said
    page = Person(http, "lead").page(f"{path_of(place['file'])}/@@history")[1]
    assert "restricted section" not in page
    school = f"{place['school'].absolute_url()}/@ledger?b_size=100"
    assert "restricted section" not in str(Api(http, "lead").get(school).data)
    assert "restricted section" in str(Api(http, "auditor").get(school).data)


def test_what_a_record_told_of_itself_ends_as_it_moves(http, portal):
    """An open log, a later version, the next meeting, an email that holds another."""
    with signed_in("lead"):
        file = make_place(portal, 0)["file"]
        log, before, after = (
            make_record(file, name) for name in ("MedicationLog", "Meeting", "Meeting")
        )
        after.happened_at = before.happened_at + timedelta(hours=1)
        first, second = (make_record(file, "Correspondence") for _ in range(2))
        for one in (log, before, after, first, second):
            one.reindexObject()
            perform(one, "sign")
        first.superseded_by = second.UID()
        plan = make_record(file, "Plan")
        perform(plan, "submit")
    transaction.commit()
    with signed_in("head"):
        perform(plan, "authorise")
    with signed_in("lead"):
        version = begin(plan)
        version.review_on, version.how_shared = plan.review_on, plan.how_shared
        perform(version, "submit")
    with signed_in("head"):
        perform(version, "authorise")
    transaction.commit()

    def told():
        return (
            instead_of_adding(file) is None,
            before.next_held_by,
            first.superseded_by,
            plan.superseded,
            getattr(reason_not_to(plan), "url", None),
        )

    assert told() == (False, after.UID(), second.UID(), True, version.absolute_url())
    with signed_in("lead"):
        for one in (log, after, second, version):
            restrict(one, "Advice of Legal Services")
        assert told() == (True, "", "", False, None)
