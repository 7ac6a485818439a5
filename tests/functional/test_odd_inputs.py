"""What nobody sends by a form of ours: refused in words or not found, never a failure."""

from lxml import html
from tests.api import path_of
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from tests.wsgi import JSON
from urllib.parse import urlencode
from welfarefiles.forms.pupils import BadList
from welfarefiles.forms.pupils import read_list
from welfarefiles.policies.rendering import rendered
from welfarefiles.portal.lean import LEAN_PAGES
from zope.component.hooks import setSite

import json
import pytest
import re
import transaction


@pytest.fixture
def paths(functional):
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(school)
    transaction.commit()
    yield {
        "portal": path_of(portal),
        "school": path_of(school),
        "files": path_of(school["files"]),
        "file": path_of(file),
    }
    setSite(portal)


@pytest.mark.parametrize(
    "path",
    [
        "{files}?year_group=%ff",
        "{files}?state=%ff&consent=%00&leader=%ff&reason=%ff",
        "{files}?year_group:record=x&text=%00&sort=%ff",
        "{files}/@@find?text=%ff%00",
        "{file}/@@chronology?order=%ff&after=%ff&types=%00",
        "{portal}/@@find?text=%00%ff",
        "{school}/@@history?person=%ff",
        "{file}/@@history?person=%ed%a0%80",
    ],
)
def test_odd_letters_in_an_address(paths, path):
    assert Direct("lead").ask(path.format(**paths)).status in (200, 404)


@pytest.mark.parametrize("path", ["{portal}/%ff", "{file}/%ff", "{portal}/%c3%28/x"])
def test_half_letters_in_a_path(paths, path):
    assert Direct("lead").ask(path.format(**paths)).status == 404


@pytest.mark.parametrize("accept", ["text/html", JSON])
@pytest.mark.parametrize("query", ["x:int=a", "x:float=a&ACTUAL_URL=b", "x:json=a", "x:required="])
def test_what_cannot_be_read_is_answered_alike_everywhere(paths, query, accept):
    """Zope turns ``name:int`` into a number before it knows who asks, and for what."""
    answers = [
        (got.status, got.headers, got.body)
        for user_id in (None, "stranger", "lead")
        for path in (paths["file"], f"{paths['files']}/0123456789abcdef", paths["portal"])
        for got in [Direct(user_id).ask(f"{path}?{query}", accept=accept)]
    ]
    assert answers[0][0] == 400
    assert all(answer == answers[0] for answer in answers)
    form = f"{paths['file']}/@@find"
    sent = Direct("lead").ask(form, "POST", accept, query.encode(), CONTENT_TYPE=FORM)
    assert (sent.status, sent.headers, sent.body) == answers[0]


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 404), ("Nonsense", 404), ("WelfareFile", 404), ("ContactNote", 404), ("School", 200)],
)
def test_only_what_may_be_added_has_a_form(paths, name, status):
    answer = Direct("siteadmin").ask(f"{paths['portal']}/++add++{name}")
    assert answer.status == status


TWICE = [
    (None, "{portal}/login", "came_from"),
    (None, "{portal}/@@second-factor", "code"),
    (None, "{portal}/@@school-account", "came_from"),
    ("siteadmin", "{portal}/@@welfare-accounts", "user_id"),
    ("siteadmin", "{portal}/@@school-sign-in", "issuer"),
    ("siteadmin", "{portal}/@@school-sign-in", "groups"),
    ("siteadmin", "{portal}/@@manage-jobs", "retry"),
    ("siteadmin", "{portal}/@@manage-jobs", "start"),
    ("lead", "{school}/@@newcomers", "user_id"),
    ("lead", "{school}/@@newcomers", "kind"),
    ("lead", "{portal}/@@find", "text"),
    ("lead", "{school}/@@deadlines", "owner"),
    ("records", "{school}/@@change-schedule", "shipped"),
    ("lead", "{file}/++add++WelfareDocument", "form.widgets.IMoreAboutRecord.volume"),
    ("lead", "{files}/++add++WelfareFile", "form.widgets.date_of_birth"),
]


@pytest.mark.parametrize(("person", "path", "name"), TWICE)
def test_a_field_that_comes_twice(paths, person, path, name):
    address = path.format(**paths)
    asks = Direct(person)
    shown = asks.ask(f"{address}?{name}=a&{name}=b")
    assert shown.status in (200, 302)
    token = re.search(rb'name="_authenticator"[^>]* value="(\w+)"', asks.ask(address).body)
    sent = f"{name}=a&{name}=b&_authenticator={token[1].decode() if token else ''}"
    sent += "&form.buttons.save=1&preview-shipped=1"
    answer = asks.ask(address, "POST", body=sent.encode(), CONTENT_TYPE=FORM)
    assert answer.status in (200, 302)


@pytest.mark.parametrize("kind", ["", ":list", ":tokens", ".x:record"])
@pytest.mark.parametrize("person", [None, "lead"])
def test_plones_own_pages_take_one_text_for_one_input(paths, person, kind):
    """Those of its pages that are left open, each with every field twice."""
    asks = Direct(person)
    for page in sorted({*LEAN_PAGES, "login-help"}):
        address = f"{paths['portal']}/{page}"
        shown = asks.ask(address)
        fields = html.fromstring(shown.body).xpath("//main//form//@name") if shown.body else []
        body = [(f"{name}{kind}", value) for name in fields for value in ("a", "b")]
        body += [(name, "1") for name in fields if "buttons" in name]
        token = re.search(rb'name="_authenticator"[^>]* value="(\w+)"', shown.body)
        sent = urlencode([*body, ("_authenticator", token[1].decode() if token else "")])
        got = asks.ask(address, "POST", body=sent.encode(), CONTENT_TYPE=FORM)
        assert max(shown.status, got.status) < 500, page
        assert asks.ask(f"{address}?{urlencode(body)}").status < 500, page


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "x",
        '{"login": "\\ud800", "password": "x"}',
        '{"login": 1, "password": []}',
    ],
)
def test_a_sign_in_that_cannot_be_read(paths, body):
    path = f"{paths['portal']}/@login"
    answer = Direct(None).ask(path, "POST", JSON, body.encode(), CONTENT_TYPE=JSON)
    assert answer.status == 400


@pytest.mark.parametrize("title", ["\x01", "\ud800", " \x00 "])
def test_a_name_without_a_letter_is_none(paths, title):
    path, body = f"{paths['school']}/@named-teams", json.dumps({"title": title}).encode()
    answer = Direct("lead").ask(path, "POST", JSON, body, CONTENT_TYPE=JSON)
    assert answer.status == 400


@pytest.mark.parametrize(
    ("person", "path", "name"),
    [
        (None, "{portal}/login-help", "userid"),
        (None, "{portal}/login", "__ac_name"),
        ("lead", "{school}/@@newcomers", "user_id"),
        ("lead", "{portal}/@@find", "text"),
    ],
)
def test_half_letters_in_a_form(paths, person, path, name):
    address, asks = path.format(**paths), Direct(person)
    token = re.search(rb'name="_authenticator"[^>]* value="(\w+)"', asks.ask(address).body)
    more = {"form.buttons.send": "1", "__ac_password": "x", "buttons.login": "1"}
    fields = {**more, "_authenticator": token[1].decode() if token else ""}
    sent = f"{urlencode(fields)}&{name}=a%ff%00%ed%a0%80"
    answer = asks.ask(address, "POST", body=sent.encode(), CONTENT_TYPE=FORM)
    assert answer.status in (200, 302)


def test_what_a_printer_put_into_a_policy_is_read_without_it(paths):
    assert rendered("## One\x0c\x01\nTwo\x0b").split("\n") == [
        '<h3 id="part">One</h3>',
        "<p>Two</p>",
    ]


@pytest.mark.parametrize("cell", ['"' * 3 + "x" * 200_000, "Ada\x00", "Ada\x1b"])
def test_a_list_of_pupils_that_is_no_table(cell):
    with pytest.raises(BadList):
        read_list(f"Given name,Family name\n{cell},Otterbury\n".encode())
