"""Forms: what is refused is explained and kept, what is sent twice is saved once."""

from datetime import datetime
from lxml import html
from tests.pages import errors_of
from tests.pages import page
from tests.pages import send
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_staffed_school
from tests.school import sign_in
from tests.school import state_of
from welfarefiles.calendars.london import LONDON
from welfarefiles.portal.forms import CHANGED_MEANWHILE

import pytest


ADD = "++add++ContactNote"
NOTE = {
    "contact_group": ["parents"],
    "kind": ["home_visit"],
    "happened_at-date": "2026-11-19",
    "happened_at-time": "15:40",
    "with_whom": "Ms Zephyrine <mother>",
    "present": "Ms Zephyrine and the child",
    "discussion": "Lateness\nthis half term.",
    "outcome": "Breakfast club.",
}
TOKEN = "0123456789abcdef"


@pytest.fixture
def portal(integration):
    portal = integration["portal"]
    make_people(portal)
    return portal


@pytest.fixture
def file(portal):
    file = make_file(make_staffed_school(portal))
    sign_in(portal, "lead")
    return file


def only(file):
    [record] = file.objectValues()
    return record


def test_a_note_is_saved_as_a_draft(file):
    _answer, target = send(file, ADD, widgets=NOTE)
    note = only(file)
    assert target == note.absolute_url()
    assert note.happened_at == datetime(2026, 11, 19, 15, 40, tzinfo=LONDON)
    assert (note.with_whom, note.kind) == (NOTE["with_whom"], "home_visit")
    assert state_of(note) == "draft"
    assert note.author == "lead"


def test_the_main_button_signs(file):
    send(file, ADD, press="finish", widgets=NOTE)
    assert state_of(only(file)) == "signed"


def test_sent_twice_it_is_saved_once(file):
    _answer, first = send(file, ADD, widgets=NOTE, submission=TOKEN)
    _answer, second = send(file, ADD, widgets=NOTE, submission=TOKEN)
    assert second == first == only(file).absolute_url()
    assert only(file).getId() != TOKEN


def test_another_form_makes_another_note(file):
    send(file, ADD, widgets=NOTE, submission=TOKEN)
    send(file, ADD, widgets=NOTE, submission=TOKEN[::-1])
    assert len(list(file.objectIds())) == 2


def test_each_showing_of_the_form_has_a_token(file):
    tokens = [page(file, ADD).cssselect("[name=submission]")[0].get("value") for _ in "ab"]
    assert tokens[0] != tokens[1]


def test_an_address_alone_saves_nothing(file):
    typed = {f"form.widgets.{name}": value for name, value in NOTE.items()}
    page(file, ADD, **typed, **{"form.buttons.save": "1"})
    assert not list(file.objectIds())


def test_missing_fields_are_named_in_a_summary_that_leads_to_them(file):
    answer, _target = send(file, ADD, widgets={**NOTE, "happened_at-time": "", "outcome": ""})
    assert not list(file.objectIds())
    assert errors_of(answer) == ["Enter the time as well as the date", "Enter the outcome"]
    form = html.fromstring(answer)
    for link in form.cssselect(".sum a"):
        assert form.cssselect(f"[id='{link.get('href')[1:]}']")
    assert form.cssselect(".sum a")[0].get("href") == "#form-widgets-happened_at-time"
    assert form.cssselect("title")[0].text.startswith("Error: Contact note")
    assert form.cssselect("[name='form.widgets.happened_at-date']")[0].get("value") == "2026-11-19"


def test_an_error_stands_beside_its_field(file):
    answer, _target = send(file, ADD, widgets={**NOTE, "with_whom": ""})
    form = html.fromstring(answer)
    [said] = form.cssselect("#formfield-form-widgets-with_whom .why")
    assert said.text_content().split(maxsplit=1)[1].strip() == "Enter who it was with"
    field = form.cssselect("#form-widgets-with_whom")[0]
    assert said.get("id") in field.get("aria-describedby").split()
    assert field.get("aria-invalid") == "true"


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [("2026-03-29", "01:30", "did not exist"), ("2026-10-25", "01:30", "came twice")],
)
def test_a_time_the_clocks_make_doubtful_is_asked_about(file, day, time, said):
    typed = {**NOTE, "happened_at-date": day, "happened_at-time": time}
    answer, _target = send(file, ADD, widgets=typed)
    assert said in errors_of(answer)[0]
    assert ("happened_at-which" in answer) == (said == "came twice")


def test_no_answer_stays_chosen(file):
    form = page(file, ADD)
    [unasked] = [one for one in form.cssselect("[type=radio]") if one.get("value") == "--NOVALUE--"]
    assert unasked.get("checked")
    name = unasked.get("name").removeprefix("form.widgets.").removesuffix(":list")
    assert name.endswith("source")
    answer, _target = send(file, ADD, widgets={**NOTE, "outcome": "", name: ["--NOVALUE--"]})
    chosen = html.fromstring(answer).cssselect(f"[name='form.widgets.{name}:list'][checked]")
    assert [one.get("value") for one in chosen] == ["--NOVALUE--"]


def test_rows_are_kept_when_one_is_wrong(file):
    rows = {
        "actions.count": "3",
        "actions.0.what": "Ring the office",
        "actions.0.by": "31 February 2026",
        "actions.1.what": "",
        "actions.1.done-empty-marker": "1",
        "actions.2.what": "",
        "actions.2.who": "R. Adeyemi",
    }
    answer, _target = send(file, ADD, widgets={**NOTE, **rows})
    assert errors_of(answer) == [
        "There is no such date. Check the day and the month",
        "Enter the action",
    ]
    form = html.fromstring(answer)
    assert form.cssselect("[name='form.widgets.actions.1.who']")[0].get("value") == "R. Adeyemi"
    assert not list(file.objectIds())


def test_rows_are_saved_without_the_empty_and_the_removed(file):
    rows = {
        "actions.count": "4",
        "actions.0.what": "Gone",
        "actions.0.remove": "1",
        "actions.2.what": "Ring the office",
        "actions.2.by": "2026-11-23",
        "actions.2.done": "selected",
    }
    send(file, ADD, widgets={**NOTE, **rows})
    [action] = only(file).actions
    assert (action["what"], action["done"], action["who"]) == ("Ring the office", True, None)
    assert action["by"].isoformat() == "2026-11-23"


def hidden(document, *names):
    """`{name: value}` of the hidden values of an edit form."""
    inputs = {name: document.cssselect(f"form.ours [name={name}]") for name in names}
    return {name: found[0].get("value") for name, found in inputs.items() if found}


def carried(document):
    return hidden(document, "seen", "marks", "asked")


def test_what_both_changed_is_shown_twice_and_one_of_them_chosen(file):
    send(file, ADD, widgets=NOTE)
    note = only(file)
    shown = carried(page(note, "@@edit"))
    send(note, "@@edit", widgets={**NOTE, "outcome": "First"}, **shown)
    second = {**NOTE, "outcome": "Second"}
    answer, target = send(note, "@@edit", widgets=second, **shown)
    assert (note.outcome, target) == ("First", None)
    document = html.fromstring(answer)
    assert str(CHANGED_MEANWHILE) in document.text_content()
    assert [said.text for said in document.cssselect(".both .said")] == ["First", "Second"]
    shown = carried(document)
    assert shown["asked"] == "outcome"
    answer, target = send(note, "@@edit", widgets=second, **shown)
    assert (note.outcome, target) == ("First", None)
    assert "Choose for each which text to keep" in answer
    third = {**NOTE, "outcome": "First and second"}
    choice = {"keep.outcome": "mine"}
    _answer, target = send(
        note, "@@edit", widgets=third, **carried(html.fromstring(answer)), **choice
    )
    assert (note.outcome, target) == ("First and second", note.absolute_url())


def test_the_saved_text_can_be_kept(file):
    send(file, ADD, widgets=NOTE)
    note = only(file)
    shown = carried(page(note, "@@edit"))
    send(note, "@@edit", widgets={**NOTE, "outcome": "First"}, **shown)
    mine = {**NOTE, "outcome": "Second", "discussion": "Mine alone"}
    answer, _target = send(note, "@@edit", widgets=mine, **shown)
    shown = carried(html.fromstring(answer))
    send(note, "@@edit", widgets=mine, **shown, **{"keep.outcome": "saved"})
    assert (note.outcome, note.discussion) == ("First", "Mine alone")


def test_what_only_they_changed_is_taken_over(file):
    send(file, ADD, widgets=NOTE)
    note = only(file)
    shown = carried(page(note, "@@edit"))
    send(note, "@@edit", widgets={**NOTE, "discussion": "Theirs"}, **shown)
    answer, target = send(note, "@@edit", widgets={**NOTE, "outcome": "Mine"}, **shown)
    assert target is None
    document = html.fromstring(answer)
    assert not document.cssselect(".both")
    assert document.cssselect("[name='form.widgets.discussion']")[0].text.strip() == "Theirs"
    assert document.cssselect("[name='form.widgets.outcome']")[0].text.strip() == "Mine"


def test_a_mistake_does_not_make_one_forget_that_somebody_else_saved(file):
    send(file, ADD, widgets=NOTE)
    note = only(file)
    shown = carried(page(note, "@@edit"))
    send(note, "@@edit", widgets={**NOTE, "outcome": "First"}, **shown)
    answer, _target = send(note, "@@edit", widgets={**NOTE, "outcome": ""}, **shown)
    again = carried(html.fromstring(answer))
    assert again["seen"] == shown["seen"]
    _answer, target = send(note, "@@edit", widgets={**NOTE, "outcome": "Second"}, **again)
    assert (note.outcome, target) == ("First", None)


def test_who_may_not_add_gets_no_form(portal, file):
    from AccessControl import Unauthorized

    sign_in(portal, "stranger")
    with pytest.raises(Unauthorized):
        page(file, ADD)


@pytest.mark.parametrize("name", ["discussion", "IMoreAboutRecord.see_also", "actions.0.what"])
def test_control_characters_are_refused_beside_the_field(file, name):
    rows = {"actions.count": "1"} if name.startswith("actions") else {}
    answer, target = send(file, ADD, widgets={**NOTE, **rows, name: "Pasted\x01 text"})
    assert target is None
    assert "Take out the control characters." in answer
    assert not list(file.objectIds())
