"""What the portal keeps of an email, and what is too much of one."""

from .. import _
from dataclasses import dataclass
from datetime import datetime

import re


MOST_BYTES = 50 * 1024 * 1024
MOST_PARTS = 200
MOST_DEPTH = 8
#: Of one header, as it is sent. A few hundred recipients fit.
MOST_HEADER = 32 * 1024
MOST_HEADERS = 256 * 1024
#: Of all headers with addresses together, and of one with parameters: these are taken apart, which
#: takes time with the square of their length.
MOST_ADDRESSED, MOST_PARAMETERS = 16 * 1024, 4 * 1024
MOST_TEXT = 500_000

#: Control characters, and those that make a text read in another order than it is written.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

BROKEN = _("This is not an email that can be read whole, so it was not filed.")
TOO_LARGE = _("This email is larger than 50 MB.")
TOO_MANY_PARTS = _("This email has more than 200 parts.")
TOO_DEEP = _("The parts of this email are nested too deeply.")
LONG_HEADER = _(
    "The head of this email is too long: too many addresses, a line of more than 32 kB, or 256 kB."
)
LONG_TEXT = _("The text of this email is longer than 500,000 characters.")
NO_SENDER = _("This email does not say who sent it.")
NO_TIME = _("This email does not say when it was sent.")


class MessageRefused(ValueError):
    """A message that cannot be kept. `args[0]` is a sentence (a message to translate)."""


@dataclass(frozen=True)
class Attachment:
    """One attachment. `data` is None where it can be read only inside the original message."""

    name: str
    data: bytes | None
    content_type: str


@dataclass(frozen=True)
class Message:
    """A message as it is filed (R132, R133). `sent` and `received` are aware instants.

    :ivar to: recipients as ``Name <address>``; `copied` the same, blind copies among them.
    :ivar addresses: every address in its head, in the heads of messages attached to it and in the
        heads it quotes, in lower case.
    """

    sender: str
    to: tuple[str, ...]
    copied: tuple[str, ...]
    subject: str
    sent: datetime
    received: datetime | None
    body: str
    attachments: tuple[Attachment, ...]
    addresses: frozenset[str]


def one_line(text):
    """A text from outside in one line, without what is not to be seen."""
    return " ".join(UNPRINTABLE.sub("", text.replace("\t", " ")).split())


def lines(text):
    """A text from outside with its lines, without what is not to be seen; may be refused."""
    if len(text) > MOST_TEXT:
        raise MessageRefused(LONG_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", text).strip()


def attachment_name(name, number):
    """The name of an attachment without folders; one of ours where it has none."""
    name = one_line((name or "").replace("\\", "/").rpartition("/")[2])[-150:]
    return name or f"attachment-{number}"
