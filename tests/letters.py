"""Word documents for tests of letters: ordinary ones, and some that nobody sends in good faith."""

from docx import Document
from plone.uuid.interfaces import IUUID
from tests.api import values
from tests.school import FRONT_SHEET
from tests.school import signed_in
from urllib3 import encode_multipart_formdata
from welfarefiles.files.around import person_key
from welfarefiles.ledger.reading import entries
from welfarefiles.ledger.reading import Filter
from welfarefiles.letters.preparing import prepare
from welfarefiles.letters.register import letters_of

import io
import transaction
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


FATHER = {
    "name": "Bram Zephyrine",
    "relation": "Father",
    "parental_responsibility": True,
    "may_be_contacted": True,
    "address": "2 Invented Street",
}
BARRED = {**FATHER, "name": "Cy Zephyrine", "relation": "Uncle", "may_be_contacted": False}
GRAN = {**FATHER, "name": "Dora Zephyrine", "parental_responsibility": False}
NURSE = {"name": "Nell Quill", "relation": "Nurse", "professional": True, "may_be_contacted": True}
[MOTHER] = FRONT_SHEET["people"]
PEOPLE = [MOTHER, FATHER, BARRED, GRAN, NURSE]


def prepared(file, *people, kind="closure_parents", user_id="lead"):
    """Letters of a kind to these people; committed."""
    transaction.begin()
    with signed_in(user_id):
        template = letters_of(file.aq_parent.aq_parent).get(kind)
        made = prepare(file, template, [person_key(one) for one in people])
    transaction.commit()
    return made


def actions(school):
    """What the ledger has of a school's letters, the earliest first."""
    transaction.begin()
    found = entries(Filter(school_uid=IUUID(school)))
    return [entry.action for entry in found if entry.action.startswith("letters.")][::-1]


def upload_named(page, name, data):
    """Choose a file on a browser's page."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
