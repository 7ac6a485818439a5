"""Caches, methods, changes at the same time, sending twice, pages, schools (R184)."""

from concurrent.futures import ThreadPoolExecutor
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.school import RECORDS
from tests.school import signed_in
from welfarefiles.access.barriers import barriers

import pytest
import transaction


NOTE = {"@type": "ContactNote", "happened_at": "2026-01-14T15:40", **RECORDS["ContactNote"]}
KEY = {"Idempotency-Key": "0123456789abcdef"}


@pytest.fixture
def lead(http):
    """A lead as a client, with `.file`, `.note` and the portal's `.layer`."""
    portal = http["portal"]
    for user_id in ("lead", "second", "stranger"):
        make_user(portal, user_id)
    make_user(portal, "manager", ["Manager"])
    school = make_school(portal, lead="Welfare Lead", second="Welfare Lead")
    with signed_in("lead"):
        file = make_file(school)
        note = make_note(file)
    transaction.commit()
    client = Api(http, "lead")
    client.layer, client.file, client.note = http, file.absolute_url(), note.absolute_url()
    client.school = school.absolute_url()
    return client


def test_no_answer_is_stored_in_a_cache(lead):
    stranger, nobody = Api(lead.layer, "stranger"), Api(lead.layer)
    for client in (lead, stranger, nobody):
        for url in (
            "",
            "/@search",
            "/@schools",
            "/@types",
            "/@nothing",
            "/@users",
            lead.file,
            lead.note,
        ):
            assert client.get(url).header("cache-control") == "no-store", url
    signing_in = nobody.post("/@login", {"login": "lead", "password": "wrong"})
    assert (signing_in.status, signing_in.header("cache-control")) == (401, "no-store")
    refused = lead.post(lead.file, {})
    assert (refused.status, refused.header("cache-control")) == (400, "no-store")


def test_head_says_what_get_says_without_the_text(lead):
    for url in (lead.school, f"{lead.school}/files", lead.file, lead.note):
        got, head = lead.get(url), lead.ask("HEAD", url)
        assert (head.status, head.answer.body) == (200, b"")
        assert head.header("etag") == got.header("etag")
    assert Api(lead.layer, "stranger").ask("HEAD", lead.file).status == 404


def test_options_says_what_one_may_do(lead):
    allowed = {
        lead.school: "GET, HEAD, OPTIONS",
        f"{lead.school}/files": "GET, HEAD, OPTIONS, POST",
        lead.file: "GET, HEAD, OPTIONS, POST, PATCH",
        lead.note: "GET, HEAD, OPTIONS, PATCH",
    }
    for url, methods in allowed.items():
        reply = lead.ask("OPTIONS", url)
        assert (reply.status, reply.header("allow")) == (204, methods)
    assert Api(lead.layer, "stranger").ask("OPTIONS", lead.file).status == 404


def test_a_page_of_another_site_learns_nothing(lead):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    reply = lead.ask("OPTIONS", lead.file, **asked)
    assert reply.header("access-control-allow-origin") is None
    assert reply.answer.body == b""
    assert Api(lead.layer).ask("OPTIONS", lead.file, **asked).status == 401


def test_nothing_is_deleted(lead):
    for url in (lead.note, lead.file):
        assert lead.ask("DELETE", url).status == 404
        assert lead.get(url).status == 200


def test_nothing_is_copied_or_moved(lead):
    for name in ("@copy", "@move"):
        for place in (lead.file, f"{lead.school}/files", lead.school):
            assert lead.post(f"{place}/{name}", {"source": lead.note}).status == 404
    assert lead.get(lead.file)["items_total"] == 1


def test_people_who_write_at_once_do_not_hinder_each_other(lead):
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _number: lead.post(lead.file, NOTE), range(24)))
    assert [reply.status for reply in replies] == [201] * 24
    assert lead.get(lead.file)["items_total"] == 25


def test_two_people_do_not_overwrite_each_other_unseen(lead):
    second = Api(lead.layer, "second")
    seen = second.get(lead.note).header("etag")
    mine = lead.patch(lead.note, {"outcome": "Mine"}, **{"If-Match": seen})
    assert mine.status == 204
    refused = second.patch(lead.note, {"outcome": "Theirs"}, **{"If-Match": seen})
    assert (refused.status, refused["error"]["type"]) == (412, "PreconditionFailed")
    assert second.get(lead.note)["outcome"] == "Mine"
    again = second.patch(lead.note, {"outcome": "Both"}, **{"If-Match": mine.header("etag")})
    assert (again.status, lead.get(lead.note)["outcome"]) == (204, "Both")


@pytest.mark.parametrize(("given", "status"), [("", 428), ('"old"', 412), ('"old", "older"', 412)])
def test_no_change_without_saying_which_state_it_is_made_from(lead, given, status):
    expected = {"If-Match": given}
    for refused in (
        lead.patch(lead.note, {"outcome": "Blind"}, **expected),
        lead.patch(lead.file, {"class_group": "5A"}, **expected),
        lead.post(f"{lead.note}/@workflow/sign", {}, **expected),
    ):
        assert refused.status == status
        assert refused.header("etag")
        assert "ETag" in refused.errors[None] or "Read it again" in refused.errors[None]
    assert lead.get(lead.note)["outcome"] != "Blind"
    assert lead.get(lead.note)["review_state"] == "draft"


def test_any_of_several_states_will_do(lead):
    seen = lead.get(lead.note).header("etag")
    assert (
        lead.patch(lead.note, {"outcome": "Mine"}, **{"If-Match": f'"old", {seen}'}).status == 204
    )


def test_the_new_state_comes_back_when_asked_for(lead):
    reply = lead.patch(lead.note, {"outcome": "Mine"}, Prefer="return=representation")
    assert (reply.status, reply["outcome"]) == (200, "Mine")
    assert reply.header("etag") == lead.get(lead.note).header("etag")


def test_the_same_request_sent_twice_makes_one_record(lead):
    first, second = (lead.post(lead.file, NOTE, **KEY) for _time in (1, 2))
    assert (first.status, second.status) == (201, 200)
    assert first["@id"] == second["@id"] == second.header("location")
    assert lead.get(lead.file)["items_total"] == 2
    other = Api(lead.layer, "second").post(lead.file, NOTE, **KEY)
    assert (other.status, other["@id"] == first["@id"]) == (201, False)
    assert lead.post(lead.file, NOTE, **{"Idempotency-Key": "mine"}).status == 400


def test_pages_follow_each_other(lead):
    for _number in range(6):
        lead.post(lead.file, NOTE)
    seen, url = [], f"{lead.file}?b_size=3"
    while url:
        page = lead.get(url)
        assert page["items_total"] == 7
        seen += [item["@id"] for item in page["items"]]
        url = page.data.get("batching", {}).get("next")
    assert len(seen) == len(set(seen)) == 7
    assert "items" not in lead.get(f"{lead.file}?include_items=false").data


def test_a_search_goes_on_with_the_same_question(lead):
    for number in range(4):
        lead.post(lead.file, {**NOTE, "outcome": f"Saxophone {number}"})
    page = lead.get("/@search?SearchableText=saxophone&portal_type=ContactNote&b_size=3")
    assert (len(page["items"]), page["items_total"]) == (3, 4)
    rest = lead.get(page["batching"]["next"])
    assert (len(rest["items"]), rest["items_total"]) == (1, 4)
    asked = {"SearchableText": "saxophone", "b_size": 3}
    page = lead.post("/@search", asked)
    assert "next" not in page["batching"]
    rest = lead.post("/@search", {**asked, "after": page["batching"]["after"]})
    assert len(rest["items"]) == 1


def test_a_page_there_is_not(lead):
    for query in ("after=nowhere", "b_start=25", "b_size=0", "b_size=many", "b_size=1000"):
        for url in (lead.file, f"{lead.school}/files", "/@search"):
            reply = lead.get(f"{url}?{query}")
            assert (reply.status, list(reply.errors)) == (400, [query.partition("=")[0]])


def test_a_condition_there_is_not(lead):
    for query in ("Creator=lead", "sort_on=Date", "sort_order=up"):
        reply = lead.get(f"/@search?{query}")
        assert (reply.status, list(reply.errors)) == (400, [query.partition("=")[0]])


def test_schools_are_listed_to_those_who_are_in_them(lead):
    assert [item["@id"] for item in lead.get("/@schools")["items"]] == [lead.school]
    assert Api(lead.layer, "stranger").get("/@schools")["items"] == []
    assert Api(lead.layer).get("/@schools").status == 401


def test_a_school_gets_its_id_from_the_portal(lead):
    """The filter knows what is under a school by it."""
    manager = Api(lead.layer, "manager")
    school = {"@type": "School", "title": "Second School"}
    assert manager.post("", {**school, "id": "second"}).errors["id"]
    made = manager.post("", school)
    assert (made.status, made["title"]) == (201, "Second School")
    assert made["id"].startswith("school-")
    assert len(made["id"]) == len("school-") + 16
    assert manager.patch(made["@id"], {"id": "second"}).status == 400
    assert lead.post("", school).status in (401, 404)


def test_sending_again_shows_nothing_that_was_barred_since(lead):
    child = {
        "@type": "WelfareFile",
        "given_name": "Quenby",
        "family_name": "Zephyrine",
        "date_of_birth": "2016-05-04",
        "reasons": ["social_care"],
        "responsible_leader": "lead",
        "consent": "not_sought",
        "year_group": "5",
    }
    files = f"{lead.school}/files"
    first = lead.post(files, child, **KEY)
    assert (first.status, lead.post(files, child, **KEY).status) == (201, 200)
    transaction.begin()
    file = lead.layer["portal"].unrestrictedTraverse(lead.path(first["@id"]))
    barriers(file).add("lead", "A relative")
    transaction.commit()
    again = lead.post(files, child, **KEY)
    assert again.status == 404
    assert b"Zephyrine" not in again.answer.body
