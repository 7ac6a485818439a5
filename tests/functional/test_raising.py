"""Raising a concern: the form, the reference, what the reporter sees (R024, R025, R029, R045)."""

from hashlib import sha256
from lxml import html
from tests.api import FORM
from tests.api import Person
from tests.api import TOKEN
from tests.api import values
from tests.concerns import CHILD
from tests.concerns import mails
from tests.concerns import make_listed_school
from tests.concerns import page
from tests.concerns import raise_one
from tests.concerns import raised
from tests.concerns import send
from tests.pictures import jpeg
from tests.pictures import MAKER
from tests.sample import make_file
from tests.school import signed_in
from urllib.parse import urlencode
from welfarefiles.forms import raising
from welfarefiles.forms.definition import ACTIONS
from welfarefiles.forms.definition import FIELDS
from welfarefiles.forms.definition import form_of
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter

import json
import pytest
import re
import transaction


@pytest.fixture
def school(http):
    return make_listed_school(http["portal"])


@pytest.fixture
def form(http, school):
    return form_of(school)


def test_from_form_to_reference(http, school):
    staff = Person(http, "staff")
    text = staff.page(page(school))[1]
    for words in ("Raise a concern", "999", "promise a child to keep a secret", "lead"):
        assert words in text
    status, _text = send(staff, school, **{"form.widgets.where": "Library"})
    assert status == 302
    [concern] = raised(school)
    assert re.fullmatch(r"CO-\d{4}-\d{6}", concern.reference)
    assert (concern.reporter, concern.pupil, concern.child) == ("staff", "a" * 16, CHILD)
    assert concern.answer("what") == "She said: “I saw a heron.”"
    assert concern.answer("where") == "Library"
    assert concern.happened_at.isoformat() == "2026-11-19T15:40:00+00:00"
    assert concern.flags == ()
    slip = staff.page(f"{page(school, 'sent')}?id={concern.getId()}")[1]
    assert concern.reference in slip
    assert "Canary" not in slip
    written = mails()
    assert concern.reference in written
    assert "lead@example.org" in written
    assert "Canary" not in written
    [entry] = entries(Filter(record_uid=concern.UID(), actions=("forms.raised",)))
    assert (entry.person, entry.reference) == ("staff", concern.reference)


def test_immediate_danger_tells_the_leads_at_once(http, school):
    send(Person(http, "staff"), school, **{"form.widgets.danger": "selected"})
    [concern] = raised(school)
    assert concern.danger
    assert f"Immediate danger: {concern.reference}" in mails()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"child": " "}, "Enter the child"),
        ({"form.widgets.what": ""}, "Enter what was seen or heard"),
        ({"form.widgets.happened_at-date": "2999-01-01"}, "This is in the future"),
        ({"form.widgets.parents_know:list": "no"}, "Say which of the two it is"),
        ({"form.widgets.what": "x" * 400_001}, "Shorten this"),
        ({"child": "x" * 301}, "Shorten the name"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(
    http, school, fields, sentence
):
    typed = {"form.widgets.present": "The <b>otter</b>", **fields}
    status, text = send(Person(http, "staff"), school, **typed)
    assert status == 200
    assert sentence in text
    assert "The &lt;b&gt;otter&lt;/b&gt;" in text
    assert raised(school) == []


def test_a_child_who_is_not_on_the_list(http, school):
    send(Person(http, "staff"), school, child="The boy with the red bicycle")
    [concern] = raised(school)
    assert (concern.child, concern.pupil) == ("The boy with the red bicycle", "")


def test_a_pupil_chosen_before_the_name_was_changed_does_not_count(http, school):
    send(Person(http, "staff"), school, child="Somebody Else", pupil="b" * 16)
    assert raised(school)[0].pupil == ""


def test_script_and_length_in_every_field(http, school):
    evil = "<script>alert(1)</script>"
    fields = {f"form.widgets.{name}": evil for name in ("where", "present", "done")}
    what = evil + "ö" * 200_000
    staff, path = Person(http, "staff"), page(school)
    fields = {**values(staff.page(path)[1], path), **fields, "child": evil}
    fields.pop("photographs", None)
    body, content_type = multipart({**fields, "form.widgets.what": what}, [])
    assert staff.ask(path, "POST", body=body, **{"Content-Type": content_type}).status == 302
    [concern] = raised(school)
    assert concern.answer("what") == what
    for user_id, name in (("staff", "my-concerns"), ("lead", "inbox")):
        text = Person(http, user_id).page(page(school, name))[1]
        assert "alert(1)" in text
        assert "<script>alert" not in text
    text = Person(http, "lead").page(f"{page(school)[:-8]}/{concern.getId()}")[1]
    assert "<script>alert" not in text


def test_the_same_form_sent_twice_makes_one(http, school):
    staff, path = Person(http, "staff"), page(school)
    fields = {**values(staff.page(path)[1], path), "child": CHILD, "form.widgets.what": "Once"}
    for text in ("Once", "Once, and once more"):
        body = urlencode({**fields, "form.widgets.what": text}).encode()
        answer = staff.ask(path, "POST", body=body, **{"Content-Type": FORM})
        assert answer.status == 302
    assert len(raised(school)) == 1


def test_the_same_text_from_two_tabs_makes_one(http, school):
    staff = Person(http, "staff")
    assert [send(staff, school)[0] for _tab in range(2)] == [302, 302]
    assert len(raised(school)) == 1
    send(staff, school, **{"form.widgets.where": "Somewhere else"})
    assert len(raised(school)) == 2


def multipart(fields, files):
    """Body and content type of a form with files, as a browser sends it."""
    mark = "otterotterotter"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        (
            f'--{mark}\r\nContent-Disposition: form-data; name="photographs"; '
            f'filename="{name}"\r\nContent-Type: image/svg+xml\r\n\r\n'
        ).encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


@pytest.mark.parametrize(("number", "taken"), [(2, True), (30, True), (31, False)])
def test_photographs(http, school, number, taken):
    staff, path = Person(http, "staff"), page(school)
    fields = {**values(staff.page(path)[1], path), "child": CHILD, "form.widgets.what": "Seen"}
    fields.pop("photographs", None)
    files = [(f"Canary {n}.png", b"\x89PNG\r\n\x1a\n" + bytes([n])) for n in range(number)]
    body, content_type = multipart(fields, files)
    answer = staff.ask(path, "POST", body=body, **{"Content-Type": content_type})
    assert answer.status == (302 if taken else 200)
    assert [len(one.photographs) for one in raised(school)] == ([number] if taken else [])
    if taken:
        [concern] = raised(school)
        shown = f"{page(school)[:-8]}/{concern.getId()}/@@photograph?number=1"
        answer = Person(http, "lead").ask(shown)
        assert answer.body == b"\x89PNG\r\n\x1a\n\0"
        assert "Canary" not in str(answer.headers)
        assert staff.ask(shown).status == 404


def test_a_photograph_is_shown_without_the_place_and_its_original_stays(http, school):
    data, staff, path = jpeg(), Person(http, "staff"), page(school)
    fields = {**values(staff.page(path)[1], path), "child": CHILD, "form.widgets.what": "Seen"}
    fields.pop("photographs", None)
    body, content_type = multipart(fields, [("note.jpg", data)])
    staff.ask(path, "POST", body=body, **{"Content-Type": content_type})
    [concern] = raised(school)
    lead, place = Person(http, "lead"), f"{page(school)[:-8]}/{concern.getId()}"
    shown = lead.ask(f"{place}/@@photograph?number=1")
    assert MAKER.encode() not in shown.body
    assert shown.header("content-type") == "image/jpeg"
    assert lead.ask(f"{place}/@@photograph?number=1&original=1").body == data
    assert "original=1" in lead.page(place)[1]
    found = {one.action: one for one in entries(Filter(record_uid=concern.UID()))}
    assert found["forms.photograph"].detail["sha256"] == sha256(data).hexdigest()
    assert {"inbox.downloaded", "inbox.original"} <= set(found)
    for name in ("", "&original=1"):
        assert staff.ask(f"{place}/@@photograph?number=1{name}").status == 404


BROKEN = {
    "no XML": "nothing",
    "empty": "",
    "without what": re.sub(r'<field\s[^>]*name="what".*?</field>', "", FIELDS, flags=re.S),
    "what is a number": FIELDS.replace('"zope.schema.Text"', '"zope.schema.Int"', 1),
    "unknown type": FIELDS.replace("zope.schema.Bool", "no.such.Field"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_form_lets_the_concern_arrive_flagged(http, school, form, kind):
    form.fields_model = BROKEN[kind]
    transaction.commit()
    assert send(Person(http, "staff"), school)[0] == 302
    [concern] = raised(school)
    assert concern.answer("what").startswith("She said")
    assert concern.flags
    text = Person(http, "lead").page(f"{page(school)[:-8]}/{concern.getId()}")[1]
    assert "The form of the school" in text


SAVED = ACTIONS.replace(
    "</schema>",
    '<field name="saver" type="collective.easyform.actions.SaveData"><title>S</title></field>'
    '<field name="mailer" type="collective.easyform.actions.Mailer"><title>M</title></field>'
    "</schema>",
)


def test_nothing_is_kept_in_the_form_whatever_actions_it_has(http, school, form):
    form.actions_model = SAVED
    transaction.commit()
    send(Person(http, "staff"), school)
    assert len(raised(school)) == 1
    assert not hasattr(form, "_inputStorage")
    assert "heron" not in mails()


def test_a_form_without_our_action(http, school, form):
    form.actions_model = re.sub(r"<field .*</field>", "", ACTIONS, flags=re.S)
    transaction.commit()
    send(Person(http, "staff"), school)
    assert "does not say that it goes to the leads" in raised(school)[0].flags[0]


def test_fields_a_school_added_go_along(http, school, form):
    field = (
        '<field name="lesson" type="zope.schema.TextLine"><title>Which lesson</title></field>'
        "</schema>"
    )
    form.fields_model = FIELDS.replace("</schema>", field)
    transaction.commit()
    staff = Person(http, "staff")
    assert "Which lesson" in staff.page(page(school))[1]
    assert send(staff, school)[0] == 200
    send(staff, school, **{"form.widgets.lesson": "Music"})
    [concern] = raised(school)
    assert ("lesson", "Which lesson", "Music") in concern.answers
    assert concern.flags == ()


def test_who_plays_with_the_form_is_stopped(http, school, monkeypatch):
    monkeypatch.setattr(raising, "MOST_AN_HOUR", 2)
    staff = Person(http, "staff")
    for number in range(3):
        text = send(staff, school, **{"form.widgets.where": f"Place {number}"})[1]
    assert "Go to one of the leads in person" in text
    assert len(raised(school)) == 2
    assert send(Person(http, "lead"), school)[0] == 302
    assert [e.person for e in entries(Filter(actions=("forms.refused",)))][:1] == ["staff"]


@pytest.mark.parametrize("user_id", ["stranger", None])
@pytest.mark.parametrize(
    "name", ["raise", "ask-to-see", "my-concerns", "find-pupil", "pupils", "inbox", "sent"]
)
def test_nobody_from_outside(http, school, user_id, name):
    status = Person(http, user_id).page(page(school, name))[0]
    assert status in ((404,) if user_id else (302, 401, 404))


def found_pupils(person, school, text):
    body = urlencode({"text": text}).encode()
    answer = person.ask(page(school, "find-pupil"), "POST", body=body, **{"Content-Type": FORM})
    return answer.body


def test_the_list_says_nothing_of_files(http, school):
    """Byte for byte the same with a file and without, and from whoever asks."""
    staff = Person(http, "staff")
    before = [found_pupils(staff, school, text) for text in ("cana", "5b", "zzz", "c")]
    assert [one["label"] for one in json.loads(before[0])] == [CHILD]
    assert json.loads(before[2]) == json.loads(before[3]) == []
    form = staff.page(page(school))[1]
    with signed_in("lead"):
        make_file(school, given_name="Canary", family_name="Zephyrine")
    raise_one(school, "lead", what="Told in confidence")
    assert [found_pupils(staff, school, text) for text in ("cana", "5b", "zzz", "c")] == before
    assert found_pupils(Person(http, "lead"), school, "cana") == before[0]
    assert without_tokens(staff.page(page(school))[1]) == without_tokens(form)
    assert "confidence" not in staff.page(page(school, "my-concerns"))[1]


def without_tokens(text):
    tree = html.fromstring(text)
    for one in tree.xpath(f"//input[@name='{TOKEN}' or @name='submission' or @name='draft']"):
        one.set("value", "")
    for one in tree.xpath("//input[@type='time']"):
        one.set("value", "")
    return html.tostring(tree)


def test_the_reporter_sees_their_own_and_can_add(http, school):
    mine, other = raise_one(school, "staff"), raise_one(school, "office", what="Not for staff")
    staff, path = Person(http, "staff"), page(school, "my-concerns")
    text = staff.page(path)[1]
    assert mine.reference in text
    assert "heron" in text
    assert other.reference not in text
    assert "Not for staff" not in text
    mails()
    assert staff.send(path, id=mine.getId(), text="He said it again today.")[0] == 302
    assert "Enter what you want to add" in staff.send(path, id=mine.getId(), text=" ")[1]
    assert staff.send(path, id=other.getId(), text="Let me in")[0] == 404
    assert "He said it again today." in staff.page(path)[1]
    assert f"Added to {mine.reference}" in mails()
    transaction.begin()
    assert len(mine.messages) == 1
    assert other.messages == ()
    assert staff.page(f"{page(school)[:-8]}/{mine.getId()}")[0] == 404
    assert staff.page(f"{page(school, 'sent')}?id={other.getId()}")[0] == 404
