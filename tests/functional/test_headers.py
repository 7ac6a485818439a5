"""Every answer says that it is not kept, not framed, and where its parts may come from (R042)."""

from tests.api import path_of
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from tests.wsgi import FORM
from welfarefiles.access.headers import STOCK
from welfarefiles.access.headers import STRICT
from zope.component.hooks import setSite

import pytest
import transaction


HTML, JSON = "text/html", "application/json"
ABSENT = "0123456789abcdef"
#: Below the portal, the school, the file and the record.
ASKED = {
    "portal": "/ /login /logout /@@home /@@find?text=x /nowhere /@schools /@search /@users /@login",
    "school": "/ /view /files /@@team /edit /nowhere /@types /@workflow /@@find /acl_users",
    "file": "/ /view /edit /@@contacts /@@documents /@@upload /@@closing /@@move-on /nowhere "
    "/@search /@workflow /@history /title /++add++ContactNote /++add++Nonsense /@@chronology",
    "note": "/ /view /edit /@@download/file /@@images/image /@workflow /nowhere /@@move-on",
    "document": "/ /@@download/file /@@download/file/x.txt /view",
}


@pytest.fixture
def paths(functional):
    portal = functional["portal"]
    make_people(portal)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(school)
        note, document = make_record(file, "ContactNote"), make_record(file, "WelfareDocument")
    transaction.commit()
    contents = {"portal": portal, "school": school, "file": file, "note": note}
    yield {name: path_of(one) for name, one in {**contents, "document": document}.items()}
    setSite(portal)


def lacking(answer):
    """What an answer does not say that every answer has to."""
    got = answer.headers
    return [
        name
        for name, good in (
            ("cache-control", got.get("cache-control") == "no-store"),
            ("x-content-type-options", got.get("x-content-type-options") == "nosniff"),
            ("referrer-policy", got.get("referrer-policy") == "same-origin"),
            ("x-frame-options", got.get("x-frame-options") in ("DENY", "SAMEORIGIN")),
            ("frame-ancestors", "frame-ancestors" in got.get("content-security-policy", "")),
        )
        if not good
    ]


@pytest.mark.parametrize("user_id", [None, "lead", "stranger", "siteadmin"])
def test_every_answer_has_every_header(paths, user_id):
    person, wrong, seen = Direct(user_id), [], set()
    for place, suffixes in ASKED.items():
        for suffix in suffixes.split():
            for method in ("GET", "HEAD", "POST", "PROPFIND"):
                for accept in (HTML, JSON):
                    answer = person.ask(paths[place] + suffix, method, accept)
                    seen.add(answer.status)
                    wrong += [(method, place + suffix, accept, name) for name in lacking(answer)]
    assert wrong == []
    assert {200, 404} <= seen if user_id else {302, 401} <= seen


def test_our_pages_have_the_strict_policy_and_plones_a_wider_one(paths):
    for path in (paths["portal"], paths["file"], f"{paths['note']}/edit"):
        assert Direct("lead").ask(path).headers["content-security-policy"] == STRICT
    controls = Direct("siteadmin").ask(f"{paths['portal']}/@@overview-controlpanel")
    assert (controls.status, controls.headers["content-security-policy"]) == (200, STOCK)


def test_nothing_inline_stands_on_our_pages(paths):
    for path in (
        paths["portal"],
        paths["file"],
        f"{paths['note']}/edit",
        f"{paths['file']}/@@upload",
    ):
        page = Direct("lead").ask(path).body.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "javascript:" not in page
        assert " onclick=" not in page


def test_only_what_is_the_same_for_everybody_may_be_kept(paths):
    page = Direct().ask(f"{paths['portal']}/login").body.decode()
    [sheet] = {part.split('"')[0] for part in page.split('href="') if "welfarefiles.css" in part}
    path = paths["portal"] + sheet.partition(paths["portal"])[2]
    assert "immutable" in Direct().ask(path).headers["cache-control"]


def test_a_download_runs_nothing(paths):
    answer = Direct("lead").ask(f"{paths['document']}/@@download/file")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_form_by_xml_is_no_way_in(paths):
    answer = Direct("lead").ask(paths["portal"], "POST", body=b"<a/>", CONTENT_TYPE="text/xml")
    assert answer.status == 404
    assert Direct("lead").ask(paths["portal"], "POST", body=b"a=b", CONTENT_TYPE=FORM).status < 500
