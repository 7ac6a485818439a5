"""Home: what waits for whom, read from the index, so after a commit."""

from tests.pages import page
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from welfarefiles.access.guards import perform

import pytest
import transaction


@pytest.fixture
def portal(functional):
    portal = functional["portal"]
    make_people(portal)
    return portal


@pytest.fixture
def file(portal):
    """A file with an assessment that the lead has submitted, and a draft by a case worker."""
    file = make_file(make_staffed_school(portal))
    with signed_in("lead"):
        perform(make_record(file, "Assessment"), "submit")
        make_record(file, "ContactNote")
    transaction.commit()
    return file


def lines(shown):
    return [line.text_content() for line in shown.cssselect(".todo li")]


def test_the_authoriser_is_asked_and_the_author_is_not(portal, file):
    with signed_in("head"):
        [waiting] = lines(page(portal, "@@home"))
    assert file.reference in waiting
    assert "authoriser" in waiting
    with signed_in("lead"):
        assert not any("authoriser" in line for line in lines(page(portal, "@@home")))


def test_a_draft_waits_for_its_author_only(portal, file):
    with signed_in("lead"):
        [waiting] = lines(page(portal, "@@home"))
    assert "draft" in waiting


def test_no_name_stands_on_home(portal, file):
    with signed_in("head"):
        assert file.family_name not in page(portal, "@@home").text_content()


def test_the_schools_numbers(portal, file):
    with signed_in("lead"):
        shown = page(portal, "@@home")
    numbers = dict(
        zip(
            (label.text_content().strip() for label in shown.cssselect("dt")),
            (value.text_content().strip() for value in shown.cssselect("dd")),
            strict=True,
        )
    )
    assert numbers["Open files"] == "1"
    assert numbers["Review overdue"] == "0"
    assert numbers["Awaiting authority"] == "1"


@pytest.mark.parametrize("user_id", ["staff", "stranger"])
def test_home_says_nothing_of_files_to_who_may_see_none(portal, file, user_id):
    with signed_in(user_id):
        shown = page(portal, "@@home")
    assert not shown.cssselect("dl, .todo")
    assert shown.cssselect(".none")
