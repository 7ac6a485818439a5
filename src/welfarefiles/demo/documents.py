"""Real PDF, Word and email files, made while the demonstration is built."""

from ..calendars import london
from .sources import template
from docx import Document
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from plone.namedfile.file import NamedBlobFile

import io
import json
import re
import typst


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(kind, heading, paragraphs, known, at, sender="", attach=""):
    """A `NamedBlobFile` of a kind (pdf, docx, eml).

    Neither its name nor its properties hold the child's name; its text may. `sender` and `attach`
    (the heading of a PDF that goes with it) are for email.
    """
    if kind == "eml":
        data, content_type = email(heading, paragraphs, sender, attach, at), "message/rfc822"
    elif kind == "docx":
        data, content_type = word(heading, paragraphs, about(known, at)), WORD
    else:
        data, content_type = pdf(heading, paragraphs, about(known, at), at), "application/pdf"
    return NamedBlobFile(data=data, contentType=content_type, filename=file_name(heading, kind))


def about(known, at):
    """The lines at the head of a paper."""
    return [("About", known["child"]), ("Date", london.format_date(at.date()))]


def file_name(heading, kind):
    """For example `minutes-of-the-meeting.pdf`."""
    return f"{re.sub(r'[^a-z0-9]+', '-', heading.lower()).strip('-')[:60]}.{kind}"


def pdf(heading, paragraphs, lines, at):
    """The bytes of a PDF, set with the fonts that typst brings."""
    data = {"heading": heading, "lines": lines, "paragraphs": paragraphs}
    return typst.compile(
        template("paper.typ").encode(),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        timestamp=int(at.timestamp()),
    )


@lru_cache
def fonts():
    """Not the system's: the same paper looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def word(heading, paragraphs, lines):
    """The bytes of a Word document."""
    paper = Document()
    paper.core_properties.title = heading
    paper.core_properties.author = "Oakfield Example School"
    paper.add_heading(heading, level=1)
    table = paper.add_table(rows=0, cols=2)
    for label, value in lines:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.add_paragraph("Invented for demonstration.")
    return saved(paper)


def saved(paper):
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def email(subject, paragraphs, sender, attach, at):
    """The bytes of a message to the school, with who, when and what was attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{sender}" <{mailbox(sender)}@example.org>'
    message["To"] = '"Oakfield Example School" <office@example.org>'
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{at:%Y%m%d%H%M%S}.{mailbox(subject)}@example.org>"
    message.set_content("\n\n".join([*paragraphs, "Invented for demonstration."]))
    if attach:
        data = pdf(attach, ["What to expect, and how to prepare."], [], at)
        name = file_name(attach, "pdf")
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def mailbox(name):
    """A name as the part of an address before the @."""
    return re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".")
