"""A page of another site changes nothing with a browser's cookie or remembered password (R184)."""

from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_note
from tests.sample import make_school
from tests.sample import make_user
from tests.sample import PASSWORD
from tests.school import signed_in
from welfarefiles.rest.origin import place

import pytest
import transaction


#: What a page may send without asking: a form's kind of body, an address of its own choice.
SIMPLE = {"Content-Type": "text/plain"}
FOREIGN = ("https://example.org", "null", "http://", "http://localhost.example.org")


@pytest.fixture
def lead(http):
    portal = http["portal"]
    make_user(portal, "lead")
    school = make_school(portal, lead="Welfare Lead")
    with signed_in("lead"):
        note = make_note(make_file(school))
    transaction.commit()
    client = Api(http, "lead")
    client.layer, client.note = http, note.absolute_url()
    client.own = f"http://{http['host']}:{http['port']}"
    return client


@pytest.mark.parametrize("origin", FOREIGN)
def test_nothing_is_changed_from_elsewhere(lead, origin):
    sent = {**SIMPLE, "Origin": origin}
    assert lead.patch(lead.note, {"outcome": "Theirs"}, **sent).status == 404
    step = f"{lead.note}/@workflow/sign"
    for url in (step, step.replace("/school-", "/++api++/school-")):
        assert lead.post(url, {}, **sent).status == 404
    assert lead.post("/@schools", {}, **sent).status in (403, 404)
    now = lead.get(lead.note)
    assert (now["outcome"], now["review_state"]) != ("Theirs", "signed")
    assert now["review_state"] == "draft"


def test_own_pages_and_clients_go_on(lead):
    assert lead.patch(lead.note, {"outcome": "Mine"}, Origin=lead.own).status == 204
    assert lead.patch(lead.note, {"outcome": "Also mine"}).status == 204
    assert lead.get(lead.note, Origin="https://example.org").status == 200


def test_a_token_is_added_by_no_browser(lead):
    nobody = Api(lead.layer)
    token = nobody.post("/@login", {"login": "lead", "password": PASSWORD})["token"]
    signed = {"Origin": "https://example.org", "Authorization": f"Bearer {token}"}
    assert nobody.patch(lead.note, {"outcome": "Signed"}, **signed).status == 204


def test_the_usual_port_may_be_left_out():
    assert place("https://school.example") == place("http://school.example:80")
    assert place("https://school.example:8443") != place("https://school.example")
    assert place("null") is None
