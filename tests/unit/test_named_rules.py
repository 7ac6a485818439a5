"""Names of other children in a text: tables of what counts and what does not, and laws."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from itertools import pairwise
from welfarefiles.files.around import carers
from welfarefiles.index.words import first_pieces
from welfarefiles.named.around import adults
from welfarefiles.named.around import around
from welfarefiles.named.around import is_sibling
from welfarefiles.named.letters import letters
from welfarefiles.named.letters import said
from welfarefiles.named.matching import find
from welfarefiles.named.register import Child
from welfarefiles.named.register import Register
from welfarefiles.named.register import words_in
from welfarefiles.named.replacing import replaced
from welfarefiles.named.replacing import sentence

import pytest
import unicodedata


PUPILS = (
    Child("Olivia", "Marsh", "", "7", "7B"),
    Child("Thomas", "O'Neil", "", "9"),
    Child("Anne-Marie", "Smith-Jones", "", "9"),
    Child("Hope", "Hill", "", "7"),
    Child("Will", "Carter", "", "7"),
    Child("May", "Green", "", "7"),
    Child("William", "Young", "", "10"),
    Child("Zoë", "Da Silva", "Zee", "11"),
    Child("Amina", "Yusuf", "", "10"),
    Child("Amina", "Khan", "", "11"),
    Child("Ruth", "Ellison", "", "2"),
    Child("Sarah", "Quayle", "", "11"),
    Child("Maya", "Ellison", "", "7", "7B"),
    Child("Maya", "Okafor", "", "8"),
)
PEOPLE = (
    {"name": "Mrs Sarah Ellison", "relation": "Mother"},
    {"name": "Daniel Ellison", "relation": "Half-brother"},
    {"name": "Kit", "relation": "Younger sister"},
)
ABOUT = around(Child("Maya", "Ellison", "May-May", "Year 7", "7b"), PEOPLE)
REGISTERS = [Register(PUPILS), Register(ABOUT.siblings)]


def named(text):
    """(what is marked, whom it means) in a text."""
    return [(text[one.start : one.end], one.key) for one in find([text], REGISTERS, ABOUT)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whole names, however they are written
        ("She sat beside Olivia Marsh.", [("Olivia Marsh", "olivia|marsh")]),
        ("olivia marsh hit her", [("olivia marsh", "olivia|marsh")]),
        ("OLIVIA MARSH", [("OLIVIA MARSH", "olivia|marsh")]),
        ("Marsh, Olivia was there", [("Marsh, Olivia", "olivia|marsh")]),
        ("Olivia\nMarsh", [("Olivia\nMarsh", "olivia|marsh")]),
        ("Olivia Rose Marsh", [("Olivia Rose Marsh", "olivia|marsh")]),
        ("Olivia R. Marsh", [("Olivia R. Marsh", "olivia|marsh")]),
        ("Olivia M. cried", [("Olivia M", "olivia|marsh")]),
        ("to olivia.marsh@example.org", [("olivia.marsh", "olivia|marsh")]),
        ("Olivia Marsh's coat", [("Olivia Marsh", "olivia|marsh")]),
        ("Olivia Marsh’s coat", [("Olivia Marsh", "olivia|marsh")]),
        ("Thomas O’Neil", [("Thomas O’Neil", "thomas|oneil")]),
        ("Thomas ONeil", [("Thomas ONeil", "thomas|oneil")]),
        ("Tom O'Neil", [("Tom O'Neil", "thomas|oneil")]),
        ("Anne Marie Smith Jones", [("Anne Marie Smith Jones", "annemarie|smithjones")]),
        ("Annemarie Smith", [("Annemarie Smith", "annemarie|smithjones")]),
        ("Zoe da Silva", [("Zoe da Silva", "zoe|dasilva")]),
        ("Zee Da Silva", [("Zee Da Silva", "zoe|dasilva")]),
        ("Amina Khan", [("Amina Khan", "amina|khan")]),
        ("Hope Hill", [("Hope Hill", "hope|hill")]),
        ("Sarah Quayle", [("Sarah Quayle", "sarah|quayle")]),
        # a given name alone: of the class or year, of the family, or the only one in the school
        ("Olivia's coat", [("Olivia", "olivia|marsh")]),
        ("with olivia", [("olivia", "olivia|marsh")]),
        ("Ruth was asleep", [("Ruth", "ruth|ellison")]),
        ("Zee laughed", [("Zee", "zoe|dasilva")]),
        ("Anne-Marie laughed", [("Anne-Marie", "annemarie|smithjones")]),
        ("I told Will to stop", [("Will", "will|carter")]),
        ("a note for Hope", [("Hope", "hope|hill")]),
        (
            "I told Will to stop. Will stopped. He will not.",
            [("Will", "will|carter"), ("Will", "will|carter")],
        ),
        # who is named in full once is known by the given name after that
        (
            "Amina Khan came. Then Amina left.",
            [("Amina Khan", "amina|khan"), ("Amina", "amina|khan")],
        ),
        (
            "William Young ran. Will fell.",
            [("William Young", "william|young"), ("Will", "william|young")],
        ),
        # nobody, or nobody who can be told
        ("", []),
        ("Amina left", []),
        ("Tom left", []),
        ("Marsh land, and olives", []),
        ("Olivias everywhere", []),
        ("Olivia Bennett, nurse", []),
        ("Olivia-Rose Bennett", []),
        ("Mrs Olivia Marsh", []),
        ("Miss Olivia read to them", []),
        ("Auntie Olivia", []),
        ("we hope hill walking helps", []),
        ("They hope she will come in May", []),
        ("Will she come? May be. Hope so.", []),
        ("She came on 12 May", []),
        ("in May 2026", []),
        # the child itself, and grown-ups of the front sheet
        ("Maya Ellison and Maya and maya ellison's", []),
        ("May-May Ellison", []),
        ("Maya Okafor", [("Maya Okafor", "maya|okafor")]),
        ("Sarah rang. Sarah Ellison rang.", []),
        # brothers and sisters of the front sheet
        ("Daniel Ellison", [("Daniel Ellison", "daniel|ellison")]),
        ("and Danny", [("Danny", "daniel|ellison")]),
        ("Kit was there", [("Kit", "kit|ellison")]),
    ],
)  # fmt: skip
def test_whom_a_text_names(text, expected):
    assert named(text) == expected


def test_brothers_and_sisters_of_the_front_sheet_are_known():
    found = find(["Kit, Ruth and Daniel came"], REGISTERS, ABOUT)[0]
    assert [(one.key, one.is_known) for one in found] == [
        ("kit|ellison", True),
        ("ruth|ellison", False),
        ("daniel|ellison", True),
    ]


def test_the_texts_of_one_record_are_read_together():
    discussion, outcome = find(["Amina Khan shouted.", "Amina apologised."], REGISTERS, ABOUT)
    assert [one.key for one in discussion + outcome] == ["amina|khan"] * 2


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("Brother", True),
        ("half-sister", True),
        ("Step brother", True),
        ("Twin", True),
        ("Mother", False),
        ("Brother's social worker", False),
        ("", False),
    ],
)
def test_who_is_a_sibling(relation, expected):
    assert is_sibling(relation) is expected


FREE = st.text(
    st.characters(exclude_categories=("Cs",)),
    max_size=60,
)


@given(FREE, st.sampled_from(PUPILS), FREE)
@settings(max_examples=150, deadline=None)
def test_a_whole_name_is_found_among_whatever_is_written(before, child, after):
    name = f"{child.given} {child.family}"
    text = f"{before}.\n{name};\n{after}"
    spans = [text[one.start : one.end] for one in find([text], REGISTERS, ABOUT)[0]]
    is_self = child.key == "maya|ellison"
    assert any(name in span for span in spans) is not is_self


WRITTEN = st.sampled_from([
    "Olivia", "Marsh,", "Tom O’Neil", "Anne Marie", "Annemarie Smith", "ann", "Will.", "Bill",
    "Zoe", "Zee", "Da Silva", "Amina K", "MAYA", "Ellison, Maya", "Ollie", "Mrs Hill", "Hope",
])  # fmt: skip


@given(st.lists(WRITTEN, max_size=8))
@settings(max_examples=60, deadline=None)
def test_who_has_no_word_of_a_text_among_the_given_names_is_not_meant_by_it(said):
    text, whole = " ".join(said), Register(PUPILS)
    words = words_in([text])
    meant = [one for one in PUPILS if first_pieces(one.given, one.known_as) & words]
    assert find([text], [Register(meant)], ABOUT) == find([text], [whole], ABOUT)
    for one in PUPILS:
        assert {form[0] for form in one.own} == first_pieces(one.given, one.known_as)


@given(FREE)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_places_lie_in_the_text_and_in_order(text):
    text = f"{text}\nOlivia Marsh\n{text}"
    [found] = find([text], REGISTERS, ABOUT)
    for earlier, later in pairwise(found):
        assert earlier.end <= later.start
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert "".join(sentence(text, found[0].start, found[0].end))


@given(st.lists(st.sampled_from([*PUPILS, "and then", "went", "home."]), max_size=12))
@settings(max_examples=100, deadline=None)
def test_nothing_is_left_once_all_are_replaced(parts):
    said = [f"{one.given} {one.family}" if isinstance(one, Child) else one for one in parts]
    text = ". ".join(said)
    [found] = find([text], REGISTERS, ABOUT)
    instead = replaced(text, [(one.start, one.end, "another pupil (A)") for one in found])
    assert find([instead], REGISTERS, ABOUT) == [[]]


@given(st.sampled_from(PUPILS[:-2]))
def test_accents_and_case_do_not_matter(child):
    name = f"{child.given} {child.family}"
    for form in ("NFC", "NFD"):
        for said_so in (name, name.upper()):
            assert [key for _words, key in named(unicodedata.normalize(form, said_so))]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Olivia ran.", [(0, 6)], "Another pupil (A) ran."),
        ("He hit Olivia's arm", [(7, 13)], "He hit another pupil (A)'s arm"),
        ("No. Olivia", [(4, 10)], "No. Another pupil (A)"),
        ("A\nOlivia", [(2, 8)], "A\nAnother pupil (A)"),
        ("Olivia, Olivia", [(0, 6), (8, 14)], "Another pupil (A), another pupil (A)"),
    ],
)
def test_a_name_replaced(text, spans, expected):
    assert replaced(text, [(*span, "another pupil (A)") for span in spans]) == expected


def test_the_sentence_of_a_place():
    text = "He was late. Then Olivia hit him, twice. He went home."
    assert sentence(text, 18, 24) == ("Then ", "Olivia", " hit him, twice.")


@pytest.mark.parametrize(("number", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (53, "BA")])
def test_letters(number, expected):
    assert letters(number) == expected


def test_what_children_are_called():
    assert [said("pupil", 2), said("sibling", 1), said("child", 3)] == [
        "another pupil (B)",
        "sibling 1",
        "child 3",
    ]


FAMILIES = (
    (Child("Olivia", "Marsh"), ["Mrs Petra Marsh", "Dev"]),
    (Child("Maya", "Ellison"), ["Ruth Ellison"]),  # this child's other file
    (Child("Daniel", "Ellison"), ["Ola Stone"]),  # a brother on the front sheet
    (Child("Zoë", "Da Silva"), ["Sarah Ellison", "Grace Hope"]),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petra Marsh rang.", ["Petra Marsh"]),
        ("Mrs Petra Marsh rang. Petra was cross.", ["Mrs Petra Marsh", "Petra"]),
        ("Petra rang. Mrs Marsh rang. P. Marsh rang.", []),
        ("Dev rang", []),  # not named in full on the sheet
        ("Ruth Ellison rang, and Ola Stone.", []),  # of this family
        ("Sarah Ellison rang.", []),  # on this front sheet
        ("Grace Hope came; grace was said with hope.", ["Grace Hope"]),
    ],
)
def test_parents_and_carers_of_other_children(text, expected):
    [found] = find([text], [Register(()), Register(adults(FAMILIES))], ABOUT)
    assert [text[one.start : one.end] for one in found] == expected
    assert all(one.is_adult and one.key.startswith("+") for one in found)


@pytest.mark.parametrize(
    ("person", "is_one"),
    [
        ({"relation": "Mother"}, True),
        ({"relation": "Foster carer"}, True),
        ({"relation": "Step-father"}, True),
        ({"relation": "", "parental_responsibility": True}, True),
        ({"relation": "Social worker of the mother"}, False),
        ({"relation": "Carer", "professional": True}, False),
        ({"relation": "Brother"}, False),
        ({"relation": None}, False),
    ],
)
def test_who_is_a_parent_or_carer(person, is_one):
    assert bool(carers([{"name": " Petra  Marsh ", **person}])) is is_one
