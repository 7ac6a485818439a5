"""Whether a later email holds all of an earlier one: threads as Outlook and Gmail write them."""

from email.message import EmailMessage
from html import escape
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.messages.reading import read_message
from welfarefiles.messages.thread import is_at
from welfarefiles.messages.thread import missing
from welfarefiles.messages.thread import missing_attachments
from welfarefiles.messages.thread import quoted_heads
from welfarefiles.messages.thread import subject_of

import pytest


PLAN = ("plan.pdf", b"%PDF-1.7 the plan")
FIRST = "Dear Jo,\n\nHe was not at breakfast again. The plan is attached.\n\nOrla"


def eml(body, sent, sender, to, cc="", subject="Monday", attachments=()):
    """The bytes of an email."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = sender, to, sent, subject
    if cc:
        message["Cc"] = cc
    message.set_content(body)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


ORLA, JO, WREN = (
    "Orla Zephyrine <orla@example.org>",
    "Jo Marsh <jo@oakfield.example>",
    "Nurse Wren <wren@nhs.example>",
)
FIRST_SENT = "Thu, 16 Jul 2026 09:05:00 +0100"
SECOND_SENT = "Thu, 16 Jul 2026 11:40:00 +0100"
#: What Outlook writes below an answer.
OUTLOOK = """Thank you, we will ring today.

Jo

________________________________
From: Orla Zephyrine <orla@example.org>
Sent: 16 July 2026 09:05
To: Jo Marsh <jo@oakfield.example>
Cc: Nurse Wren <wren@nhs.example>
Subject: Monday

Dear Jo,

He was not at breakfast again. The plan is attached.

Orla
"""
#: The same from a program set to American English, with names and no addresses.
AMERICAN = OUTLOOK.replace("16 July 2026 09:05", "Thursday, July 16, 2026 9:05 AM").replace(
    " <jo@oakfield.example>", ""
)
#: What Gmail writes below an answer: not to whom.
GMAIL = """Thank you.

On Thu, 16 Jul 2026 at 09:05, Orla Zephyrine <orla@example.org> wrote:

> Dear Jo,
>
> He was not at breakfast again. The plan
> is attached.
>
> Orla
"""
#: What Gmail writes as it forwards.
FORWARDED = """---------- Forwarded message ---------
From: Orla Zephyrine <orla@example.org>
Date: Thu, 16 Jul 2026 at 09:05
Subject: Monday
To: Jo Marsh <jo@oakfield.example>
Cc: Nurse Wren <wren@nhs.example>


Dear Jo,

He was not at breakfast again. The plan is attached.

Orla
"""


def first(**more):
    return read_message(eml(FIRST, FIRST_SENT, ORLA, JO, WREN, attachments=[PLAN], **more))


def later(body=OUTLOOK, attachments=(PLAN,), sent=SECOND_SENT, **more):
    return read_message(
        eml(body, sent, JO, ORLA, WREN, "RE: Monday", attachments=attachments, **more)
    )


@pytest.mark.parametrize("body", [OUTLOOK, AMERICAN, FORWARDED])
def test_all_of_it(body):
    assert missing(later(body), first()) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"attachments": ()}, ["attachments"]),
        ({"attachments": [("plan.pdf", b"%PDF-1.7 another plan")]}, ["attachments"]),
        ({"sent": "Thu, 16 Jul 2026 08:00:00 +0100"}, ["order"]),
        ({"body": GMAIL}, ["head"]),
        ({"body": OUTLOOK.replace("Cc: Nurse Wren <wren@nhs.example>\n", "")}, ["recipients"]),
        ({"body": OUTLOOK.replace("09:05", "09:06")}, ["head"]),
        ({"body": OUTLOOK.replace("16 July", "15 July")}, ["head"]),
        ({"body": OUTLOOK.replace("again", "once")}, ["text"]),
        ({"body": "Thank you."}, ["text", "head"]),
        ({"body": OUTLOOK.replace("Orla Zephyrine <orla@example.org>", "Orla")}, ["head"]),
    ],
)  # fmt: skip
def test_something_of_it_is_missing(changed, expected):
    assert missing(later(**changed), first()) == expected


def test_the_missing_attachment_is_named():
    assert missing_attachments(later(attachments=()), first()) == ["plan.pdf"]


def test_a_thread_of_three():
    second = later()
    body = f"""All done.

From: Jo Marsh <jo@oakfield.example>
Sent: Thursday, 16 July 2026 11:40
To: Orla Zephyrine <orla@example.org>
Cc: Nurse Wren <wren@nhs.example>
Subject: RE: Monday

{OUTLOOK}"""
    third = read_message(eml(body, "Fri, 17 Jul 2026 08:00:00 +0100", WREN, JO, attachments=[PLAN]))
    assert missing(third, second) == []
    assert missing(third, first()) == []


def test_quoted_deeper_with_marks():
    quoted = "\n".join(f"> > {row}" for row in OUTLOOK.split("\n"))
    assert missing(later(f"See below.\n\n{quoted}"), first()) == []


def test_written_in_html_alone():
    rows = "".join(f"<p>{escape(row)}</p>" for row in OUTLOOK.split("\n") if row)
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = JO, ORLA, SECOND_SENT
    message.set_content(f"<div>{rows}</div>", subtype="html")
    message.add_attachment(PLAN[1], maintype="application", subtype="pdf", filename=PLAN[0])
    assert missing(read_message(message.as_bytes()), first()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 July 2026 09:05", True),
        ("Thursday, 16 July 2026 at 09.05", True),
        ("Jul 16, 2026, 9:05 AM", True),
        ("7/16/2026 9:05 AM", True),
        ("16/07/2026 09:05", True),
        ("2026-07-16 08:05", True),
        ("Thu, 16 Jul 2026 09:05:00 +0100", True),
        ("16 July 2026 9:05 PM", False),
        ("31 February 2026 09:05", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_quoted_times(text, expected):
    assert is_at(text, first().sent) is expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("RE: Fwd: Monday", "monday"),
        ("Re[2]: FW:  Monday  morning", "monday morning"),
        ("Reply: Monday", "reply: monday"),
        ("AW: Monday", "monday"),
        ("", ""),
        (None, ""),
    ],
)
def test_subjects_of_a_thread(subject, expected):
    assert subject_of(subject) == expected


@given(st.text(max_size=300))
def test_heads_of_whatever_is_written(text):
    assert list(quoted_heads(f"From: x\n{text}")) is not None
    assert is_at(text, first().sent) in (True, False)


@pytest.mark.parametrize(
    "body",
    [
        "From: Orla\nTo: Jo\nSent: " + "\n".join(["01/01/2020 11:11 " * 280] * 39),
        "From: Orla\nTo: Jo\nSent: x\n" * 15_000,
        "<mailto:" * 60_000,
        "[cid:" * 90_000,
    ],
    ids=["times", "heads", "links", "pictures"],
)
def test_what_was_made_up_to_take_for_ever_does_not(body):
    """A second at the most; what is beyond measure took minutes."""
    assert "head" in missing(later(body=body), first())
