"""The text of uploads: real PDF, DOCX, text and mail; and whatever a stranger may send."""

from docx import Document
from email.message import EmailMessage
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from welfarefiles.extraction.extract import extract
from welfarefiles.extraction.extract import file_text
from welfarefiles.extraction.limits import Limits
from welfarefiles.extraction.markup import text_of_html

import io
import pikepdf
import pytest
import threading
import time
import typst
import zipfile


WORDS = "The giraffe visited on Tuesday. Zoë was “calm”."


def pdf_of(*paragraphs, tmp_path):
    source = tmp_path / "source.typ"
    source.write_text("\n#pagebreak()\n".join(paragraphs), encoding="utf-8")
    return typst.compile(str(source))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    return pdf_of(WORDS, "A second page: zebra.", tmp_path=tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def docx():
    document = Document()
    document.add_heading("Assessment")
    document.add_paragraph(WORDS)
    document.add_table(1, 2).cell(0, 1).text = "zebra"
    document.sections[0].header.paragraphs[0].text = "okapi"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data, content_type="", file_name="", **limits):
    return extract(io.BytesIO(data), content_type, file_name, Limits(**limits))


def mail_of(*attached, html=None, body=WORDS):
    message = EmailMessage()
    message["Subject"], message["From"] = "About the okapi", "Ann <ann@example.org>"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for data, kind, name in attached:
        maintype, subtype = kind.split("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message


def test_pdf(pdf):
    text, reason = read(pdf, "application/pdf")
    assert reason == ""
    assert "giraffe visited" in text
    assert "Zoë" in text
    assert "zebra" in text


def test_docx(docx):
    text, reason = read(docx)
    assert reason == ""
    assert [word in text for word in ("Assessment", WORDS, "zebra", "okapi")] == [True] * 4


def test_what_it_is_called_does_not_matter(pdf, docx):
    assert "giraffe" in read(pdf, "text/plain", "notes.txt")[0]
    assert "giraffe" in read(docx, "application/pdf", "notes.pdf")[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_plain_text(encoding):
    assert read(WORDS.encode(encoding), "text/plain") == (WORDS, "")


def test_html():
    text, reason = read(b"<p>gir<b>affe</b> &amp; <script>evil()</script>okapi", "text/html")
    assert (text, reason) == ("giraffe & okapi", "")


def test_mail_with_attachments(pdf, docx):
    inner = mail_of((docx, "application/octet-stream", "plan.docx"), body="inner tapir")
    message = mail_of((pdf, "application/pdf", "a.pdf"), (b"\x89PNG", "image/png", "photo.png"))
    message.add_attachment(inner)
    text, reason = read(message.as_bytes(), "message/rfc822")
    assert reason == ""
    wanted = (
        "okapi",
        "ann@example.org",
        "giraffe",
        "zebra",
        "photo.png",
        "inner tapir",
        "plan.docx",
    )
    assert [word for word in wanted if word not in text] == []


def test_mail_in_html_only():
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("<p>the <i>giraffe</i></p>", subtype="html")
    assert "the giraffe" in read(message.as_bytes(), "", "saved.EML")[0]


def test_one_bad_attachment_does_not_lose_the_others(pdf):
    bad = (b"%PDF-1.7 nonsense", "application/pdf", "bad.pdf")
    message = mail_of(bad, (pdf, "application/pdf", "good.pdf"))
    text, reason = read(message.as_bytes(), "message/rfc822")
    assert "zebra" in text
    assert reason == ""


@pytest.mark.parametrize(
    ("data", "content_type", "reason"),
    [
        (b"", "", "unknown-kind"),
        (b"\x00\x01\x02", "application/octet-stream", "unknown-kind"),
        (b"\x00\x01\x02", "text/plain", "unknown-kind"),
        (b"%PDF-1.7 and then nothing", "application/pdf", "broken"),
        (b"PK\x03\x04 and then nothing", "", "broken"),
        (b"   \n", "text/plain", "no-text"),
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n--x", "message/rfc822", "no-text"),
        (b"Content-Type: text/plain; charset=martian\n\nhello", "message/rfc822", "broken"),
    ],
)
def test_broken_and_unknown(data, content_type, reason):
    assert read(data, content_type)[1] == reason


def test_a_scan_has_no_text(tmp_path):
    text, reason = read(pdf_of("#rect(width: 3cm)", tmp_path=tmp_path))
    assert (text, reason) == ("", "no-text")


def test_protected_pdf(pdf):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert read(stream.getvalue()) == ("", "protected")


def zipped(**entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return stream.getvalue()


def test_a_zip_that_is_no_document():
    assert read(zipped(other=b"x")) == ("", "unknown-kind")


def test_a_zip_that_unpacks_without_end():
    bomb = zipped(word__document=b"<w>" + b"a" * 50_000_000 + b"</w>")
    assert len(bomb) < 100_000
    assert read(bomb) == ("", "too-large")


def test_a_document_with_entities():
    lol = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
    assert read(zipped(word__document=lol)) == ("", "broken")


def test_a_document_that_reads_a_file():
    outside = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
    assert read(zipped(word__document=outside)) == ("", "broken")


def test_too_large_too_long_too_many_pages_too_slow(pdf):
    assert read(b"word " * 10, "text/plain", most_bytes=20) == ("", "too-large")
    assert read(b"word " * 10, "text/plain", most_characters=9) == ("word word", "too-long")
    text, reason = read(pdf, most_pages=1)
    assert ("giraffe" in text, "zebra" in text, reason) == (True, False, "too-long")
    assert read(pdf, seconds=0)[1] == "too-slow"


@pytest.mark.parametrize("piece", ["<", "<script>", "<![CDATA[", "<!--", "<a b='", "&", "<p>x</p>"])
def test_hostile_markup_takes_no_longer_than_its_length(piece):
    started = time.monotonic()
    text_of_html(piece * 200_000)
    assert time.monotonic() - started < 5


def test_several_threads_read_pdfs(pdf):
    found = []
    threads = [threading.Thread(target=lambda: found.append(read(pdf)[1])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [""] * 4


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_raises(pdf, docx, data):
    good = bytearray(data.draw(st.sampled_from([pdf, docx, mail_of().as_bytes()])))
    for _ in range(data.draw(st.integers(1, 30))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    text, reason = read(bytes(good[:cut]), "message/rfc822", seconds=5)
    assert isinstance(text, str)
    assert isinstance(reason, str)


class Named:
    """As a named blob file."""

    contentType = "text/plain"
    filename = None

    def __init__(self, data):
        self.data, self.opened = data, 0

    def open(self):
        self.opened += 1
        return io.BytesIO(self.data)


def test_an_upload_is_not_opened_before_it_is_asked_for():
    named = Named(b"giraffe")
    upload = file_text(named)
    assert named.opened == 0
    assert upload.digest == upload.digest != file_text(Named(b"zebra")).digest
    assert named.opened == 1
    assert upload.read() == ("giraffe", "")
    assert file_text(None) is None
