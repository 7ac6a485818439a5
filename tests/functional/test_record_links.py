"""A record refers to others by their addresses: links for whoever may open them (R084)."""

from tests.api import path_of
from tests.api import Person
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in

import pytest
import transaction


@pytest.fixture
def place(http):
    """A note that refers to a record of this file, one of another and one that is not there."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    file, other = make_complete_file(school), make_complete_file(school)
    grant_all(file)
    with signed_in("lead"):
        near = make_record(file, "Decision")
        far = make_record(other, "Assessment", kind="core")
        gone = f"{near.absolute_url()[:-16]}{'0' * 16}"
        said = f"See {near.absolute_url()}, {far.absolute_url()} & {gone}. <b>"
        note = make_record(file, "ContactNote", discussion=said)
    transaction.commit()
    return note, near.absolute_url(), far.absolute_url(), gone


def test_each_sees_links_to_what_they_may_open(http, place):
    note, near, far, gone = place
    for user_id, opens_far in (("lead", True), ("worker", False)):
        _status, page = Person(http, user_id).page(path_of(note))
        assert f'<a href="{near}">' in page
        assert (f'<a href="{far}">' in page) is opens_far
        assert ("Core Assessment of" in page) is opens_far
        assert far in page  # as it was written
        assert f'href="{gone}"' not in page
        assert "&amp; " in page
        assert "<b>" not in page.partition(f'<a href="{near}">')[2][:600]
