"""What somebody types is kept on the server for them alone, until it is saved (issue 6, R184)."""

from lxml import html
from tests.api import FORM
from tests.api import path_of
from tests.api import Person
from tests.api import TOKEN
from tests.api import values
from tests.door import stopped_clock
from tests.functional.test_restricted import make_place
from tests.functional.test_restricted import portal
from tests.school import make_complete_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import put
from tests.school import signed_in
from urllib.parse import urlencode
from welfarefiles.access.guards import perform
from welfarefiles.drafts import keeping
from welfarefiles.drafts.keeping import kept_drafts
from welfarefiles.drafts.rounds import Sweep
from welfarefiles.drafts.subscribers import removed
from welfarefiles.ledger import reading
from welfarefiles.sql.engine import get_store

import json
import pytest
import transaction


__all__ = ["portal"]  # a fixture
SAID = "She described the mornings."
FIELD = "form.widgets.discussion"
NOTE = "++add++ContactNote"
OTHER = "0123456789abcdef"


@pytest.fixture
def school(http):
    make_people(http["portal"])
    made = make_staffed_school(http["portal"])
    transaction.commit()
    return made


@pytest.fixture
def file(school):
    made = make_complete_file(school, given_name="Quenby")
    transaction.commit()
    return made


@pytest.fixture
def lead(http):
    return Person(http, "lead")


def carried(person, context, form):
    """What the form carries, as a browser would send it."""
    path = f"{path_of(context)}/{form}"
    return values(person.page(path)[1], path.partition("?")[0])


def keep(person, context, form=NOTE, fields=None, headers=None, **changed):
    """Status and what is said of it."""
    sent = {**(carried(person, context, form) if fields is None else fields), **changed}
    body = urlencode({"draft-form": form, **sent}, doseq=True).encode()
    path = f"{path_of(context)}/@@keep-draft"
    answer = person.ask(path, "POST", body=body, **{"Content-Type": FORM, **(headers or {})})
    return answer.status, json.loads(answer.body)["said"] if answer.status == 200 else None


def wrong(answer):
    """Lines of the error summary."""
    page = html.fromstring(answer.body)
    return [line.text_content().strip() for line in page.cssselect(".sum li")]


def rows():
    with get_store().reading() as connection:
        return connection.execute(kept_drafts.select()).all()


def last_entry():
    """Number of the last entry in the ledger."""
    return reading.head()[0]


def links(person):
    """Lines of the home page on what was begun."""
    page = person.page("/plone/@@home")[1]
    return page.partition("Begun and not saved")[2].partition("</section>")[0]


def test_kept_sealed_found_on_the_home_page_and_filled_in(lead, file):
    fields = carried(lead, file, NOTE)
    before = last_entry()
    size = file._p_jar.db().lastTransaction()
    status, said = keep(lead, file, fields=fields, **{FIELD: SAID})
    assert (status, said[:8]) == (200, "Kept at ")
    assert last_entry() == before
    assert file._p_jar.db().lastTransaction() == size
    [row] = rows()
    assert (row.user_id, row.place, row.form) == ("lead", path_of(file), NOTE)
    assert SAID not in str(row)
    home = links(lead)
    assert f"{file.Title()}: Contact note" in home
    assert "Quenby" not in home
    assert SAID not in home
    path = f"{path_of(file)}/{NOTE}"
    offered = lead.page(path)[1]
    assert "You began this and did not save it" in offered
    assert SAID not in offered
    filled = lead.page(f"{path}?draft={row.token}")[1]
    assert SAID in filled
    assert "This is what you began on" in filled
    assert "You began this" not in filled


def test_saved_it_is_gone_and_what_comes_late_is_not_kept(lead, file):
    fields = carried(lead, file, NOTE)
    keep(lead, file, fields=fields, **{FIELD: SAID})
    path = f"{path_of(file)}/{NOTE}"
    given = {
        FIELD: SAID,
        "form.widgets.happened_at-date": "2026-11-02",
        "form.widgets.happened_at-time": "10:15",
        "form.widgets.kind:list": "home_visit",
        "form.widgets.contact_group:list": "parents",
        "form.widgets.with_whom": "Mother",
        "form.widgets.present": "The mother",
        "form.widgets.outcome": "A place.",
        "form.buttons.save": "1",
    }
    body = urlencode({**fields, **given}, doseq=True).encode()
    answer = lead.ask(path, "POST", body=body, **{"Content-Type": FORM})
    assert answer.status == 302, wrong(answer)
    assert [row.sealed for row in rows()] == [""]
    assert keep(lead, file, fields=fields, **{FIELD: SAID}) == (200, "Saved already")
    assert links(lead) == ""
    assert "You began this" not in lead.page(path)[1]


def test_two_begun_at_one_form_are_two(lead, file):
    for text in (SAID, "Something else"):
        keep(lead, file, **{FIELD: text})
    assert len(rows()) == 2
    assert lead.page(f"{path_of(file)}/{NOTE}")[1].count("Go on with it") == 2


def test_somebody_else_finds_nothing(http, lead, file):
    keep(lead, file, **{FIELD: SAID})
    token = rows()[0].token
    head = Person(http, "head")
    assert links(head) == ""
    path = f"{path_of(file)}/{NOTE}"
    for page in (head.page(path)[1], head.page(f"{path}?draft={token}")[1]):
        assert SAID not in page
        assert "You began this" not in page
    mark = values(head.page("/plone/@@my-account")[1], "x")[TOKEN]
    fields = {TOKEN: mark, "draft": token, "draft-form": NOTE}
    body = urlencode(fields).encode()
    throw = f"{path_of(file)}/@@throw-draft"
    assert head.ask(throw, "POST", body=body, **{"Content-Type": FORM}).status == 404
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("user_id", "changed", "headers"),
    [
        ("worker", {}, {}),
        (None, {}, {}),
        ("lead", {TOKEN: "x"}, {}),
        ("lead", {}, {"Origin": "http://elsewhere.example"}),
        ("lead", {"draft": "x"}, {}),
        ("lead", {"draft-form": "@@keep-draft"}, {}),
        ("lead", {"draft-form": "../edit"}, {}),
        ("lead", {"draft-form": "title"}, {}),
        ("lead", {"draft-form": "++add++Nonsense"}, {}),
        ("lead", {"draft-form": ""}, {}),
    ],
)
def test_refused_nothing_is_kept(http, lead, file, user_id, changed, headers):
    person, fields = Person(http, user_id), carried(lead, file, NOTE)
    if user_id not in ("lead", None):
        fields[TOKEN] = values(person.page("/plone/@@my-account")[1], "x")[TOKEN]
    status, _said = keep(person, file, fields=fields, headers=headers, **changed)
    assert status == (302 if user_id is None else 404)
    assert rows() == []


def test_by_an_address_nothing_is_kept(lead, file):
    assert lead.page(f"{path_of(file)}/@@keep-draft?draft={OTHER}&draft-form={NOTE}")[0] == 404


def test_in_a_closed_file_nothing_more_is_kept_and_nothing_given(lead, file):
    with signed_in("lead"):
        record = make_record(file, "ContactNote")
    transaction.commit()
    forms = [(file, NOTE), (record, "edit")]
    fields = [carried(lead, *form) for form in forms]
    for form, sent in zip(forms, fields, strict=True):
        assert keep(lead, *form, fields=sent, **{FIELD: SAID})[0] == 200
    assert links(lead).count("Go on") == 2
    put(file, "closed")
    transaction.commit()
    for form, sent in zip(forms, fields, strict=True):
        assert keep(lead, *form, fields=sent, **{FIELD: "More"})[0] == 404
    assert links(lead) == ""
    assert {SAID} == {keeping.give(keeping.Key(*row[:4]))[0][FIELD] for row in rows()}


def test_thrown_away_by_whose_it_is(lead, file):
    keep(lead, file, **{FIELD: SAID})
    path = f"{path_of(file)}/{NOTE}"
    status, _text = lead.send(f"{path_of(file)}/@@throw-draft", path)
    assert status == 302
    assert rows() == []
    assert "You began this" not in lead.page(path)[1]


def test_of_the_restricted_section_only_for_its_readers(http, lead, portal):
    place = make_place(portal, 0)
    file, form = place["file"], "++add++Concern?restricted=1"
    adviser = Person(http, "adviser")
    fields = carried(adviser, file, form)
    assert keep(lead, file, form, fields=fields)[0] == 404
    assert keep(adviser, file, form, fields=fields)[0] == 200
    assert "You began this" in adviser.page(f"{path_of(file)}/{form}")[1]
    assert "restricted=1&amp;draft=" in links(adviser)
    with signed_in("lead"):
        keeping.keep(keeping.Key("lead", path_of(file), form, OTHER), fields)
    assert links(lead) == ""
    assert lead.page(f"{path_of(file)}/{form}&draft={OTHER}")[0] == 404


def test_too_long_is_said_and_what_was_kept_stays(lead, file):
    fields = carried(lead, file, NOTE)
    keep(lead, file, fields=fields, **{FIELD: SAID})
    status, said = keep(lead, file, fields=fields, **{FIELD: "x" * keeping.LONGEST})
    assert (status, said) == (200, "Not kept as you type: this is too long. Save it.")
    assert keeping.give(keeping.Key(*rows()[0][:4]))[0][FIELD] == SAID


def test_a_concern_is_kept_for_any_member_of_staff(http, school):
    staff, folder = Person(http, "staff"), school["concerns"]
    for form, field in (("raise", "form.widgets.what"), ("ask-to-see", "what")):
        assert keep(staff, folder, form, **{field: SAID, "child": "Quenby"})[0] == 200
    home = links(staff)
    assert "Raise a concern" in home
    assert "Quenby" not in home
    for row in rows():
        page = staff.page(f"{path_of(folder)}/{row.form}?draft={row.token}")[1]
        assert SAID in page
        assert "Quenby" in page


def test_after_two_weeks_it_is_gone_and_a_person_has_so_many(lead, file, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 3)
    fields = carried(lead, file, NOTE)
    with stopped_clock() as clock:
        for number in range(4):
            clock.go_on(minutes=1)
            keeping.keep(keeping.Key("lead", path_of(file), NOTE, f"{number:016x}"), fields)
        assert [row.token[-1] for row in rows()] == ["1", "2", "3"]
        with get_store().writing() as connection:
            keeping.forget(connection, keeping.Key("lead", path_of(file), NOTE, f"{3:016x}"))
        assert not keeping.needs_sweeping()
        clock.go_on(days=2)
        assert Sweep().do(None, {}, "") == 1
        clock.go_on(days=13)
        assert keeping.drafts_of("lead") == []
        assert Sweep().needed(None)
        assert Sweep().do(None, {}, "") == 2
    assert rows() == []


def test_an_addendum_and_a_checklist_are_kept_too(http, lead, file):
    with signed_in("lead"):
        note, summary = make_record(file, "ContactNote"), make_record(file, "ClosingSummary")
        perform(note, "sign")
    transaction.commit()
    for record, form, field in (
        (note, "add-addendum", "text"),
        (summary, "checklist", "reason-C09"),
    ):
        fields = {**carried(lead, record, form), field: SAID, "answer-C09": "not_applicable"}
        assert keep(lead, record, form, fields)[0] == 200
        url = f"{path_of(record)}/{form}?draft={fields['draft']}"
        assert fields["draft"] in links(lead)
        _status, page = lead.page(url)
        assert SAID in page, (form, page)
        assert Person(http, "stranger").page(url)[0] == 404
        lead.send(f"{path_of(record)}/@@{form}", url, about="The call")
        assert links(lead) == ""


def test_with_its_file_it_is_destroyed(file):
    places = path_of(file), f"{path_of(file)}/{OTHER}", f"{path_of(file)}0"
    for place in places:
        keeping.keep(keeping.Key("lead", place, "edit", OTHER), {FIELD: SAID})
    removed(file, None)
    transaction.abort()
    assert len(rows()) == 3
    removed(file, None)
    transaction.commit()
    assert [row.place for row in rows()] == [places[-1]]
