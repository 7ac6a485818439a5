"""Home: what waits for whom, read from the index, so after a commit."""

from dataclasses import dataclass
from tests.pages import page
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import make_record
from tests.school import signed_in
from welfarefiles.access.guards import perform

import pytest
import secrets
import transaction


@dataclass
class Scene:
    """A school with two people, whose ids are new: the index keeps what other tests committed."""

    portal: object
    file: object
    lead: str
    head: str

    def home(self, user_id):
        with signed_in(user_id):
            return page(self.portal, "@@home")

    def waiting(self, user_id):
        needs = self.home(user_id).cssselect(".two > div > section:first-child .todo li")
        return [line.text_content() for line in needs]


@pytest.fixture
def scene(functional):
    """A file with an assessment that the lead has submitted, and a draft of theirs."""
    portal, mark = functional["portal"], secrets.token_hex(3)
    lead, head = f"lead{mark}", f"head{mark}"
    for user_id in (lead, head):
        make_user(portal, user_id)
    make_user(portal, "stranger")
    school = make_school(portal, **{lead: "Welfare Lead", head: "Authoriser"})
    file = make_file(school, responsible_leader=lead)
    with signed_in(lead):
        perform(make_record(file, "Assessment"), "submit")
        make_record(file, "ContactNote")
    transaction.commit()
    return Scene(portal, file, lead, head)


def test_the_authoriser_is_asked_and_the_author_is_not(scene):
    [waiting] = scene.waiting(scene.head)
    assert scene.file.reference in waiting
    assert "authoriser" in waiting
    assert not any("authoriser" in line for line in scene.waiting(scene.lead))


def test_a_draft_waits_for_its_author_only(scene):
    [waiting] = scene.waiting(scene.lead)
    assert "draft" in waiting


def test_the_person_s_own_pages_are_a_step_from_every_page(scene):
    with signed_in(scene.lead):
        shown = page(scene.file, "view")
    links = [link.get("href").rpartition("@@")[2] for link in shown.cssselect(".me li a")]
    assert links == ["my-account", "your-access", "my-activity"]
    assert shown.cssselect(".me details > summary")


def test_no_name_stands_on_home(scene):
    assert scene.file.family_name not in scene.home(scene.head).text_content()


def test_the_schools_numbers(scene):
    shown = scene.home(scene.lead)
    labels = [label.text_content().strip() for label in shown.cssselect("dt")]
    values = [value.text_content().strip() for value in shown.cssselect("dd")]
    numbers = dict(zip(labels, values, strict=True))
    assert numbers["Open files"] == "1"
    assert numbers["Review overdue"] == "0"
    assert numbers["Awaiting authority"] == "1"


def test_home_says_nothing_of_files_to_who_may_see_none(scene):
    shown = scene.home("stranger")
    assert not shown.cssselect("dl, .todo")
    assert shown.cssselect(".none")
