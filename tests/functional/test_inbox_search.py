"""Leads search what was raised; nobody learns from it what they may not read (R046)."""

from tests.api import path_of
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import page
from tests.concerns import raise_one
from tests.sample import make_file
from tests.school import signed_in
from welfarefiles.access.barriers import barriers

import pytest
import transaction


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


@pytest.fixture
def lead(http, school):
    return Person(http, "lead")


@pytest.fixture
def file(school):
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
    transaction.commit()
    return file


def look(person, school, text):
    return person.send(page(school, "inbox"), text=text)[1]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("heron", True),
        ("HERÓN saw", True),
        ("otter", True),
        ("watched", True),
        ("canary", True),
        ("staff", True),
        ("heron wren", False),
        ("eron", False),
        ("   ", None),
    ],
)
def test_leads_search_what_was_raised_and_said_since(school, lead, text, is_found):
    concern = raise_one(school, answers=(("where", "Where", "By the otters"),))
    other = raise_one(school, child="Somebody Else", pupil="", what="Nothing of it", user_id="head")
    lead.send(path_of(concern), step="note", text="To be watched")
    shown = look(lead, school, text)
    if is_found is None:
        assert other.reference in shown
    else:
        assert (concern.reference in shown) is is_found
        assert other.reference not in shown


def test_searching_tells_a_barred_lead_and_others_nothing(http, school, file, lead):
    concern = raise_one(school)
    assert concern.reference in look(lead, school, "heron")
    assert lead.post(f"{page(school)[:-8]}/@inbox-search", text="heron")[1]["items_total"] == 1
    transaction.begin()
    barriers(file).add("lead", "Relative")
    transaction.commit()
    assert concern.reference not in look(lead, school, "heron")
    assert lead.post(f"{page(school)[:-8]}/@inbox-search", text="heron")[1]["items_total"] == 0
    for user_id in ("staff", "head", "records"):
        assert Person(http, user_id).send(page(school, "inbox"), text="heron")[0] == 404


def test_the_ledger_tells_a_barred_lead_of_no_concern_about_the_child(http, school, lead, file):
    hidden = raise_one(school, child="Canary Zephyrine", pupil="")
    other = raise_one(school, child="Quenby Otterbury", pupil="b" * 16, what="Another")
    ledger = f"{path_of(school)}/@@history"
    assert hidden.reference in lead.page(ledger)[1]
    transaction.begin()
    barriers(file).add("lead", "Relative")
    transaction.commit()
    for name in (ledger, f"{ledger}.csv"):
        text = lead.page(name)[1]
        assert (hidden.reference in text, other.reference in text) == (False, True)
    assert hidden.reference in Person(http, "auditor").page(ledger)[1]
