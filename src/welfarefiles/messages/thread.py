"""Whether a later message holds all of an earlier one (R134): rules without Plone.

All of it is its text, every attachment byte for byte, and in a quoted head who sent it, to whom,
and when. Outlook quotes such heads. What Gmail quotes in a reply ("On … wrote:") does not say to
whom: a reply from Gmail never holds an earlier message whole, and a forwarded one does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from email.utils import parseaddr
from hashlib import sha256
from itertools import islice
from welfarefiles.messages.message import Message
from zoneinfo import ZoneInfo

import re


#: What may be missing, in the order in which it is said.
ORDER, TEXT, HEAD, RECIPIENTS, ATTACHMENTS = "order", "text", "head", "recipients", "attachments"

LONDON = ZoneInfo("Europe/London")
_ANSWER = re.compile(r"\A\s*(?:(?:re|fw|fwd|aw|wg)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FIELD = re.compile(r"[>|*\s]*(from|sent|date|to|cc|bcc|subject)[*\s]*:[*\s]*(.*)\Z", re.IGNORECASE)
_QUOTING = re.compile(r"\A[>|*\s]+")
_NOISE = re.compile(r"<mailto:[^>]{0,400}>|\[(?:cid|image):[^\]]{0,400}\]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LONGEST_HEAD = 40
_LONGEST_LINE = 5000
#: Heads that one message quotes, and letters in which one of them says when: anything more was made
#: up to be looked at for hours.
_MOST_HEADS = 200
_LONGEST_WHEN = 200

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAYS = (
    re.compile(rf"(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
_TIME = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The head of an earlier message as a later one quotes it."""

    sender: str
    recipients: str
    when: str


def subject_of(subject: str | None) -> str:
    """A subject without ``Re:`` and ``Fwd:``: the same throughout a thread."""
    return " ".join(_ANSWER.sub("", subject or "").split()).casefold()


def missing(later: Message, earlier: Message) -> list[str]:
    """What `later` lacks of `earlier`, as words such as `ATTACHMENTS`; empty when it holds all."""
    found = [] if later.sent > earlier.sent else [ORDER]
    if plain(earlier.body) not in plain(later.body):
        found.append(TEXT)
    quoted = islice(quoted_heads(later.body), _MOST_HEADS)
    heads = [head for head in quoted if is_of(head, earlier)]
    if not heads:
        found.append(HEAD)
    elif not any(holds_recipients(head, earlier) for head in heads):
        found.append(RECIPIENTS)
    if missing_attachments(later, earlier):
        found.append(ATTACHMENTS)
    return found


def missing_attachments(later: Message, earlier: Message) -> list[str]:
    """Names of the earlier attachments that the later message does not carry as they were."""
    carried = {sha256(one.data).digest() for one in later.attachments if one.data is not None}
    return [
        one.name
        for one in earlier.attachments
        if one.data is None or sha256(one.data).digest() not in carried
    ]


def plain(text: str) -> str:
    """The words of a text, whatever quotes, wraps or decorates them."""
    return f" {' '.join(_WORD.findall(_NOISE.sub(' ', text).casefold()))} "


def quoted_heads(body: str) -> Iterator[Head]:
    """Heads of at least ``From:``, ``To:`` and ``Sent:`` or ``Date:`` in a body."""
    rows = [row[:_LONGEST_LINE] for row in body.split("\n")]
    for number, row in enumerate(rows):
        found = _FIELD.match(row)
        if found and found[1].lower() == "from":
            fields = _fields(rows[number : number + _LONGEST_HEAD])
            when = fields.get("sent") or fields.get("date")
            if when and fields.get("to"):
                to = " ".join(fields.get(name, "") for name in ("to", "cc", "bcc"))
                yield Head(fields["from"], to, when)


def _fields(rows):
    """{name: text} of a head that begins with the first row; broken lines are put together.

    Lines may be apart, as paragraphs of HTML are; the head ends where a line apart is none of it.
    """
    found, name, is_apart = {}, "", False
    for row in rows:
        field = _FIELD.match(row)
        text = _QUOTING.sub("", row).strip()
        if not text:
            is_apart = True
            continue
        if field is None:
            if is_apart:
                break
            found[name] += f" {text}"
        elif field[1].lower() in found:
            break  # the next head
        else:
            name, is_apart = field[1].lower(), False
            found[name] = field[2]
    return found


def is_of(head: Head, message: Message) -> bool:
    """Whether a quoted head says who sent a message, and when."""
    return names_all(head.sender, [message.sender]) and is_at(head.when, message.sent)


def holds_recipients(head: Head, message: Message) -> bool:
    """Whether a quoted head names everybody a message went to."""
    return names_all(head.recipients, [*message.to, *message.copied])


def names_all(text: str, people: list[str]) -> bool:
    """Whether a text has the address of each person, or the whole name."""
    words, lowered = plain(text), text.lower()
    for one in people:
        name, address = parseaddr(one)
        said = plain(name)
        by_name = len(said.split()) > 1 and said in words
        if not (by_name or (address and address.lower() in lowered)):
            return False
    return True


def is_at(text: str, moment: datetime) -> bool:
    """Whether a quoted date and time are those of an instant, to the minute, by a likely clock."""
    clocks = (moment, moment.astimezone(LONDON), moment.astimezone(UTC))
    wanted = {(one.date(), one.hour, one.minute) for one in clocks}
    text = text[:_LONGEST_WHEN]
    return any((day, *time) in wanted for day in _days(text) for time in _times(text))


def _days(text):
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            month = found["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            try:
                yield date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                continue


def _times(text):
    for hour, minute, half in _TIME.findall(text):
        number = int(hour)
        if half:
            number = number % 12 + (12 if half.lower() == "p" else 0)
        yield number, int(minute)
