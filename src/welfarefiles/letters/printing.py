"""A letter as PDF/A: the paragraphs, lists and tables of its Word document in a plain layout.

Pictures are left out; text is not: a document with text where this does not look is refused.
No Plone here.
"""

from datetime import datetime
from docx import Document
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from importlib.resources import files
from welfarefiles.chronology.typesetting import typeset
from welfarefiles.letters.fields import example_values
from welfarefiles.letters.merging import merge
from welfarefiles.letters.merging import MissingFields
from welfarefiles.letters.word import BadTemplate

import io
import re


HIDDEN = (
    "Some text of this document cannot be put into the PDF: take out text boxes, footnotes, "
    "comments, tracked changes and fields of a form."
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST = re.compile(r"list (bullet|number|paragraph)", re.IGNORECASE)


def letter_pdf(data: bytes, title: str, at: datetime, demonstration: bool = False) -> bytes:
    """The PDF of a merged letter.

    :param title: of the document; never a child's name, it shows in windows and print queues.
    :raises BadTemplate: where the PDF would leave out text of the letter.
    :raises TypesettingFailed: where there can be no PDF.
    """
    template = files(__package__).joinpath("templates/letter.typ").read_text("utf-8")
    content = {"title": title, "demonstration": demonstration, **contents(data)}
    return typeset(template, content, at)


def check_template(data: bytes, at: datetime) -> None:
    """Raise `BadTemplate` unless letters can be made of it, in Word and as PDF."""
    contents(merge(data, example_values(), at))
    try:
        merge(data, {}, at)  # where no “if” holds
    except MissingFields:
        return


def contents(data: bytes) -> dict:
    """Header, blocks and footer of a Word document as plain data; raises `BadTemplate`."""
    document = Document(io.BytesIO(data))
    found = {"blocks": [_block(one) for one in document.iter_inner_content()]}
    _check_whole(document.element.body, found["blocks"])
    section = document.sections[0] if len(document.sections) else None
    for name in ("header", "footer"):
        part = getattr(section, name, None)
        blocks = [_block(one) for one in part.iter_inner_content()] if part is not None else []
        if part is not None:
            _check_whole(part._element, blocks)
        found[name] = [one for one in blocks if one["kind"] == "table" or _letters(one)]
    return found


def _block(one):
    if isinstance(one, Table):
        return {"kind": "table", "rows": [[_cell(c) for c in row.cells] for row in one.rows]}
    style = (one.style.name if one.style is not None else "") or ""
    return {
        "kind": _kind(one, style),
        "align": {1: "center", 2: "right"}.get(_alignment(one), "left"),
        "lines": _lines(one),
    }


def _cell(cell):
    """Blocks of one cell; tables within tables are laid out as their paragraphs."""
    found = []
    for one in cell.iter_inner_content():
        if isinstance(one, Table):
            found += [block for row in one.rows for c in row.cells for block in _cell(c)]
        else:
            found.append(_block(one))
    return found


def _alignment(paragraph):
    found = paragraph.alignment
    return None if found is None else int(found)


def _kind(paragraph, style):
    if style == "Title" or style.startswith("Heading"):
        return "heading"
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return "item" if numbered or _LIST.match(style) else "paragraph"


def _lines(paragraph):
    """Lines of runs: what Word breaks by hand is broken here too."""
    lines = [[]]
    for one in paragraph.iter_inner_content():
        for run in one.runs if isinstance(one, Hyperlink) else [one]:
            first, *rest = run.text.split("\n")
            _add(lines[-1], run, first)
            for text in rest:
                lines.append([])
                _add(lines[-1], run, text)
    return lines


def _add(line, run, text):
    if text:
        line.append({"text": text, "bold": bool(run.bold), "italic": bool(run.italic)})


def _letters(block):
    if block["kind"] == "table":
        blocks = (one for row in block["rows"] for cell in row for one in cell)
        return "".join(_letters(one) for one in blocks)
    return "".join(run["text"] for line in block["lines"] for run in line).replace("\t", "")


def _check_whole(element, blocks):
    """Every letter of text in the XML stands in the blocks (merged cells may say theirs twice)."""
    if element.getparent() is not None:
        element = element.getparent() if element.tag == f"{_W}body" else element
    there = "".join(one.text or "" for one in element.iter(f"{_W}t")).replace("\t", "")
    shown = "".join(_letters(one) for one in blocks)
    notes = (f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}commentReference")
    if len(shown) < len(there) or next(element.iter(*notes), None) is not None:
        raise BadTemplate(HIDDEN)
