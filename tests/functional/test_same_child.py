"""One child has one file of a kind in a school (R002, R003), by every route and at once."""

from concurrent.futures import ThreadPoolExecutor
from plone.dexterity.utils import createContentInContainer
from tests.api import path_of
from tests.api import Person
from tests.sample import make_user
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import name_for
from tests.school import put
from tests.school import signed_in
from transaction.interfaces import TransientError
from welfarefiles.access.barriers import barriers
from welfarefiles.files.opening import SameChild
from welfarefiles.lookup import query

import datetime
import pytest
import transaction


UPN, OTHER_UPN = "B801200005001", "H801200001001"
CHILD = {
    "given_name": "Zoë",
    "family_name": "O'Neill-Vale",
    "date_of_birth": datetime.date(2016, 5, 4),
    "upn": UPN,
    "reasons": {"social_care"},
    "responsible_leader": "lead",
    "consent": "not_sought",
}
#: The same child as somebody else might write it.
SAME = (
    {},
    {"upn": "b801 2000 05001"},
    {"given_name": "Someone", "family_name": "Else", "date_of_birth": datetime.date(2015, 1, 2)},
    {"upn": None, "given_name": "zoe", "family_name": "ONEILL vale"},
    {"upn": None, "given_name": " ZOE "},
)
#: Children who are not.
OTHERS = (
    {"upn": None, "given_name": "Zara"},
    {"upn": None, "date_of_birth": datetime.date(2016, 4, 5)},
)
SAID = "This child already has a file of this kind in this school."


@pytest.fixture
def school(http):
    make_people(http["portal"])
    make_user(http["portal"], "deputy")
    school = make_staffed_school(http["portal"])
    name_for(school, "deputy", "Welfare Lead", "WelfareFile", "ChildProtectionFile")
    transaction.commit()
    return school


@pytest.fixture
def file(school):
    """The file the child has; `deputy`, a relative, is barred from it."""
    file = by_script(school)
    barriers(file).add("deputy", "Aunt of the child")
    transaction.commit()
    return file


def by_script(school, portal_type="WelfareFile", **changes):
    with signed_in("lead"):
        file = createContentInContainer(school["files"], portal_type, **{**CHILD, **changes})
    transaction.commit()
    return file


def by_rest(person, school, portal_type="WelfareFile", **changes):
    child = {**CHILD, **changes}
    sent = {name: value for name, value in child.items() if value is not None}
    sent |= {"reasons": list(child["reasons"]), "date_of_birth": str(child["date_of_birth"])}
    return person.post(f"{path_of(school)}/files", type=portal_type, **sent)


def by_form(person, school, portal_type="WelfareFile", **changes):
    """Status and page after the add form was sent."""
    child, prefix = {**CHILD, **changes}, "form.widgets."
    names = ("given_name", "family_name", "upn", "responsible_leader", "consent")
    sent = {f"{prefix}{name}": child[name] or "" for name in names}
    born = child["date_of_birth"]
    sent |= {f"{prefix}reasons:list": "social_care", f"{prefix}date_of_birth": str(born)}
    path = f"{path_of(school)}/files/++add++{portal_type}"
    return person.send(path, press="form.buttons.save", **sent)


def number_of_files(school):
    transaction.begin()
    return len(school["files"].objectIds())


@pytest.mark.parametrize("changes", SAME)
def test_refused_by_script_rest_and_form(http, school, file, changes):
    with pytest.raises(SameChild) as error:
        by_script(school, **changes)
    transaction.abort()
    assert error.value.args[0] == SAID
    lead = Person(http, "lead")
    status, answer = by_rest(lead, school, **changes)
    assert status == 400
    assert SAID in answer["error"]["message"]
    status, page = by_form(lead, school, **changes)
    assert status == 200
    assert SAID in page
    assert number_of_files(school) == 1


@pytest.mark.parametrize("changes", OTHERS)
def test_another_child_is_not_refused(http, school, file, changes):
    assert by_rest(Person(http, "lead"), school, **changes)[0] == 201


def test_the_other_kind_and_the_other_school_are_not_refused(http, school, file):
    """A child protection file beside the welfare file (R003); the school the child moves to."""
    lead = Person(http, "lead")
    assert by_rest(lead, school, "ChildProtectionFile")[0] == 201
    assert by_rest(lead, school, "ChildProtectionFile")[0] == 400
    other = make_staffed_school(http["portal"])
    transaction.commit()
    assert by_rest(lead, other)[0] == 201


@pytest.mark.parametrize("state", ["closed", "transferred", "retained"])
def test_file_that_is_not_open_counts(http, school, file, state):
    """It is reopened, not begun again: whoever may not see it now is told of it without a link."""
    put(file, state)
    transaction.commit()
    status, answer = by_rest(Person(http, "lead"), school)
    assert (status, SAID in answer["error"]["message"]) == (400, True)
    links = [error.get("@id") for error in answer["error"]["errors"]]
    assert any(links) is (state != "retained")


def test_link_for_those_who_may_see_the_other_file(http, school, file):
    id = file.getId()
    _status, answer = by_rest(Person(http, "lead"), school)
    assert [error["@id"].endswith(id) for error in answer["error"]["errors"]] == [True]
    assert id in by_form(Person(http, "lead"), school)[1]
    with pytest.raises(SameChild) as error:
        by_script(school)
    assert error.value.url == file.absolute_url()


def test_no_link_for_those_who_may_not(http, school, file):
    """A deputy who is barred learns that there is a file, and nothing of where or by whom."""
    deputy = Person(http, "deputy")
    assert deputy.get(path_of(file))[0] == 404
    told = {"id": file.getId(), "reference": file.reference, "uid": file.UID()}
    status, answer = by_rest(deputy, school)
    assert status == 400
    assert [set(error) for error in answer["error"]["errors"]] == [{"field", "message"}]
    status, page = by_form(deputy, school)
    assert SAID in page
    for secret in told.values():
        assert secret not in str(answer)
        assert secret not in page
    with signed_in("deputy"), pytest.raises(SameChild) as error:
        createContentInContainer(school["files"], "WelfareFile", **CHILD)
    assert error.value.url is None


def test_those_not_named_for_a_kind_learn_nothing_of_it(http, school):
    """The refusal would tell that there is a child protection file (R003)."""
    make_user(http["portal"], "junior")
    name_for(school, "junior", "Welfare Lead", "WelfareFile")
    by_script(school, "ChildProtectionFile")
    junior = Person(http, "junior")
    known = by_rest(junior, school, "ChildProtectionFile")
    unknown = by_rest(junior, school, "ChildProtectionFile", **OTHERS[0])
    assert known == unknown
    assert known[0] == 404
    path = f"{path_of(school)}/files/++add++ChildProtectionFile"
    assert junior.page(path)[0] == 404
    assert number_of_files(school) == 1
    assert by_rest(junior, school)[0] == 201


def test_front_sheet_cannot_be_turned_into_that_child_s(http, school, file):
    other = by_script(school, given_name="Zara", upn=None)
    path, lead = path_of(other), Person(http, "lead")
    assert lead.patch(path, upn=UPN)[0] == 400
    assert lead.patch(path, given_name="Zoe")[0] == 400
    status, page = lead.send(
        f"{path}/edit", press="form.buttons.save", **{"form.widgets.given_name": "Zoe"}
    )
    assert (status, SAID in page) == (200, True)
    transaction.begin()
    assert (other.given_name, other.upn) == ("Zara", None)
    assert lead.patch(path, class_group="5B")[0] == 204


def test_two_in_one_transaction(school):
    """An import that holds the child twice."""
    child = {**CHILD, "upn": None}
    with signed_in("lead"):
        createContentInContainer(school["files"], "WelfareFile", **child)
        with pytest.raises(SameChild):
            createContentInContainer(school["files"], "WelfareFile", **child)
    transaction.abort()
    assert number_of_files(school) == 0


@pytest.mark.parametrize("upn", [UPN, None])
def test_at_the_same_moment_one_of_two_wins(http, school, upn):
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(by_rest, Person(http, user_id), school, upn=upn)
            for user_id in ("lead", "deputy", "lead", "deputy")
        ]
    statuses = sorted(one.result()[0] for one in asked)
    assert statuses == [201, 400, 400, 400]
    assert number_of_files(school) == 1


def test_unique_key_stops_whoever_got_past_the_rule(http, school, file, monkeypatch):
    """Two processes ask the index at one moment, and neither finds the other's child."""
    monkeypatch.setattr("welfarefiles.files.opening.find_twin", lambda *args, **more: None)
    with pytest.raises(TransientError):
        by_script(school)
    transaction.abort()
    assert number_of_files(school) == 1
    rows = query.same_child(school.UID(), "WelfareFile", upn=UPN)
    assert [row.uid for row in rows] == [file.UID()]


def test_references_follow_without_gap_or_repetition(http, school):
    """A refused or retried file gives its number back."""
    children = [{"upn": None, "given_name": f"Zoë {letter}"} for letter in "ABCDEF"]
    lead = Person(http, "lead")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda child: by_rest(lead, school, **child), children))
    assert [status for status, _answer in answers] == [201] * 6
    numbers = sorted(int(answer["reference"][-6:]) for _status, answer in answers)
    assert numbers == list(range(1, 7))
