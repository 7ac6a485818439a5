"""A pack taken in over REST: by the rules of the pages, refused as they refuse."""

from tests.api import Person
from tests.functional.test_imports import brought as brought_on_the_page
from tests.functional.test_imports import by_hash
from tests.functional.test_imports import files_of
from tests.jobsite import work_off
from tests.packs import make_place
from tests.packs import multipart
from tests.packs import pack_of
from tests.packs import PASSPHRASE
from tests.rest import Api
from tests.sample import make_user
from tests.school import make_complete_file
from tests.school import name_for
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.imports.form import NO_FILE
from welfarefiles.imports.form import NO_PASSPHRASE
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.received import store

import pytest
import transaction


@pytest.fixture
def place(http):
    place = make_place(http["portal"])
    place.url = f"{place.path}/@take-in"
    for path in store.root().glob("*"):
        path.unlink()
    return place


class Client(Api):
    """Somebody's client; paths are the server's own."""

    def path(self, url):
        return url if url.startswith(self.home) else super().path(url)

    def bring(self, url, pack, passphrase=PASSPHRASE, **headers):
        """Bring a pack and have it verified; the answer from before it was."""
        kind, body = multipart(pack, passphrase=passphrase)
        reply = self.ask("POST", url, body, **{**headers, "Content-Type": kind})
        work_off(self.client.layer)
        return reply


def spooled():
    return {path.name for path in store.root().glob("*")}


def test_brought_looked_at_and_taken_in(http, place):
    lead = Client(http, "lead")
    made = lead.bring(place.url, place.pack)
    assert (made.status, made["state"]) == (202, "checking")
    assert made.header("location") == made["@id"]
    assert lead.get(f"/@jobs/{made['job']}")["state"] == "done"
    assert lead.post(f"{made['@id']}/verify").status == 404
    assert "Zephyrine" not in str(made.data)
    Person(http, "office").page(f"{place.path}/@@take-in-preview?id={made['id']}")
    preview = lead.get(made["@id"])
    [part] = preview["parts"]
    assert part["child"]["upn"] == "B801200005001"
    assert part["records"]["ContactNote"] == 2
    assert part["into"] is None
    accept = f"{made['@id']}/accept"
    assert lead.post(accept).status == 428
    assert lead.post(accept, **{"If-Match": '"another"'}).status == 412
    work_off(http)
    assert files_of(place.receiver) == []
    done = lead.post(accept, **{"If-Match": preview.header("etag")})
    assert done.status == 202
    assert lead.get(made["@id"])["state"] == "taking"
    assert lead.post(accept, **{"If-Match": preview.header("etag")})["job"] == done["job"]
    work_off(http)
    assert lead.get(f"/@jobs/{done['job']}")["state"] == "done"
    [file] = files_of(place.receiver)
    assert by_hash(file).keys() == by_hash(place.file).keys()
    assert lead.get(made["@id"])["files"] == [file.absolute_url()]
    assert Client(http, "office").get(made["@id"])["files"] == []
    shown = f"{place.path}/@@take-in-preview?id={made['id']}"
    assert f">{file.reference}</a>" in Person(http, "lead").page(shown)[1]
    assert file.reference not in Person(http, "office").page(shown)[1]
    for step in ("accept", "drop"):
        assert lead.post(f"{made['@id']}/{step}", **{"If-Match": "*"}).status == 404
    [one] = lead.get(place.url)["items"]
    assert one["state"] == "taken"
    told = {"brought": "lead", "verified": "lead", "previewed": "lead", "taken": "lead"}
    for action, person in (*told.items(), ("previewed", "office")):
        found = entries(Filter(person=person, actions=(f"imports.{action}",)), limit=1)
        assert found[0].detail["pack"] == one["pack"]


def test_it_goes_elsewhere_than_was_shown(http, place):
    """Somebody opened a file on the child meanwhile: looked at again before it is taken in."""
    lead = Client(http, "lead")
    made = lead.bring(place.url, place.pack)["@id"]
    seen = lead.get(made).header("etag")
    child = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "B801200005001"}
    own = make_complete_file(place.receiver, **child)
    transaction.commit()
    assert lead.post(f"{made}/accept", **{"If-Match": seen}).status == 412
    again = lead.get(made)
    assert again["parts"][0]["into"]["reference"] == own.reference
    assert lead.post(f"{made}/accept", **{"If-Match": again.header("etag")}).status == 202
    work_off(http)
    assert files_of(place.receiver) == [own]
    assert own.volume == 2


def test_dropped(http, place):
    """What the page was brought, by the service; and nothing by addresses that are none."""
    where, _page = brought_on_the_page(Person(http, "lead"), place.path, place.pack)
    office = Client(http, "office")
    made = office.get(place.url)["items"][0]["@id"]
    assert where.endswith(made.rpartition("/")[2])
    for path in ("/x", "/accept/x", "/parts", "/answer", "/preview"):
        assert office.post(made + path, **{"If-Match": "*"}).status == 404
    for id in ("0" * 16, "%00", "a/b"):
        assert office.get(f"{place.url}/{id}").status in (400, 404)
    assert {office.patch(made, {}).status, office.ask("DELETE", made).status} == {404}
    assert len(spooled()) == 1
    store.path_of(made.rpartition("/")[2]).unlink()  # lost with the disk it lay on
    assert office.get(made).status == 400
    assert office.post(f"{made}/accept", **{"If-Match": "*"}).status == 400
    assert office.post(f"{made}/drop").status == 204
    assert office.post(f"{made}/drop").status == 404
    assert office.get(place.url)["items"][0]["state"] == "dropped"
    assert spooled() == set()
    assert files_of(place.receiver) == []


WRONG = {
    "no passphrase": ({"passphrase": ""}, {"passphrase": NO_PASSPHRASE}),
    "another passphrase": ({"passphrase": "wrong"}, None),
    "no pack": ({"pack": b"PK\5\6" + b"\0" * 18}, None),
}


ODD = [
    ("application/json", b'{"file": "x", "passphrase": "y"}'),
    ("application/json", b"{"),
    ("application/zip", b"PK"),
    ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
    ("multipart/form-data", b"--x--"),
    ("application/x-www-form-urlencoded", b"file=pack.zip&passphrase=x&passphrase=y"),
    ("text/plain", b"\xff" * 100),
]


def test_refused_with_the_reason_and_nothing_kept(http, place):
    lead, refusals = Client(http, "lead"), Filter(person="lead", actions=("imports.refused",))
    for sent, errors in WRONG.values():
        before = len(entries(refusals, limit=500))
        reply = lead.bring(place.url, **{"pack": place.pack, **sent})
        assert reply.status == 400
        assert errors is None or reply.errors == errors
        assert len(entries(refusals, limit=500)) - before == (0 if errors else 1)
    for kind, body in ODD:
        reply = lead.ask("POST", place.url, body, **{"Content-Type": kind})
        assert (reply.status, kind, body) == (400, kind, body)
    assert lead.post(place.url).errors == {"file": NO_FILE, "passphrase": NO_PASSPHRASE}
    # A form of another site's page is a request that a browser sends without asking.
    assert lead.bring(place.url, place.pack, Origin="https://example.org").status == 404
    assert lead.get(place.url)["items"] == []
    assert spooled() == set()


def test_nothing_for_anybody_else(http, place):
    made = Client(http, "lead").bring(place.url, place.pack)["@id"]
    absent = Client(http, "lead").get("/school-0000000000000000/@take-in")
    for user_id in ("staff", "head", "records", "auditor", "worker", "stranger"):
        other = Client(http, user_id)
        replies = [
            other.get(place.url),
            other.bring(place.url, place.pack),
            other.get(made),
            other.post(f"{made}/accept", **{"If-Match": "*"}),
            other.post(f"{made}/drop"),
        ]
        assert {one.status for one in replies} == {404}
        assert {one.answer.body for one in replies} == {absent.answer.body}
    nobody = Client(http)
    assert {nobody.get(made).status, nobody.bring(place.url, place.pack).status} == {401}
    work_off(http)
    assert files_of(place.receiver) == []
    assert len(spooled()) == 1


def test_who_is_not_named_for_the_kind_of_file(http, place):
    make_user(place.portal, "wflead")
    with signed_in("lead"):
        other = make_complete_file(place.sender, "ChildProtectionFile", given_name="Quenby")
    name_for(place.receiver, "wflead", "Welfare Lead", "WelfareFile")
    transaction.commit()
    one = Client(http, "wflead")
    reply = one.bring(place.url, pack_of(other))
    assert reply.status == 400
    assert "not named for this kind" in str(reply.data)
    made = Client(http, "lead").bring(place.url, pack_of(other))["@id"]
    assert one.get(place.url)["items"] == []
    for step in ("", "/accept", "/drop"):
        ask = one.post if step else one.get
        assert ask(f"{made}{step}").status == 404
    page = Person(http, "wflead").page(f"{place.path}/@@take-in")[1]
    assert other.reference not in page


def test_a_relative_of_the_child(http, place):
    """Shut out of the child's file here: finds no preview, agrees to nothing, drops nothing."""
    child = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "B801200005001"}
    own = make_complete_file(place.receiver, **child)
    barriers(own).add("office", "An aunt", "lead")
    transaction.commit()
    made = Client(http, "lead").bring(place.url, place.pack)
    office, page = Client(http, "office"), f"{place.path}/@@take-in-preview?id={made['id']}"
    assert office.get(made["@id"]).status == 404
    for step in ("accept", "drop"):
        assert office.post(f"{made['@id']}/{step}", **{"If-Match": "*"}).status == 404
    assert Person(http, "office").page(page)[0] == 404
    assert store.path_of(made["id"]).exists()
