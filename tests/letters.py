"""Word documents for tests of letters: ordinary ones, and some that nobody sends in good faith."""

from docx import Document
from tests.api import values
from urllib3 import encode_multipart_formdata

import io
import zipfile


def word(*paragraphs, header=""):
    """A Word document with these paragraphs."""
    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(data, change=None, add=None):
    """The same document with parts changed (`{name: function of its bytes}`) or added."""
    made, change = io.BytesIO(), change or {}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def with_xml(data, before, after, part="word/document.xml"):
    """The same with a piece of XML replaced."""
    return changed(data, {part: lambda xml: xml.replace(before.encode(), after.encode())})


def text_of(data):
    """All text of a Word document, a line a paragraph."""
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def upload(person, path, shown, file, **fields):
    """Send a form of a page with a file, (name, bytes), as a browser does; what follows."""
    _status, page = person.page(shown)
    sent = {**values(page, path), **fields, "file": file}
    body, content_type = encode_multipart_formdata(sent)
    answer = person.ask(path, "POST", body=body, **{"Content-Type": content_type})
    return answer.body.decode()
