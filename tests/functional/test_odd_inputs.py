"""What nobody sends by a form of ours: refused in words or not found, never a failure."""

from tests.api import path_of
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.wsgi import Direct
from zope.component.hooks import setSite

import pytest
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
    yield {"portal": path_of(portal), "files": path_of(school["files"]), "file": path_of(file)}
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
    ],
)
def test_odd_letters_in_an_address(paths, path):
    assert Direct("lead").ask(path.format(**paths)).status in (200, 404)


@pytest.mark.parametrize("path", ["{portal}/%ff", "{file}/%ff", "{portal}/%c3%28/x"])
def test_half_letters_in_a_path(paths, path):
    assert Direct("lead").ask(path.format(**paths)).status == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 404), ("Nonsense", 404), ("WelfareFile", 404), ("ContactNote", 404), ("School", 200)],
)
def test_only_what_may_be_added_has_a_form(paths, name, status):
    answer = Direct("siteadmin").ask(f"{paths['portal']}/++add++{name}")
    assert answer.status == status
