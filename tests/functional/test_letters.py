"""Letters over HTTP: prepared, sent, filed; templates; each three ways (C25, C26, R032, R158)."""

from plone import api
from plone.uuid.interfaces import IUUID
from tests.api import path_of
from tests.api import Person
from tests.letters import actions
from tests.letters import BARRED
from tests.letters import FATHER
from tests.letters import GRAN
from tests.letters import MOTHER
from tests.letters import NURSE
from tests.letters import PEOPLE
from tests.letters import prepared
from tests.letters import text_of
from tests.school import grant_all
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from welfarefiles.access.barriers import barriers
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.calendars import london
from welfarefiles.files.around import person_key

import pytest
import transaction


EVERYBODY = (
    *("staff", "lead", "head", "office", "records", "auditor", "worker", "reader", "stranger"),
)


@pytest.fixture
def school(http):
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    transaction.commit()
    return school


@pytest.fixture
def file(school):
    file = make_complete_file(school, people=PEOPLE)
    grant_all(file)
    transaction.commit()
    return file


def letters(file):
    transaction.begin()
    return [one for one in file.objectValues() if one.portal_type == "Letter"]


def nothing_waits(http, school):
    """Whether the administrator's list is empty."""
    shown = Person(http, "office").page(f"{path_of(school)}/@@letters-to-send")[1]
    return "No letter waits" in shown


def today():
    return london.today().isoformat()


def test_who_sees_the_pages(http, school, file):
    [letter] = prepared(file, FATHER)
    send, manage = {"lead", "office"}, {"lead", "head", "office"}
    uid, place = IUUID(letter), path_of(school)
    pages = {
        f"{path_of(file)}/@@letters": {"lead", "worker"},
        f"{place}/@@letters-to-send": send,
        f"{place}/@@send-letter?letter={uid}": send,
        f"{place}/@@letter-document?letter={uid}&as=pdf": send,
        f"{place}/@@letter-document?letter={uid}&as=docx": send,
        f"{place}/@@letter-templates": manage,
        f"{place}/@@letter-template?id=referrer": manage,
        f"{place}/@@add-letter-template": manage,
        f"{place}/@@letter-template-file?id=referrer&version=0": manage,
        f"{place}/@@letter-preview?id=referrer&version=0": manage,
        path_of(letter): {"lead", "head", "worker", "reader"},
    }
    for path, readers in pages.items():
        found = {one: Person(http, one).ask(path).status for one in EVERYBODY}
        assert {one for one, status in found.items() if status == 200} == readers, path
        assert {status for one, status in found.items() if one not in readers} == {404}, path


NO_LETTER = ("", "letter=", f"letter={'0123456789abcdef' * 2}", "letter:list=x", "letter={file}")


def test_what_is_no_letter_is_not_there(http, school, file):
    for query in NO_LETTER:
        for page in ("@@send-letter?", "@@letter-document?as=pdf&"):
            path = f"{path_of(school)}/{page}{query.format(file=IUUID(file))}"
            assert Person(http, "office").page(path)[0] == 404


def test_parents_get_one_letter_each_and_nobody_else_one(http, file):
    lead, path = Person(http, "lead"), f"{path_of(file)}/@@letters"
    _status, page = lead.page(path)
    form = page[page.index("Closure letter to parents") : page.index("Closure letter to prof")]
    assert "Orla Zephyrine" in form
    assert "Bram Zephyrine" in form
    assert not any(one["name"] in form for one in (BARRED, GRAN, NURSE))
    lead.send(path, letter="closure_parents", to=[person_key(MOTHER), person_key(FATHER)])
    made = letters(file)
    assert sorted(one.recipient for one in made) == ["Bram Zephyrine", "Orla Zephyrine"]
    for letter in made:
        text = text_of(letter.document.data)
        other = {"Bram Zephyrine", "Orla Zephyrine"} - {letter.recipient}
        assert letter.recipient in text
        assert not any(name in text for name in other)
        assert letter.file.data.startswith(b"%PDF")
        assert api.content.get_state(letter) == "draft"
        assert "Zephyrine" not in letter.id + letter.Title() + letter.file.filename


CANNOT = [
    ("closure_parents", (), "Choose to whom"),
    ("closure_parents", (BARRED,), "cannot go to somebody"),
    ("closure_parents", (GRAN,), "cannot go to somebody"),
    ("closure_parents", (MOTHER, NURSE), "cannot go to somebody"),
    ("closure_professionals", (MOTHER,), "cannot go to somebody"),
    ("nothing", (MOTHER,), "Choose a letter"),
    ("transfer_parents", (MOTHER,), "needs “Receiving school”"),
]


def test_what_cannot_be_prepared_says_why_and_makes_nothing(http, file):
    """A missing field is named, with where it is filled in; by page and REST alike."""
    path, lead = path_of(file), Person(http, "lead")
    for letter, to, said in CANNOT:
        keys = [person_key(one) for one in to]
        _status, page = lead.send(f"{path}/@@letters", letter=letter, to=keys)
        assert said in page
        status, answer = lead.post(f"{path}/@letters", letter=letter, to=keys)
        assert status == 400
        if letter != "nothing":
            assert said in answer["error"]["message"]
    assert letters(file) == []


def test_the_same_letter_does_not_wait_twice(http, file):
    prepared(file, MOTHER)
    sent = {"letter": "closure_parents", "to": [person_key(MOTHER)]}
    status, answer = Person(http, "lead").post(f"{path_of(file)}/@letters", **sent)
    assert status == 400
    assert "waits to be sent already" in answer["error"]["message"]
    assert len(letters(file)) == 1


def test_others_prepare_nothing(http, file):
    sent = {"letter": "closure_parents", "to": [person_key(MOTHER)]}
    for user_id in ("head", "office", "reader", "staff", "stranger"):
        assert Person(http, user_id).post(f"{path_of(file)}/@letters", **sent)[0] == 404
        assert Person(http, user_id).send(f"{path_of(file)}/@@letters", **sent)[0] == 404
    assert letters(file) == []


def test_without_a_token_nothing_is_prepared(http, file):
    body = f"letter=closure_parents&to={person_key(MOTHER)}".encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    Person(http, "lead").ask(f"{path_of(file)}/@@letters", "POST", body=body, **form)
    assert letters(file) == []


def test_the_administrator_sends_without_reading_the_file(http, school, file):
    """R158: the list, the document, the note that it went out; and nothing else of the file."""
    [letter] = prepared(file, FATHER)
    office, place, uid = Person(http, "office"), path_of(school), IUUID(letter)
    _status, page = office.page(f"{place}/@@letters-to-send")
    assert "Bram Zephyrine" in page
    assert "2 Invented Street" in page
    answer = office.ask(f"{place}/@@letter-document?letter={uid}&as=docx")
    assert text_of(answer.body).startswith("Bram Zephyrine")
    assert file.reference in answer.header("Content-Disposition")
    assert "Zephyrine" not in answer.header("Content-Disposition")
    for hidden in (file, letter):
        assert office.page(path_of(hidden))[0] == 404
    path = f"{place}/@@send-letter"
    shown = f"{path}?letter={uid}"
    for wrong, said in (
        ({"how": "pigeon"}, "Say how the letter was sent"),
        ({"how": ""}, "Say how the letter was sent"),
        ({"how": "post", "sent_on": ""}, "Say on which day"),
        ({"how": "post", "sent_on": "2099-01-01"}, "still to come"),
        ({"how": "post", "sent_on": "2020-01-01"}, "before the letter was prepared"),
    ):
        _status, page = office.send(path, shown, **{"letter": uid, **wrong})
        assert said in page
    assert api.content.get_state(letters(file)[0]) == "draft"
    office.send(path, shown, letter=uid, how="post", sent_on=today())
    [sent] = letters(file)
    assert api.content.get_state(sent) == "signed"
    assert (sent.how, sent.sent_on, sent.signed_by) == ("post", london.today(), "office")
    found = actions(school)
    assert found[:3] == ["letters.prepared", "letters.list-seen", "letters.taken"]
    assert found[-1] == "letters.sent"
    assert office.page(shown)[0] == 404
    assert nothing_waits(http, school)
    sent_on = london.format_short_date(london.today())
    assert sent_on in Person(http, "lead").page(f"{path_of(file)}/@@letters")[1]


def test_the_page_of_a_letter_leads_to_where_it_is_sent(http, school, file):
    [letter] = prepared(file, FATHER)
    path, uid = path_of(letter), IUUID(letter)
    assert "Note that it was sent" in Person(http, "lead").page(path)[1]
    assert "Note that it was sent" not in Person(http, "worker").page(path)[1]
    for page in ("@@note-sent", "@@move-on?transition=sign"):
        answer = Person(http, "lead").ask(f"{path}/{page}")
        assert answer.header("Location").endswith(f"/@@send-letter?letter={uid}")
    assert Person(http, "worker").ask(f"{path}/@@note-sent").status == 404


def test_by_post_needs_an_address(http, school, file):
    [letter] = prepared(file, MOTHER)
    office, path = Person(http, "office"), f"{path_of(school)}/@letters-to-send/{IUUID(letter)}"
    status, answer = office.post(path, how="post", sent_on=today())
    assert status == 400
    assert "no address" in answer["error"]["message"]
    status, answer = office.post(path, how="by_hand", sent_on=today())
    assert status == 200
    assert answer["state"] == "signed"
    assert office.post(path, how="by_hand", sent_on=today())[0] == 404


def test_others_send_nothing(http, school, file):
    [letter] = prepared(file, FATHER)
    path = f"{path_of(school)}/@letters-to-send/{IUUID(letter)}"
    for user_id in ("head", "worker", "reader", "staff", "records", "stranger"):
        assert Person(http, user_id).post(path, how="post", sent_on=today())[0] == 404
        status, _reasons = Person(http, user_id).step(path_of(letter), "sign")
        assert status in (400, 404)
    assert api.content.get_state(letters(file)[0]) == "draft"


def test_the_bare_step_asks_the_same(http, file):
    """REST and a script meet the rule of the page: how, and when."""
    [letter] = prepared(file, FATHER)
    said = ["Say how the letter was sent.", "Say on which day the letter was sent."]
    assert Person(http, "lead").step(path_of(letter), "sign") == (400, said)
    with signed_in("lead"), pytest.raises(TransitionRefused) as refused:
        perform(letters(file)[0], "sign")
    assert refused.value.reasons == said


def test_a_letter_never_changes(http, file):
    [letter] = prepared(file, FATHER)
    lead, path = Person(http, "lead"), path_of(letter)
    assert lead.patch(path, recipient="Somebody else")[0] in (400, 404)
    assert lead.page(f"{path}/edit")[0] == 404
    assert lead.post(path_of(file), type="Letter", recipient="X")[0] in (400, 403, 404)
    assert letters(file)[0].recipient == "Bram Zephyrine"


def test_a_letter_that_is_not_to_go_is_struck_through(http, school, file):
    [letter] = prepared(file, FATHER)
    lead = Person(http, "lead")
    assert lead.step(path_of(letter), "strike")[0] == 400
    assert lead.step(path_of(letter), "strike", "The wrong address")[0] == 200
    assert (
        "No letter waits" in Person(http, "office").page(f"{path_of(school)}/@@letters-to-send")[1]
    )
    prepared(file, FATHER)
    assert len(letters(file)) == 2


def test_letters_of_a_closed_file_wait_no_more(http, school, file):
    """Nothing of a file that is not open is sent."""
    [letter] = prepared(file, FATHER)
    put(file, "closed")
    transaction.commit()
    office = Person(http, "office")
    assert nothing_waits(http, school)
    assert office.page(f"{path_of(school)}/@@send-letter?letter={IUUID(letter)}")[0] == 404


def test_who_is_barred_from_the_file_sends_none_of_its_letters(http, school, file):
    prepared(file, FATHER)
    with signed_in("lead"):
        barriers(file).add("office", "Aunt", "lead")
    transaction.commit()
    assert (
        "No letter waits" in Person(http, "office").page(f"{path_of(school)}/@@letters-to-send")[1]
    )
