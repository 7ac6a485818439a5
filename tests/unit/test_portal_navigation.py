"""Which link of the bar is the present page's."""

from types import SimpleNamespace
from welfarefiles.portal.navigation import current_item
from welfarefiles.portal.navigation import is_under

import pytest


def item(url, **more):
    return SimpleNamespace(url=url, **more)


HOME = item("http://x/portal", current=False)
REGISTER = item("http://x/portal/school-1/files")
SCHOOL = item("http://x/portal/school-1")


@pytest.mark.parametrize(
    ("here", "url", "under"),
    [
        ("http://x/a", "http://x/a", True),
        ("http://x/a/", "http://x/a", True),
        ("http://x/a/b", "http://x/a", True),
        ("http://x/ab", "http://x/a", False),
        ("http://x", "http://x/a", False),
    ],
)
def test_is_under(here, url, under):
    assert is_under(here, url) is under


def test_the_longest_address_wins():
    here = "http://x/portal/school-1/files/0123/@@chronology"
    assert current_item([SCHOOL, REGISTER], here) is REGISTER


def test_nothing_fits():
    assert current_item([SCHOOL, REGISTER], "http://x/portal/@@find") is None
    assert current_item([HOME, REGISTER], "http://x/portal/@@find") is None
    assert current_item([], "http://x/portal") is None


def test_an_item_may_settle_it():
    settled = item("http://x/elsewhere", current=True)
    assert current_item([SCHOOL, settled], "http://x/portal/school-1") is settled
