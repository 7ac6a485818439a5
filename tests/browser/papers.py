"""Real files for uploads, written by the programs that write such files."""

from docx import Document

import typst


MINUTES = "Minutes of the meeting: the caretaker saw the kingfisher by the gate on Thursday."
CONSENT = "I agree that the school keeps a welfare file. Signed: O. Zephyrine, mother."


def make_pdf(path, text):
    """A PDF with one paragraph."""
    path.write_bytes(typst.compile(text.encode()))
    return path


def make_docx(path, text):
    """A document of Word with a heading and one paragraph."""
    document = Document()
    document.add_heading("Team around the child")
    document.add_paragraph(text)
    document.save(path)
    return path
