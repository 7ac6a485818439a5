"""The chronology as PDF: confidential, accessible, and never anything but text."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from io import BytesIO
from welfarefiles.calendars.london import NaiveTime
from welfarefiles.chronology import typesetting
from welfarefiles.chronology.pdf import ChronologyHeader
from welfarefiles.chronology.pdf import Entry
from welfarefiles.chronology.pdf import render
from welfarefiles.chronology.typesetting import typeset
from welfarefiles.chronology.typesetting import TypesettingFailed

import dataclasses
import pikepdf
import pypdfium2
import pytest


HEADER = ChronologyHeader(
    reference="WF-2026-000123",
    child_name="Maya Ellison",
    date_of_birth=date(2016, 3, 14),
    year_group="Year 6",
    printed_by="R. Adeyemi",
    printed_at=datetime(2026, 7, 21, 9, 30, tzinfo=UTC),
)
ENTRY = Entry(
    happened_at=datetime(2026, 7, 16, 14, 40, tzinfo=UTC),
    kind="Telephone call",
    title="Lateness",
    who="mother",
    text="The bus was re-timed.\n\nBreakfast club from Monday.",
    outcome="Form tutor told.",
    state="signed",
    recorded_at=datetime(2026, 7, 17, 8, 5, tzinfo=UTC),
    author="J. Okafor",
)


def entry(**changes):
    return dataclasses.replace(ENTRY, **changes)


def pages(*entries, header=HEADER):
    document = pypdfium2.PdfDocument(render(header, entries))
    return [page.get_textpage().get_text_range() for page in document]


def words(text):
    return " ".join(text.split())


def letters(text):
    return "".join(text.split())


def test_what_stands_on_the_page():
    (page,) = pages(ENTRY)
    for expected in (
        "CONFIDENTIAL", "Maya Ellison", "14 March 2016", "Year 6", "WF-2026-000123",
        "Page 1 of 1", "Printed 21 July 2026, 10:30 by R. Adeyemi", "2026",
        "Thu 16 Jul 2026 15:40", "Telephone call", "Lateness", "With mother",
        "The bus was", "Outcome: Form tutor told.",
        "Recorded 17 July 2026, 09:05 by J. Okafor",
    ):  # fmt: skip
        assert expected in words(page)
    assert "demonstration" not in page


def test_marks_stand_on_every_page():
    header = dataclasses.replace(HEADER, demonstration=True)
    texts = pages(*[ENTRY] * 60, header=header)
    assert len(texts) > 2
    for number, page in enumerate(texts, 1):
        assert "CONFIDENTIAL" in page
        assert "Invented demonstration data" in page
        assert "WF-2026-000123" in page
        assert f"Page {number} of {len(texts)}" in page
        assert "What was recorded" in page


def test_nothing_to_show_and_what_was_left_out():
    (page,) = pages(header=dataclasses.replace(HEADER, scope="Contact notes only"))
    assert "There are no entries." in page
    assert "Contact notes only" in page


def test_empty_fields_leave_no_trace():
    (page,) = pages(entry(title=ENTRY.kind, who=None, text=None, outcome="", recorded_at=None))
    assert "With" not in page
    assert "Outcome" not in page
    assert page.count("Telephone call") == 1
    assert "Recorded by J. Okafor" in words(page)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("draft", "Draft, not signed"),
        ("submitted", "Waits for authorisation"),
        ("returned", "Returned to its author"),
        ("struck", "Struck through"),
    ],
)
def test_the_state_is_told_in_words(state, word):
    assert word in pages(entry(state=state))[0]


def _darkest_row(image, box):
    """The share of dark dots in the darkest row of a box, its origin at the bottom."""
    left, bottom, right, top = (round(value) for value in box)
    part = image.crop((left, image.height - top, right, image.height - bottom))
    rows = [sum(part.getpixel((x, y)) < 128 for x in range(part.width)) for y in range(part.height)]
    return max(rows) / part.width


def test_struck_text_is_readable_and_struck():
    scale = 4
    dark = {}
    for state in ("signed", "struck"):
        page = pypdfium2.PdfDocument(
            render(HEADER, [entry(state=state, text="......", struck_reason="Wrong file")])
        )[0]
        found = page.get_textpage()
        index, _count = found.search("......").get_next()
        first, last = found.get_charbox(index, loose=True), found.get_charbox(index + 5, loose=True)
        box = [scale * value for value in (first[0], first[1], last[2], first[3])]
        dark[state] = _darkest_row(page.render(scale=scale).to_pil().convert("L"), box)
        assert "Reason: Wrong file" in words(found.get_text_range())
    assert dark["signed"] < 0.7
    assert dark["struck"] > 0.9


MARKUP = [
    "#panic()",
    '#eval("1 + 1")',
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "*bold* _italic_ `raw`",
    "$x^2$",
    "\\ \\u{41} \\#",
    '" ] } ) #{ [ (',
    "= Heading",
    "- list + enum / term: x",
    "@ref <label>",
    "// comment /* another",
    "~ -- --- ...",
    "https://example.org/a?b=c#d",
    "'single' \"double\"",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_only_text(text):
    (page,) = pages(entry(text=text, outcome=text, who=text, title=text))
    assert letters(page).count(letters(text)) == 4


def test_markup_in_the_header_is_only_text():
    nasty = '#panic() *x* $y$ "]'
    header = dataclasses.replace(HEADER, child_name=nasty, printed_by=nasty, reference=nasty)
    assert letters(pages(ENTRY, header=header)[0]).count(letters(nasty)) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("😀", "[grinning face]"),
        ("中文", "[Chinese or Japanese script, 2 characters: read it on screen]"),
        ("a\x00b\x01c\x1bd", "abcd"),
        ("x\ud800y", "xy"),
        ("\ue000\U0010ffff", "[u+e000]"),
        ("ﬁn ½ ☑ → ½", "½ ☑ →"),
        ("Ştefan Łukasz Đorđe", "Ştefan Łukasz Đorđe"),
        ("Ελλάδα Київ", "Ελλάδα Київ"),
    ],
)
def test_letters_of_all_kinds(text, expected):
    assert expected in words(pages(entry(text=text))[0])


def test_scripts_from_right_to_left():
    (page,) = pages(entry(text="שלום, she said مرحبا"))
    assert "she said" in page
    for letter in "שלוםمرحبا":
        assert letter in page
    assert "\u202e" not in pages(entry(text="a\u202eb"))[0]


def test_a_letter_that_fails_only_in_company_is_named_too(monkeypatch):
    monkeypatch.setattr(typesetting, "_missing", lambda letters, fonts: frozenset())
    assert "[grinning face] Київ" in words(pages(entry(text="😀 Київ"))[0])


def test_when_nothing_is_named_the_text_is_made_plain(monkeypatch):
    monkeypatch.setattr(typesetting, "_named", lambda error: frozenset())
    (page,) = pages(entry(text="😀 Київ, Zoë"))
    assert "[grinning face] [Cyrillic script, 4 characters: read it on screen], Zoë" in words(page)


@pytest.mark.parametrize(
    "text",
    ["word and more of them. " * 9000, "x" * 200_000, "שלום עולם " * 20_000],
    ids=["words", "one word", "right to left"],
)
def test_200_kilobytes_in_one_entry(text):
    texts = pages(entry(text=text))
    assert len(texts) > 20
    assert sum(page.count(text[0]) for page in texts) >= text.count(text[0])


def test_a_thousand_entries():
    entries = [
        entry(
            happened_at=ENTRY.happened_at + timedelta(hours=7 * number),
            text=f"Entry {number}. {ENTRY.text}",
        )
        for number in range(1000)
    ]
    pdf = render(HEADER, entries)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert all(f"Entry {number}. " in text for number in range(1000))


def test_tagged_archivable_and_accessible():
    with pikepdf.open(BytesIO(render(HEADER, [ENTRY]))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert meta["dc:title"] == "Chronology of WF-2026-000123"
        roles = _roles(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/TR"} <= roles


def _roles(node, found=None):
    found = set() if found is None else found
    if isinstance(node, pikepdf.Array):
        for child in node:
            _roles(child, found)
    elif isinstance(node, pikepdf.Dictionary):
        found.add(str(node.get("/S")))
        _roles(node.get("/K"), found)
    return found


def test_the_name_is_in_no_metadata():
    pdf = render(HEADER, [ENTRY])
    assert b"Maya" not in pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "Maya" not in str(opened.docinfo) + str(opened.open_metadata())


def test_the_same_input_gives_the_same_file():
    assert render(HEADER, [ENTRY]) == render(HEADER, [ENTRY])


def test_naive_times_are_refused():
    with pytest.raises(NaiveTime):
        render(HEADER, [entry(happened_at=datetime(2026, 7, 16, 15, 40))])


def test_what_goes_wrong_tells_nothing_of_the_document(monkeypatch):
    with pytest.raises(TypesettingFailed) as failed:
        typeset("#panic(sys.inputs.data)", "Maya Ellison", HEADER.printed_at)
    assert "Maya" not in str(failed.value)
    assert failed.value.__cause__ is None
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)
    with pytest.raises(TypesettingFailed, match="longer than"):
        render(HEADER, [ENTRY])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=6, max_size=6))
def test_any_text_gives_a_pdf(texts):
    kind, title, who, text, outcome, name = texts
    header = dataclasses.replace(HEADER, child_name=name, scope=kind)
    assert pages(entry(kind=kind, title=title, who=who, text=text, outcome=outcome), header=header)
