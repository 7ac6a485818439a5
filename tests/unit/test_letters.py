"""Letters without Plone: hostile templates, what is merged, what the PDF says (R158)."""

from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from tests.letters import changed
from tests.letters import text_of
from tests.letters import with_xml
from tests.letters import word
from welfarefiles.extraction.limits import Limits
from welfarefiles.extraction.pdf import pdf_pages
from welfarefiles.files.around import address_of
from welfarefiles.files.around import parents_to_write_to
from welfarefiles.files.around import person_key
from welfarefiles.files.around import professionals_to_write_to
from welfarefiles.letters import merging
from welfarefiles.letters import word as checks
from welfarefiles.letters.fields import example_values
from welfarefiles.letters.fields import FIELDS
from welfarefiles.letters.merging import fields_of
from welfarefiles.letters.merging import merge
from welfarefiles.letters.merging import MissingFields
from welfarefiles.letters.printing import check_template
from welfarefiles.letters.printing import contents
from welfarefiles.letters.printing import HIDDEN
from welfarefiles.letters.printing import letter_pdf
from welfarefiles.letters.shipped import SHIPPED
from welfarefiles.letters.shipped import shipped_document
from welfarefiles.letters.word import BadTemplate

import io
import pytest
import zipfile


NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
GOOD = word("Dear {{ recipient_name }}")
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
)
RELS = "word/_rels/document.xml.rels"


def linked(kind, target="https://elsewhere.example/x"):
    return with_xml(GOOD, "</Relationships>", RELATION % (kind, target), RELS)


def inside(xml):
    return with_xml(GOOD, "<w:sectPr", f"{xml}<w:sectPr")


def bomb():
    return changed(GOOD, add={"word/media/image1.bin": b"\0" * (checks.MOST_UNPACKED + 1)})


def encrypted():
    return b"\xd0\xcf\x11\xe0" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0"


JINJA = [
    "{{ recipient_name.__class__ }}",
    "{{ recipient_name['x'] }}",
    "{{ recipient_name() }}",
    "{{ recipient_name|upper }}",
    "{{ 1 + 1 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ recipient_name ~ today }}",
    "{{ [today] }}",
    "{{ today is defined }}",
    "{% for x in today %}{{ x }}{% endfor %}",
    "{% for x in range(999999999) %}.{% endfor %}{{ today }}",
    "{% include 'secret' %}{{ today }}",
    "{% import 'os' as os %}{{ today }}",
    "{% extends 'x' %}",
    "{% macro m() %}{{ today }}{% endmacro %}",
    "{% set x = today %}",
    "{% block b %}{{ today }}{% endblock %}",
    "{% filter upper %}{{ today }}{% endfilter %}",
    "{% call today() %}{% endcall %}",
    "{% raw %}x{% endraw %}{{ today.x }}",
    "{{r today }}",
    "{{p today }}",
    "{%tr if today %}{%tr endif %}",
    "{% colspan today %}",
    "{% vm %}",
    "{%- if today %}x{% endif %}",
]


@pytest.mark.parametrize("text", JINJA)
def test_a_template_may_name_fields_and_nothing_else(text):
    with pytest.raises(BadTemplate):
        fields_of(word(text))
    with pytest.raises(BadTemplate):
        merge(word("Body {{ today }}", header=text), example_values(), NOW)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", checks.NO_WORD),
        (b"not a zip", checks.NO_WORD),
        (b"%PDF-1.7", checks.NO_WORD),
        (GOOD[:400], checks.NO_WORD),
        (GOOD + b"\0" * checks.MOST_BYTES, checks.TOO_LARGE),
        (bomb(), checks.TOO_LARGE),
        (inside("<w:p>" + "<w:r/>" * 200_000 + "</w:p>"), checks.TOO_LARGE),
        (encrypted(), checks.LOCKED),
        (changed(GOOD, add={f"x{n}": b"" for n in range(600)}), checks.TOO_LARGE),
        (changed(GOOD, add={"word/vbaProject.bin": b"x"}), checks.MACROS),
        (changed(GOOD, add={"word/vbaData.xml": b"<x/>", "VBAPROJECT.BIN": b""}), checks.MACROS),
        (with_xml(GOOD, checks.MAIN, MACRO, checks.TYPES), checks.MACROS),
        (with_xml(GOOD, checks.MAIN, "text/plain", checks.TYPES), checks.NO_WORD),
        (changed(GOOD, add={"word/embeddings/oleObject1.bin": b"x"}), checks.EMBEDDED),
        (inside('<w:altChunk r:id="rId1"/>'), checks.EMBEDDED),
        (linked("attachedTemplate"), checks.OUTSIDE),
        (linked("image"), checks.OUTSIDE),
        (linked("image", "file:///etc/passwd"), checks.OUTSIDE),
        (inside('<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p>'), checks.ACTIVE),
        (inside("<w:p><w:r><w:instrText>DDEAUTO c calc</w:instrText></w:r></w:p>"), checks.ACTIVE),
        (changed(GOOD, add={"../../evil.xml": b"<x/>"}), checks.NO_WORD),
        (changed(GOOD, add={"..\\evil": b"x"}), checks.NO_WORD),
        (changed(GOOD, add={"/etc/evil": b"x"}), checks.NO_WORD),
        (
            changed(
                GOOD, add={"word/x.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]><x>&a;</x>'}
            ),
            checks.NO_WORD,
        ),
        (changed(GOOD, add={"word/footnotes.xml": b"<x>"}), checks.NO_WORD),
        (word("No field at all"), merging.NO_FIELDS),
        (word("{{ recipient_name"), merging.BROKEN),
        (word("{% if today %}never ended"), merging.BROKEN),
        (word("{{ favourite_colour }}"), "There is no field “favourite_colour”."),
    ],
)
def test_what_cannot_be_a_template_is_refused_with_its_reason(data, said):
    with pytest.raises(BadTemplate) as refused:
        fields_of(data)
    assert refused.value.sentences == [said]


def test_two_parts_of_one_name():
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(BadTemplate):
        fields_of(made.getvalue())


def test_an_ordinary_link_may_lead_out():
    assert fields_of(linked("hyperlink")) == ["recipient_name"]


@given(st.binary(max_size=300))
@settings(max_examples=30, deadline=None)
def test_noise_is_refused(noise):
    for data in (noise, GOOD[:200] + noise, changed(GOOD, {"word/document.xml": lambda _: noise})):
        with pytest.raises(BadTemplate):
            fields_of(data)


def test_an_if_over_paragraphs_needs_its_own():
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    broken = with_xml(word("{{ today }} {% if today %}"), "<w:sectPr", f"{table}<w:sectPr")
    assert fields_of(broken) == ["today"]
    with pytest.raises(BadTemplate) as refused:
        merge(broken, {}, NOW)
    assert refused.value.sentences == [merging.ACROSS]
    with pytest.raises(BadTemplate):
        check_template(broken, NOW)


def test_fields_that_are_missing_are_named_all_at_once():
    template = word("{{ today }} {{ recipient_address }} {% if lead_professional %}x{% endif %}")
    with pytest.raises(MissingFields) as missing:
        merge(template, {"lead_professional": ""}, NOW)
    assert missing.value.names == ["today", "recipient_address"]


def test_what_may_be_missing_stands_in_an_if():
    template = word("{% if lead_professional %}By {{ lead_professional }}{% endif %}{{ today }}")
    values = {"today": "Monday"}
    assert text_of(merge(template, values, NOW)) == "Monday"
    assert text_of(merge(template, {**values, "lead_professional": "Sam"}, NOW)) == "By SamMonday"


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip().isprintable()))
@settings(max_examples=10, deadline=None)
def test_values_are_text_whatever_they_are(value):
    """XML, Jinja or nothing special: what a person typed stands in the letter as typed."""
    if not value.strip():
        return
    made = text_of(merge(word("<{{ recipient_name }}>"), {"recipient_name": value}, NOW))
    assert made == f"<{value.strip()}>"


@pytest.mark.parametrize(
    "value",
    ["</w:t><w:p/>", "{{ today }}", "{% for x in y %}", "&lt;b&gt;", "a\x00b\x0cc", "a\ud800"],
)
def test_values_that_look_like_something_else(value):
    made = merge(word("Dear {{ recipient_name }}"), {"recipient_name": value}, NOW)
    expected = merging._CONTROLS.sub(" ", value)
    assert text_of(made) == f"Dear {expected}"
    assert letter_pdf(made, "Letter", NOW).startswith(b"%PDF")


def test_lines_of_an_address_stay_lines():
    made = merge(word("{{ recipient_address }}"), {"recipient_address": "1 Street\nTown"}, NOW)
    assert text_of(made) == "1 Street\nTown"


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.id)
def test_shipped_letters(shipped):
    data = shipped_document(shipped.id)
    made = merge(data, example_values(), NOW)
    assert "{" not in text_of(made)
    pdf = letter_pdf(made, "Letter", NOW)
    said = " ".join("".join(pdf_pages(io.BytesIO(pdf), Limits())).split())
    for line in text_of(made).splitlines():
        assert " ".join(line.split()) in said
    bare = {name: text for name, text in example_values().items() if name != "recipient_address"}
    for name in ("lead_professional", "continuing_support", "local_authority"):
        bare.pop(name)
    assert "None" not in text_of(merge(data, bare, NOW))


def test_nothing_of_who_wrote_the_template_goes_out():
    from docx import Document

    document = Document(io.BytesIO(GOOD))
    document.core_properties.author = "Somebody Private"
    kept = io.BytesIO()
    document.save(kept)
    made = merge(kept.getvalue(), example_values(), NOW)
    assert b"Somebody Private" not in b"".join(
        zipfile.ZipFile(io.BytesIO(made)).read(n)
        for n in zipfile.ZipFile(io.BytesIO(made)).namelist()
    )


BOX = (
    '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r>'
    "<w:t>Hidden</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
)
CONTROL = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Hidden</w:t></w:r></w:p></w:sdtContent></w:sdt>"
TRACKED = '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Hidden</w:t></w:r></w:ins></w:p>'


@pytest.mark.parametrize("xml", [BOX, CONTROL, TRACKED], ids=["text box", "control", "tracked"])
def test_text_that_the_pdf_would_leave_out_is_refused(xml):
    with pytest.raises(BadTemplate) as refused:
        contents(merge(inside(xml), example_values(), NOW))
    assert refused.value.sentences == [HIDDEN]


def test_the_pdf_has_tables_and_lists():
    from docx import Document

    document = Document()
    document.add_heading("Heading {{ today }}", 1)
    document.add_paragraph("One thing", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Top", "Bottom {{ child_name }}"
    table.cell(0, 0).merge(table.cell(0, 1))
    kept = io.BytesIO()
    document.save(kept)
    made = merge(kept.getvalue(), example_values(), NOW)
    kinds = [one["kind"] for one in contents(made)["blocks"]]
    assert kinds == ["heading", "item", "table"]
    said = "".join(pdf_pages(io.BytesIO(letter_pdf(made, "Letter", NOW)), Limits()))
    assert "Top" in said
    assert "Bottom Ash Example" in said


def test_every_field_has_an_example():
    assert all(field.example and field.label and field.where for field in FIELDS)
    assert len({field.name for field in FIELDS}) == len(FIELDS)


MOTHER = {"name": "Orla", "relation": "Mother", "parental_responsibility": True}
PEOPLE = [
    {**MOTHER, "may_be_contacted": True},
    {**MOTHER, "may_be_contacted": True},
    {**MOTHER, "name": "Not to be contacted", "may_be_contacted": False},
    {**MOTHER, "name": "Nobody said", "may_be_contacted": None},
    {"name": "Gran", "relation": "Grandmother", "may_be_contacted": True},
    {"name": " ", "parental_responsibility": True, "may_be_contacted": True},
    {"name": "Nurse", "professional": True, "may_be_contacted": True},
    {"name": "Another", "professional": True, "may_be_contacted": False},
]


def test_to_whom_letters_go():
    """R032: parental responsibility, and may be contacted; one each."""
    assert [one["name"] for one in parents_to_write_to(PEOPLE)] == ["Orla"]
    assert [one["name"] for one in professionals_to_write_to(PEOPLE)] == ["Nurse"]


@pytest.mark.parametrize(
    ("own", "goes_to"),
    [
        ("2 Other Street", "2 Other Street"),
        ("As the child", "1 Street"),
        ("same address.", "1 Street"),
        ("", ""),
        (None, ""),
    ],
)
def test_where_a_letter_goes_is_never_guessed(own, goes_to):
    """Who has no address gets nothing by post: not everybody lives with the child (R032)."""
    assert address_of({"address": own}, "1 Street") == goes_to


def test_a_key_tells_no_name_and_knows_its_person():
    key = person_key(MOTHER)
    assert len(key) == 16
    assert key == person_key({**MOTHER, "name": " ORLA "})
    assert key != person_key({**MOTHER, "relation": "Aunt"})
