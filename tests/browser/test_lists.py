"""Register and chronology as somebody looks for something: filter, order, next page, paper."""

from datetime import timedelta
from io import BytesIO
from tests.sample import make_file
from tests.school import make_complete_file
from tests.school import make_record
from tests.school import signed_in
from tests.school import YESTERDAY
from welfarefiles.access.guards import perform

import pypdfium2
import pytest
import transaction


PAGE = 50
FILES = 53
SIGNED = "Front sheet signed as complete and up to date"
GUIDANCE = "The okapi came to the breakfast club."


@pytest.fixture
def register(school):
    """Address of a register of more than one page; three files are of Year 6, one of Wilfreda."""
    with signed_in("lead"):
        for number in range(FILES):
            year = "6" if number < 3 else "5"
            given_name = "Wilfreda" if number == 17 else "Quenby"
            name = {"given_name": given_name, "family_name": f"Zephyrine {number:02}"}
            make_file(school, year_group=year, **name)
    transaction.commit()
    return f"/{school.getId()}/files"


@pytest.fixture
def file(school):
    """Address of a file with two notes and a decision, a day apart, the decision the newest."""
    made = make_complete_file(school, given_name="Quenby")
    with signed_in("lead"):
        before = YESTERDAY - timedelta(days=1)
        perform(make_record(made, "ContactNote", happened_at=before, discussion=GUIDANCE), "sign")
    with signed_in("head"):
        make_record(made, "Decision", happened_at=YESTERDAY + timedelta(hours=1))
    transaction.commit()
    return "/" + "/".join(made.getPhysicalPath()[2:])


@pytest.fixture
def lead(visit):
    return visit("lead")


def children(visitor):
    return visitor.lines("tbody tr td:first-child")


def test_the_register_page_by_page(lead, register):
    lead.go(register)
    first = children(lead)
    assert (len(first), first) == (PAGE, sorted(first))
    assert f"{FILES} files listed for you: {FILES} open" in lead.text
    lead.picture("21-register")
    lead.follow("Next page")
    second = children(lead)
    assert len(second) == FILES - PAGE
    assert not set(first) & set(second)
    assert not lead.offers("Next page")
    lead.follow("First page")
    assert children(lead) == first


def test_the_register_turned_round(lead, register):
    lead.go(register)
    lead.follow("Child")
    assert children(lead) == sorted(children(lead), reverse=True)
    heading = lead.page.get_by_role("columnheader", name="Child")
    assert heading.get_attribute("aria-sort") == "descending"
    lead.follow("Year")
    assert lead.lines("tbody tr td:nth-child(3)") == ["Year 5"] * PAGE


def test_the_register_filtered_and_found(lead, register):
    lead.go(register)
    lead.page.locator("summary", has_text="Year group").click()
    lead.picture("21-register-filter")
    lead.page.get_by_role("link", name="Year 6 (3)").click()
    assert len(children(lead)) == 3
    lead.page.locator("summary", has_text="Year group").click()
    lead.page.get_by_role("link", name="Year 6 (3)").click()
    assert len(children(lead)) == PAGE
    for text in ("wilfreda zeph", "000018"):
        lead.fill("Name or reference", text)
        lead.press("Find")
        assert children(lead) == ["Zephyrine 17, Wilfreda"]


def test_the_chronology_filtered_and_turned_round(lead, file):
    lead.go(f"{file}/@@chronology")
    assert lead.lines(".line h3") == [SIGNED, "Decision", "Home visit", "Home visit"]
    lead.follow("Oldest first")
    assert lead.lines(".line h3") == ["Home visit", "Home visit", "Decision", SIGNED]
    lead.follow("Decision (1)")
    assert lead.lines(".line h3") == ["Decision"]
    lead.picture("21-chronology-decisions")


def test_the_chronology_on_paper(lead, file):
    lead.go(f"{file}/@@chronology")
    with lead.page.expect_download() as started:
        lead.page.get_by_role("link", name="As PDF").click()
    assert started.value.suggested_filename == "WF-2026-000001-chronology.pdf"
    text = text_of(started.value.path().read_bytes())
    assert GUIDANCE in text
    assert text.index(GUIDANCE) < text.index("Offer early help.")


def text_of(pdf):
    """Text of a PDF, its lines joined."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())
