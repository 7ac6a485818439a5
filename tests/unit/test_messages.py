"""What is read out of an email, and what is refused (R127, R132, R133)."""

from datetime import datetime
from datetime import UTC
from email.message import EmailMessage
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from mimetypes import guess_type
from tests.outlook import make_msg
from welfarefiles.correspondence.legal import is_privileged
from welfarefiles.extraction.extract import extract
from welfarefiles.messages import message as said
from welfarefiles.messages.html import readable
from welfarefiles.messages.message import MessageRefused
from welfarefiles.messages.reading import read_message

import contextlib
import io
import os
import pytest


THOROUGH = bool(os.environ.get("WELFAREFILES_THOROUGH"))
SENT = datetime(2026, 7, 16, 8, 5, tzinfo=UTC)
HEAD = "From: Orla <orla@example.org>\nDate: Thu, 16 Jul 2026 09:05:00 +0100\n"
OUTLOOK_THREAD = """See below.

From: Legal <advice@legal.council.example>
Sent: 14 July 2026 10:00
To: Head <head@oakfield.example>

Do nothing yet."""
GMAIL_THREAD = """Thank you.

On Tue, 14 Jul 2026 at 10:00, Nurse Wren <
wren@nhs.example> wrote:
> He was seen."""


def make_eml(body="He came.", **more):
    message = EmailMessage()
    message["From"] = "Orla Zephyrine <orla@example.org>"
    message["To"] = "Zoë Brontë <zoe@oakfield.example>, head@oakfield.example"
    message["Cc"] = "=?utf-8?b?TnVyc2UgV3LDqW4=?= <wren@nhs.example>"
    message["Date"] = "Thu, 16 Jul 2026 09:05:00 +0100"
    message["Subject"] = more.get("subject", "Ümläute in the café")
    message.set_content(body)
    if more.get("html"):
        message.add_alternative(more["html"], subtype="html")
    for name, data in more.get("attachments", ()):
        maintype, subtype = guess_type(name)[0].split("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message


def refusal(data):
    with pytest.raises(MessageRefused) as refused:
        read_message(data)
    return refused.value.args[0]


def plain(text):
    return read_message((HEAD + text).encode())


def test_everything_that_is_asked_for_is_kept():
    found = read_message(make_eml(attachments=[("a/b\\minutes.pdf", b"%PDF-1")]).as_bytes())
    assert found.sender == "Orla Zephyrine <orla@example.org>"
    assert found.to == ("Zoë Brontë <zoe@oakfield.example>", "head@oakfield.example")
    assert found.copied == ("Nurse Wrén <wren@nhs.example>",)
    assert found.subject == "Ümläute in the café"
    assert found.sent == SENT
    assert found.body == "He came."
    assert [(one.name, one.data) for one in found.attachments] == [("minutes.pdf", b"%PDF-1")]
    assert "wren@nhs.example" in found.addresses


def test_both_forms_of_a_text_are_one_text_and_an_invitation_is_attached():
    message = make_eml(html="<p>He came.</p>")
    message.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar")
    found = read_message(message.as_bytes())
    assert found.body == "He came."
    assert [one.name for one in found.attachments] == ["invitation.ics"]


def test_an_attached_message_counts_and_its_people_too():
    inner = make_eml(subject="Advice")
    del inner["From"]
    inner["From"] = "advice@legal.council.example"
    outer = make_eml()
    outer.add_attachment(inner)
    found = read_message(outer.as_bytes())
    assert [one.name for one in found.attachments] == ["Advice.eml"]
    assert b"He came." in found.attachments[0].data
    assert "advice@legal.council.example" in found.addresses


@pytest.mark.parametrize(
    ("body", "address"),
    [(OUTLOOK_THREAD, "advice@legal.council.example"), (GMAIL_THREAD, "wren@nhs.example")],
)
def test_who_took_part_in_a_thread_is_known(body, address):
    assert address in read_message(make_eml(body).as_bytes()).addresses


def test_an_address_in_a_sentence_takes_no_part():
    body = "Ask them: advice@legal.council.example.\n\n" + "word\n" * 4
    assert "advice@legal.council.example" not in read_message(make_eml(body).as_bytes()).addresses


def test_html_is_read_as_lines_and_nothing_of_it_runs_or_is_fetched():
    page = "<head><style>p{}</style></head><p>One<p>T<b>w</b>o<br>3<script>bad()</script>"
    assert readable(page + '<img src="https://example.org/seen.png">').split() == [
        "One",
        "Two",
        "3",
    ]
    assert readable("") == readable("<!-- -->") == ""
    found = plain(f"Content-Type: text/html; charset=utf-8\n\n{page}")
    assert found.body == "One\n\nTwo\n3"


@pytest.mark.parametrize("charset", ["punycode", "zlib", "no-such-one", "utf-16", "iso-8859-1"])
def test_a_strange_charset_stops_nothing(charset):
    assert plain(f"Content-Type: text/plain; charset={charset}\n\nHe came.").sent == SENT


def test_times_are_instants():
    assert plain("\nx").sent == SENT
    unknown = b"From: a@b.example\nReceived: by x; Thu, 16 Jul 2026 08:05:00 +0000\n\nx"
    assert read_message(unknown).sent == read_message(unknown).received == SENT


MIXED = 'Content-Type: multipart/mixed; boundary="x"\n\n'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", said.NO_SENDER),
        (b"%PDF-1.4\n\n", said.BROKEN),
        (b"PK\x03\x04" + bytes(100), said.BROKEN),
        (b"From: a@b.example\n\nx", said.NO_TIME),
        (b"Date: Thu, 16 Jul 2026 09:05:00 +0100\n\nx", said.NO_SENDER),
        (f"{HEAD}{MIXED}--x\n\nlost", said.BROKEN),
        (f"{HEAD}{MIXED}nothing", said.BROKEN),
        (f"{HEAD}Content-Type: multipart/mixed\n\nx", said.BROKEN),
        (f"{HEAD}{MIXED}" + "--x\n\nx\n" * 300 + "--x--\n", said.TOO_MANY_PARTS),
        (f"{HEAD}To: {'a@b.example, ' * 4000}\n\nx", said.LONG_HEADER),
        (HEAD + f"Cc: {'a@b.example, ' * 500}\n" * 4 + "\nx", said.LONG_HEADER),
        (f"{HEAD}Content-Type: text/plain{'; a=b' * 1000}\n\nx", said.LONG_HEADER),
        (HEAD + "X: a line of the head\n" * 20_000 + "\nx", said.LONG_HEADER),
        (f"{HEAD}\n{'x' * 600_000}", said.LONG_TEXT),
        (HEAD.encode() + b"\n" + bytes(said.MOST_BYTES), said.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), said.BROKEN),
        (make_msg(subject="No time"), said.NO_TIME),
    ],
)
def test_what_cannot_be_kept_whole_is_refused(data, sentence):
    assert refusal(data.encode() if isinstance(data, str) else data) == sentence


def test_parts_within_parts_come_to_an_end():
    head, end = HEAD, ""
    for number in range(30):
        head += f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
        end = f"\n--b{number}--\n{end}"
    assert refusal(f"{head}\nx{end}".encode()) == said.TOO_DEEP


def test_a_message_of_outlook():
    people = [
        (1, "Zoë Brontë", "zoe@oakfield.example"),
        (2, "wren@nhs.example", "wren@nhs.example"),
        (3, "Head", "head@oakfield.example"),
    ]
    attachments = [("minutes.txt", b"The kingfisher came back. " * 300), ("a.bin", b"1")]
    data = make_msg(
        subject="Ümläute", body=GMAIL_THREAD, people=people, attachments=attachments, sent=SENT
    )
    found = read_message(data)
    assert found.sender == "Orla Zephyrine <orla@example.org>"
    assert found.to == ("Zoë Brontë <zoe@oakfield.example>",)
    assert found.copied == ("wren@nhs.example", "Head <head@oakfield.example> (blind copy)")
    assert (found.subject, found.sent) == ("Ümläute", SENT)
    assert found.body.startswith("Thank you.")
    assert [(one.name, one.data) for one in found.attachments] == attachments
    assert {"orla@example.org", "head@oakfield.example"} <= found.addresses
    text, reason = extract(io.BytesIO(data), "application/vnd.ms-outlook", "a.msg")
    assert reason == ""
    assert "kingfisher" in text
    assert "Ümläute" in text


def test_outlook_in_html_or_in_a_form_of_its_own():
    assert read_message(make_msg(html=b"<p>He came.</p>", sent=SENT)).body == "He came."
    assert refusal(make_msg(rtf=b"LZFu", sent=SENT)).startswith("Outlook wrote")


@settings(max_examples=400 if THOROUGH else 40, deadline=None)
@given(st.data())
def test_a_damaged_message_is_read_or_refused(data):
    """Never another error, whatever bytes change or are missing."""
    whole = data.draw(st.sampled_from([OUTLOOK, INTERNET]))
    raw = bytearray(whole)
    for _number in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(0, len(raw)))]
    with contextlib.suppress(MessageRefused):
        assert read_message(bytes(raw)).sent.tzinfo


OUTLOOK = make_msg(body="x", sent=SENT, attachments=[("a.txt", b"y")])
INTERNET = make_eml(html="<p>x</p>", attachments=[("a.pdf", b"%PDF-")]).as_bytes()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@legal.council.example", True),
        ("A@LEGAL.council.example", True),
        ("a@team.legal.council.example", True),
        ("solicitor@firm.example", True),
        ("other@firm.example", False),
        ("a@illegal.council.example", False),
        ("a@legal.council.example.evil.example", False),
        ("", False),
    ],
)
def test_legal_services_are_known_by_address_or_domain(address, expected):
    known = ("Legal.council.example ", "", "@", "Solicitor@firm.example")
    assert is_privileged([address], known) is expected
    assert is_privileged([address], ()) is False
