"""What is raised: whose barrier hides it, the list of pupils, what validators say. No portal."""

from contextlib import suppress
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from welfarefiles.calendars import london
from welfarefiles.forms.barring import is_about
from welfarefiles.forms.pupils import BadList
from welfarefiles.forms.pupils import Pupil
from welfarefiles.forms.pupils import Pupils
from welfarefiles.forms.pupils import read_list
from welfarefiles.forms.validators import has_happened
from welfarefiles.forms.validators import plain_text
from welfarefiles.index.rows import FileRow

import pytest


def file_row(**fields):
    """A file of the index."""
    own = {"uid": "file", "school_uid": "school", "portal_type": "WelfareFile", "state": "open"}
    return FileRow(path="/f", reference="WF-2026-000001", revision="1", **own, **fields)


FILE = file_row(
    given_name="Zoë", family_name="O'Neil Quayle", known_as="Zed", date_of_birth=date(2016, 5, 4)
)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Zoë O'Neil Quayle", True),
        ("zoe oneil quayle, year 5", True),
        ("Quayle, Zed O'Neil", True),
        ("O'Neil Quayle's brother Sam", False),
        ("Zoë", False),
        ("Zoë Quayle", False),
        ("A girl in year 5", False),
        ("", False),
    ],
)
def test_a_name_as_it_was_typed(said, about):
    assert is_about(FILE, child=said) is about


@pytest.mark.parametrize(
    ("pupil", "about"),
    [
        (Pupil("k", "Zoë", "O'Neil Quayle"), True),
        (Pupil("k", "Zoe", "ONeil Quayle", date_of_birth=date(2016, 5, 4)), True),
        (Pupil("k", "Zoë", "O'Neil Quayle", date_of_birth=date(2015, 5, 4)), False),
        (Pupil("k", "Sam", "O'Neil Quayle"), False),
    ],
)
def test_a_pupil_of_the_list(pupil, about):
    assert is_about(FILE, pupil=pupil) is about


def test_the_number_decides_where_both_have_one():
    file = file_row(given_name="Zoë", family_name="Quayle", upn="A1")
    assert is_about(file, pupil=Pupil("k", "Zoe-May", "Other", upn="A1"))
    assert not is_about(file, pupil=Pupil("k", "Zoë", "Quayle", upn="B2"))


def test_the_file_it_went_into():
    assert is_about(FILE, file_uid=FILE.uid, child="Somebody else")


def test_a_list_is_read():
    data = "Forename,Surname,Year group,Reg,DOB,UPN\n"
    data += "Zoë, Quayle ,Year 5,5B,04/05/2016,\n\nSam,Eze,R,,,\n"
    for encoded in (data.encode(), b"\xef\xbb\xbf" + data.encode(), data.encode("cp1252")):
        zoe, sam = read_list(encoded)
        assert (zoe.label, zoe.date_of_birth) == ("Zoë Quayle, Year 5, 5B", date(2016, 5, 4))
        assert sam.label == "Sam Eze, Reception"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "headings"),
        ("Name,Class\nZoë,5B\n", "headings"),
        ("Given name,Family name\n", "no pupil"),
        ("Given name,Family name\nZoë,\n", "Row 2: a name is missing"),
        ("Given name,Family name,DOB\nZoë,Quayle,31/02/2016\n", "Row 2: write the date"),
        ("Given name,Family name\nZoë,Quayle\nZoë,Quayle\n", "Row 3: this pupil is in the list"),
    ],
)
def test_a_list_that_cannot_be_meant(text, sentence):
    with pytest.raises(BadList) as refused:
        read_list(text.encode())
    message = refused.value.args[0]
    said = str(message.default or message)
    for name, value in (message.mapping or {}).items():
        said = said.replace(f"${{{name}}}", str(value))
    assert sentence in said


@given(st.binary(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_a_list_or_refused(data):
    with suppress(BadList):
        assert read_list(data)


class List(Pupils):
    """A list that is kept nowhere."""

    def __init__(self, *found):
        self.found = found

    def all(self):
        return list(self.found)


LIST = List(
    Pupil("a", "Zoë", "Quayle", "5", "5B"),
    Pupil("b", "Zoë", "Quayle", "5", "5B"),
    Pupil("c", "Zachary", "Eze", "5", "5A"),
    *(Pupil(str(number), f"Name{number}", "Smith", "9", "9C") for number in range(20)),
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("zo", "ab"),
        ("ZOE 5b", "ab"),
        ("year 5", "abc"),
        ("5a", "c"),
        ("z", ""),
        ("", ""),
        ("xx", ""),
    ],
)
def test_looking_for_a_pupil(text, keys):
    assert [one.key for one in LIST.find(text)] == list(keys)


def test_few_are_offered_and_two_of_one_name_are_nobody():
    assert len(LIST.find("smith")) == 8
    assert LIST.named("Zoë Quayle, Year 5, 5B") is None
    assert LIST.named("zachary eze, year 5, 5a").key == "c"


@pytest.mark.parametrize(("hours", "said"), [(-1, False), (0, False), (1, True)])
def test_what_has_happened(hours, said):
    assert bool(has_happened(london.now() + timedelta(hours=hours))) is said


@pytest.mark.parametrize(
    ("text", "said"), [("", False), ("Fine\n<b>", False), ("a\x00b", True), ("x" * 400_001, True)]
)
def test_plain_text(text, said):
    assert bool(plain_text(text)) is said
