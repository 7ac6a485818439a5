"""Real documents are found by a word inside them, by those who may and by nobody else (R042, R184).

Each of the seed documents is uploaded as text, as PDF and as DOCX.
"""

from tests.papers import paper
from tests.papers import RARE
from tests.papers import seed
from tests.papers import TYPES
from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import grant_all
from tests.school import GRANTED
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import put
from tests.school import TEAM
from welfarefiles.access.barriers import barriers

import pytest
import transaction


WHEN = "2026-01-14T15:40"
#: Everybody there is: the school's team, those granted access, and people of neither.
PEOPLE = (*TEAM, *GRANTED, "elsewhere", "barred", "stranger", "siteadmin", "manager")
MAY = {
    "open": {"lead", "head", "worker", "reader"},
    "closed": {"lead", "records"},
    "retained": {"records"},
}


@pytest.fixture
def place(http):
    """A staffed school with a file, a second school with a lead of its own."""
    portal = http["portal"]
    make_people(portal)
    make_user(portal, "siteadmin", ["Member", "Site Administrator"])
    make_user(portal, "manager", ["Manager"])
    for user_id in ("elsewhere", "barred"):
        make_user(portal, user_id)
    make_school(portal, elsewhere="Welfare Lead")
    school = make_staffed_school(portal)
    file = make_file(school)
    grant_all(file)
    barriers(file).add("barred", "The child's uncle")
    transaction.commit()
    return file


def upload_all(lead, url):
    """`{rare word: addresses}` of every seed document in every kind."""
    found = {}
    for name, word in RARE.items():
        text = seed(name)
        found[word] = {
            lead.add(
                url,
                "WelfareDocument",
                kind="minutes",
                happened_at=WHEN,
                file=paper(name, kind, text),
            )
            for kind in TYPES
        }
    return found


def test_documents_are_found_by_those_who_may_and_by_nobody_else(http, place):
    url = place.absolute_url()
    uploaded = upload_all(Api(http, "lead"), url)
    for state, allowed in MAY.items():
        transaction.begin()
        put(place, state)
        transaction.commit()
        for user_id in PEOPLE:
            person = Api(http, user_id)
            for word, documents in uploaded.items():
                expected = documents if user_id in allowed else set()
                assert set(person.found(word)) == expected, (state, user_id, word)
    assert Api(http).post("/@search", {"SearchableText": "psychologist"}).status == 401


def test_search_of_a_place_finds_what_is_in_it(http, place):
    lead, url = Api(http, "lead"), place.absolute_url()
    transaction.begin()
    school = place.aq_parent.aq_parent
    second = make_file(school).absolute_url()
    transaction.commit()
    fields = {"kind": "minutes", "happened_at": WHEN}
    mine, other = (
        lead.add(one, "WelfareDocument", **fields, file=paper("a", "txt", f"Bassoon {number}"))
        for number, one in enumerate((url, second))
    )
    assert lead.found("bassoon", url) == lead.found("bassoon", mine) == [mine]
    assert set(lead.found("bassoon", school.absolute_url())) == {mine, other}
    assert set(lead.found("bassoon")) == {mine, other}
    assert lead.found("bassoon", portal_type=["WelfareDocument"], kind="plan") == []
    assert lead.found('"bassoon 1"') == lead.found("basso* 1") == [other]
    listed = lead.post("/@search", {"SearchableText": "bassoon", "sort_on": "recorded_at"})
    assert [item["@id"] for item in listed["items"]] == [other, mine]


def test_an_answer_says_no_name_and_no_text(http, place):
    lead, url = Api(http, "lead"), place.absolute_url()
    file = paper("quenby-zephyrine", "txt", "Oboe")
    lead.add(url, "WelfareDocument", kind="minutes", heading="Quenby", happened_at=WHEN, file=file)
    for word in ("oboe", "zephyrine"):
        text = lead.post("/@search", {"SearchableText": word}).answer.body.decode().lower()
        assert '"items_total": 1' in text
        assert not [name for name in ("quenby", "zephyrine", "oboe") if name in text]
