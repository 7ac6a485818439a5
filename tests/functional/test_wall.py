"""What a person may not see and what does not exist look alike, over real HTTP (R042)."""

from dataclasses import dataclass
from itertools import cycle
from itertools import product
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.exchange import Answer
from tests.exchange import Client
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import make_users
from tests.suffixes import OURS
from tests.suffixes import SUFFIXES
from tests.word import Asker
from tests.word import take_at_their_word
from urllib.parse import quote
from urllib.parse import urlsplit
from welfarefiles.access.barriers import barriers
from welfarefiles.access.grants import grants
from welfarefiles.interfaces import IWelfareFilesLayer
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import team
from zope.component import getSiteManager
from zope.interface import alsoProvides
from zope.interface import Interface
from zope.interface import providedBy

import pytest
import re
import transaction


ABSENT = "0123456789abcdef"
JSON = "application/json"

ACCEPTS = ["text/html", JSON, "*/*"]
METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT", "PROPFIND", "MKCOL", "LOCK"]


@dataclass
class Place:
    """Paths of a site with a hidden file in it."""

    portal: str
    school: str
    file: str
    note: str
    child_protection: str
    other_file: str


@pytest.fixture
def place(http):
    portal = http["portal"]
    make_users(portal, "lead", "wflead", "teacher", "barred", "worker", "stranger")
    make_user(portal, "siteadmin", ["Manager", "Site Administrator", "Editor", "Reader"])
    school = make_school(portal, lead="Welfare Lead", teacher="Staff Member", barred="Authoriser")
    file, other = make_file(school), make_file(school, given_name="Quenby Other")
    hidden = make_file(school, "ChildProtectionFile", given_name="Quenby Hidden")
    team(school).add(TeamEntry("wflead", "Welfare Lead", frozenset({"WelfareFile"})))
    note = make_note(file)
    barriers(file).add("barred", "uncle")
    grants(other).give("worker", "Case Worker", "form tutor", "lead")
    transaction.commit()
    paths = ["/".join(one.getPhysicalPath()) for one in (portal, school, file, note, hidden, other)]
    return Place(*paths)


def parent_of(path):
    return path.rpartition("/")[0]


def assert_alike(client, path, absent, suffix="", **request):
    """The answers for a hidden and for an absent path differ in nothing but the path."""
    hidden = client.ask(path + suffix, **request).without(path.rpartition("/")[2])
    nothing = client.ask(absent + suffix, **request).without(absent.rpartition("/")[2])
    assert hidden == nothing, (path + suffix, request)
    return hidden


class Quick(Asker):
    """The same pipeline without a server and without a password, for very many questions."""

    def ask(self, path, method="GET", accept="text/html", body=b""):
        got = super().ask(path, method, accept, body)
        return Answer(got.status, tuple(sorted(got.headers.items())), got.body)


@pytest.fixture
def quick(http, place):
    """`quick(user_id)`: somebody who asks very much."""
    take_at_their_word(http["portal"])
    transaction.commit()
    return Quick


@pytest.mark.parametrize("user_id", [None, "stranger", "teacher", "worker", "barred", "siteadmin"])
def test_hidden_file_and_record_look_absent(http, place, quick, user_id):
    """Where a page of the file is asked for, JSON of its record is, and the other way round."""
    real = user_id in (None, "barred")
    client, kinds = Client(http, user_id) if real else quick(user_id), cycle(("text/html", JSON))
    for path in (place.file, place.note):
        absent = f"{parent_of(path)}/{ABSENT}"
        next(kinds)
        for suffix, accept in zip(SUFFIXES, kinds, strict=False):
            answer = assert_alike(client, path, absent, suffix, accept=accept)
            is_page = accept == "text/html" and "++api++" not in suffix
            assert answer.status == (404 if user_id else 302 if is_page else 401)


@pytest.mark.parametrize("user_id", [None, "stranger", "worker"])
@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_every_method(http, place, user_id, accept):
    client = Client(http, user_id)
    for path in (place.file, place.note):
        for method in METHODS:
            for suffix in ("", "/@workflow/close", "/edit", "/title"):
                body = None if method in ("GET", "HEAD") else b"{}"
                absent = f"{parent_of(path)}/{ABSENT}"
                assert_alike(client, path, absent, suffix, method=method, accept=accept, body=body)


@pytest.mark.parametrize("user_id", [None, "stranger"])
def test_every_method_suffix_and_kind_of_answer(place, quick, user_id):
    """Status, headers and body are the same; the answer to HEAD has no body."""
    person, path = quick(user_id), place.note if user_id else place.file
    absent = f"{parent_of(path)}/{ABSENT}"
    assert (len(METHODS), len(SUFFIXES), len(ACCEPTS)) >= (10, 30, 3)
    different = []
    for method, suffix, accept in product(METHODS, SUFFIXES + OURS, ACCEPTS):
        body = b"" if method in ("GET", "HEAD", "OPTIONS") else b"{}"
        hidden, nothing = (
            person.ask(asked + suffix, method, accept, body).without(asked.rpartition("/")[2])
            for asked in (path, absent)
        )
        if hidden != nothing or (method == "HEAD" and hidden.body):
            different.append((method, suffix, accept))
    assert different == []


def test_every_view_there_is(http, place, quick):
    portal = http["portal"]
    request = http["request"].clone()
    alsoProvides(request, IWelfareFilesLayer)
    file = portal.unrestrictedTraverse(place.file)
    wanted = [providedBy(file), providedBy(request)]
    names = {name for name, _ in getSiteManager().adapters.lookupAll(wanted, Interface) if name}
    assert len(names) > 150
    absent = f"{parent_of(place.file)}/{ABSENT}"
    for user_id in (None, "stranger"):
        for name in sorted(names):
            assert_alike(quick(user_id), place.file, absent, f"/@@{quote(name)}")


def test_lead_of_one_kind_does_not_see_the_other(place, quick):
    client = quick("wflead")
    assert client.ask(place.file, accept=JSON).status == 200
    for suffix in SUFFIXES:
        absent = f"{parent_of(place.child_protection)}/{ABSENT}"
        assert_alike(client, place.child_protection, absent, suffix, accept=JSON)


def test_hidden_school_looks_absent(place, quick):
    absent = f"{place.portal}/school-{ABSENT}"
    for user_id in (None, "stranger"):
        for suffix in (*SUFFIXES, "/files", f"/files/{ABSENT}"):
            for accept in ("text/html", JSON):
                assert_alike(quick(user_id), place.school, absent, suffix, accept=accept)


def test_hidden_file_is_no_way_to_what_is_visible(http, place):
    """What one may see is not to be had through what one may not, or the latter would show."""
    client = Client(http, "worker")
    visible = place.other_file.rpartition("/")[2]
    absent = f"{parent_of(place.file)}/{ABSENT}"
    for suffix in (f"/{visible}", f"/{visible}/view", f"/files/{visible}"):
        answer = assert_alike(client, place.file, absent, suffix, accept=JSON)
        assert answer.status == 404


@pytest.mark.parametrize("prefix", ["", "/_vh_welfare"])
def test_behind_a_proxy(http, place, prefix):
    """The addresses in refusals are those the browser sees."""
    manage_addVirtualHostMonster(http["app"])
    transaction.commit()
    start = f"/VirtualHostBase/https/files.example.org:443{place.portal}/VirtualHostRoot{prefix}"
    path = start + place.file.removeprefix(place.portal)
    seen = prefix.removeprefix("/_vh_")
    answer = assert_alike(Client(http), path, f"{parent_of(path)}/{ABSENT}")
    home = f"/{seen}" if seen else ""
    shown = parent_of(place.file).removeprefix(place.portal)
    assert answer.header("location") == f"{home}/login?came_from={home}{shown}/ID"
    page = assert_alike(Client(http, "stranger"), path, f"{parent_of(path)}/{ABSENT}")
    assert f'href="{home or "/"}"'.encode() in page.body


@pytest.mark.parametrize("user_id", [None, "stranger", "lead"])
def test_form_field_is_no_way_around_the_filter(http, place, user_id):
    client = Client(http, user_id)
    for path in (place.school, place.file, place.note):
        inside = path.removeprefix(f"{place.portal}/")
        absent = f"{parent_of(path)}/{ABSENT}".removeprefix(f"{place.portal}/")
        for view in ("", "/view", "/title", "/@@title"):
            for target in (inside, absent):
                field = quote(target + view)
                assert client.ask(f"{place.portal}?{field}:method=1").status == 404


def test_administrator_of_zope_sees_no_file(http, place):
    client = Client(http, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    absent = f"{parent_of(place.file)}/{ABSENT}"
    assert client.ask(place.school, accept=JSON).status == 200
    for suffix in SUFFIXES:
        assert_alike(client, place.file, absent, suffix, accept=JSON)


def test_administrator_of_zope_with_a_role_of_ours_sees_no_file(http, place):
    roles = http["app"].acl_users.roles
    roles.addRole("Welfare Lead")
    roles.assignRoleToPrincipal("Welfare Lead", SITE_OWNER_NAME)
    transaction.commit()
    client = Client(http, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    assert client.ask(place.file, accept=JSON).status == 404


def test_wrong_password_is_signed_out(http, place):
    client = Client(http, "lead", "wrong")
    assert client.ask(place.file).status == 302
    assert client.ask(f"{parent_of(place.file)}/{ABSENT}").status == 302


def test_those_who_may_see_do(http, place):
    for user_id in ("lead", "wflead"):
        for path in (place.file, place.note):
            answer = Client(http, user_id).ask(path, accept=JSON)
            assert answer.status == 200
            assert answer.header("cache-control") == "no-store"
            assert answer.header("x-content-type-options") == "nosniff"
    assert Client(http, "worker").ask(place.other_file, accept=JSON).status == 200


def test_revocation_counts_on_the_next_request(http, place):
    other = http["portal"].unrestrictedTraverse(place.other_file)
    client = Client(http, "worker")
    assert client.ask(place.other_file, accept=JSON).status == 200
    [given] = grants(other).of("worker")
    grants(other).revoke(given.id, "lead", "left")
    transaction.commit()
    assert client.ask(place.other_file, accept=JSON).status == 404


def test_nothing_is_to_be_deleted_by_those_who_see_it(http, place):
    for user_id in ("lead", "siteadmin"):
        for path in (place.note, place.file):
            answer = Client(http, user_id).ask(path, method="DELETE", accept=JSON)
            assert answer.status == 404
    assert Client(http, "siteadmin").ask(place.school, "DELETE", JSON).status in (400, 404)
    assert Client(http, "lead").ask(place.note, accept=JSON).status == 200


def test_global_role_by_rest_opens_nothing(http, place):
    client = Client(http, "siteadmin")
    answer = client.ask(
        f"{place.portal}/@users/siteadmin",
        method="PATCH",
        accept=JSON,
        body=b'{"roles": {"Welfare Lead": true, "Case Reader": true}}',
        **{"Content-Type": JSON},
    )
    assert answer.status in (200, 204, 400)
    assert client.ask(place.file, accept=JSON).status == 404


def assets_of(page):
    """Paths of the style sheets, scripts and icons of a page."""
    links = re.findall(rb'<(?:link|script)[^>]*(?:href|src)="([^"]+)"', page.body)
    return [urlsplit(link.decode().replace("&amp;", "&")).path for link in links]


def test_signed_out_sees_the_sign_in_page_and_little_else(http, place):
    client = Client(http)
    page = client.ask(f"{place.portal}/login")
    assert page.status == 200
    assert assets_of(page), "the sign-in page has its look"
    assert [client.ask(path).status for path in assets_of(page)] == [200] * len(assets_of(page))
    assert client.ask(place.portal).status in (302, 401)
    for service in ("@search", "@transactions", "@users", "@vocabularies", "@navigation"):
        assert client.ask(f"{place.portal}/{service}", accept=JSON).status in (401, 404)


def test_stranger_learns_nothing_from_services_of_the_site(http, place):
    client = Client(http, "stranger")
    for service in (
        "@transactions",
        "@users",
        "@groups",
        "@vocabularies/plone.app.vocabularies.Users",
    ):
        assert client.ask(f"{place.portal}/{service}", accept=JSON).status in (401, 403, 404)
    assert client.ask(f"{place.portal}/PROPFIND").status in (401, 302, 404)
