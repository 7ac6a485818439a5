"""Documents as schools have them: the same text as plain text, as PDF and as DOCX."""

from base64 import b64encode
from docx import Document
from pathlib import Path

import io
import typst


SEEDS = Path(__file__).parent / "fixtures" / "seeds"
#: A word that stands in one of the seed documents and in no other.
RARE = {
    "welfare-files": "psychologist",
    "confidentiality": "unconditional",
    "information-sharing": "commissioning",
    "retention": "amalgamated",
    "case-recording": "contemporaneous",
}
TYPES = {
    "txt": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def seed(name):
    """Text of a seed document."""
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


def as_txt(text):
    return text.encode("utf-8")


def as_pdf(text):
    """The text set as a PDF of as many pages as it takes."""
    return typst.compile(b"#sys.inputs.text", sys_inputs={"text": text})


def as_docx(text):
    """The text as a Word document, a paragraph for each line."""
    document, stream = Document(), io.BytesIO()
    for line in text.splitlines():
        # XML has no place for the form feeds that some texts bring.
        document.add_paragraph("".join(c for c in line if c.isprintable()))
    document.save(stream)
    return stream.getvalue()


def paper(name, kind, text):
    """A document as REST wants a file: ``{"data", "encoding", "filename", "content-type"}``."""
    data = {"txt": as_txt, "pdf": as_pdf, "docx": as_docx}[kind](text)
    return {
        "data": b64encode(data).decode(),
        "encoding": "base64",
        "filename": f"{name}.{kind}",
        "content-type": TYPES[kind],
    }
