"""What is refused leaves nothing behind: not the part that was done before the refusal."""

from tests import moving
from tests.api import path_of
from tests.api import Person
from tests.concerns import make_listed_school
from tests.concerns import raise_one
from tests.concerns import raised
from tests.sample import make_file
from tests.school import make_agreed_summary
from tests.school import make_complete_file
from tests.school import signed_in
from tests.school import state_of

import pytest
import transaction


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


#: What is settled already -> a step that is refused there, and would have left something.
SETTLED = {
    "no-file": ("file", {"nature": "A heron", "told": "told"}),
    "file": ("no-file", {"reason": "Never mind"}),
    "answer": ("answer", {"text": "Once more"}),
}


@pytest.mark.parametrize("first", SETTLED)
def test_a_step_on_a_concern(http, school, first):
    with signed_in("lead"):
        file = make_file(school, given_name="Canary", family_name="Zephyrine")
    concern = raise_one(school, kind="request" if first == "answer" else "concern")
    second, fields = SETTLED[first]
    lead, path = Person(http, "lead"), path_of(concern)
    fields |= {"file": file.getId()}
    settling = {"nature": "A heron", "told": "told", "reason": "Football", "text": "Was told"}
    assert lead.send(path, step=first, **{**settling, **fields})[0] == 302

    def stored():
        transaction.begin()
        found = (concern.no_file_reason, concern.messages, concern.record_uid, state_of(concern))
        return (*found, list(file.objectIds()))

    before = stored()
    status, page = lead.send(path, step=second, **fields)
    assert (status, "Nothing was done" in page) == (200, True)
    assert stored() == before


def test_of_two_files_both_go_to_another_school_or_neither(http, school):
    """The child protection file lacks nothing; the welfare file has no summary."""
    child = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "A999123456787"}
    welfare = make_complete_file(school, **child)
    protection = make_complete_file(school, "ChildProtectionFile", **child)
    transaction.commit()
    transfer = moving.prepared(welfare, with_other=True)
    make_agreed_summary(protection, "transfer")
    transaction.commit()
    assert len(transfer.parts) == 2
    page, fields = f"{path_of(school)}/@@transfer-of", {"do": "hand-over", "sure": "1"}
    shown = f"{page}?id={transfer.id}"
    status, text = Person(http, "lead").send(page, shown, id=transfer.id, **fields)
    assert (status, "There is no summary of transfer." in text) == (200, True)
    transaction.begin()
    assert [state_of(file) for file in (protection, welfare)] == ["open", "open"]
    assert moving.now(transfer, school).state == "prepared"


def test_the_same_words_in_another_school_arrive_there(http, school):
    other = make_listed_school(http["portal"])
    for one in (school, other):
        raise_one(one)
        assert len(raised(one)) == 1
