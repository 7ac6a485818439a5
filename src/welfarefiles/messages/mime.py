"""Messages as the internet sends them: ``.eml`` (RFC 5322, MIME)."""

from .html import readable
from .message import Attachment
from .message import attachment_name
from .message import BROKEN
from .message import lines
from .message import LONG_HEADER
from .message import Message
from .message import MessageRefused
from .message import MOST_ADDRESSED
from .message import MOST_DEPTH
from .message import MOST_HEADER
from .message import MOST_HEADERS
from .message import MOST_PARAMETERS
from .message import MOST_PARTS
from .message import NO_SENDER
from .message import NO_TIME
from .message import one_line
from .message import TOO_DEEP
from .message import TOO_MANY_PARTS
from .quoted import quoted_addresses
from collections import Counter
from datetime import UTC
from email import errors
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

import codecs


#: With one of these a part of the message is lost or nobody can say where it ends.
LOSSES = (
    errors.CloseBoundaryNotFoundDefect,
    errors.FirstHeaderLineIsContinuationDefect,
    errors.InvalidBase64LengthDefect,
    errors.MissingHeaderBodySeparatorDefect,
    errors.MultipartInvariantViolationDefect,
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
)
ADDRESSED = ("from", "sender", "reply-to", "to", "cc", "bcc", "resent-to", "resent-from")
PARAMETERS = ("content-type", "content-disposition")
#: Codecs that take endlessly long or are none for a text of mail.
STRANGE_CHARSETS = frozenset({"punycode", "idna", "undefined"})


class _Bounded(policy.EmailPolicy):
    """Stops at headers that would take long to take apart, one by one and all together."""

    #: Bytes of headers so far, by what is done with them: a policy itself cannot be changed.
    spent = None

    def header_source_parse(self, sourcelines):
        length = sum(map(len, sourcelines))
        self._spend("", length, MOST_HEADERS)
        name = sourcelines[0].partition(":")[0].lower()
        if name in ADDRESSED:
            self._spend("addressed", length, MOST_ADDRESSED)
        if length > (MOST_PARAMETERS if name in PARAMETERS else MOST_HEADER):
            raise MessageRefused(LONG_HEADER)
        return super().header_source_parse(sourcelines)

    def _spend(self, what, length, most):
        self.spent[what] += length
        if self.spent[what] > most:
            raise MessageRefused(LONG_HEADER)


def read_mime(data):
    """The `Message` in `data`, or `MessageRefused`. Other errors mean that it is broken."""
    message = parsed(data)
    found = _Parts()
    found.walk(message, 0)
    refuse_losses(message)
    senders = people(message, "from")
    if not senders:
        raise MessageRefused(NO_SENDER)
    received = received_at(message)
    sent = moment(message["date"]) or received
    if sent is None:
        raise MessageRefused(NO_TIME)
    body = lines("\n\n".join(filter(None, map(str.strip, found.texts))))
    blind = tuple(f"{one} (blind copy)" for one in people(message, "bcc"))
    return Message(
        sender=", ".join(senders),
        to=people(message, "to"),
        copied=people(message, "cc") + blind,
        subject=one_line(str(message["subject"] or "")),
        sent=sent,
        received=received,
        body=body,
        attachments=tuple(found.attachments),
        addresses=frozenset(addresses(message)) | quoted_addresses(body),
    )


def parsed(data):
    """The message with its parts, of which there may only be so many."""
    made = []

    def part(policy):
        made.append(1)
        if len(made) > MOST_PARTS:
            raise MessageRefused(TOO_MANY_PARTS)
        return EmailMessage(policy)

    return BytesParser(part, policy=_Bounded(spent=Counter())).parsebytes(data)


class _Parts:
    """The texts and the attachments of a message, in its order."""

    def __init__(self):
        self.texts, self.attachments = [], []

    def walk(self, part, depth, is_told=False):
        """:param is_told: its text stands in another part already, in another form."""
        if depth > MOST_DEPTH:
            raise MessageRefused(TOO_DEEP)
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            children = part.get_payload()
            told_by = best_of(children) if kind == "multipart/alternative" else None
            for child in children:
                told = is_told or (told_by is not None and child is not told_by)
                self.walk(child, depth + 1, told)
        elif part.is_attachment() or part.get_filename() or kind not in TEXTS:
            self.attachments.append(attachment(part, len(self.attachments) + 1))
        elif not is_told:
            self.texts.append(TEXTS[kind](text_of(part)))


def best_of(children):
    """The form of a text that is kept: plain where there is one with words in it."""
    for child in children:
        if child.get_content_type() == "text/plain" and text_of(child).strip():
            return child
    told = ("text/html", "multipart/related", "multipart/mixed", "multipart/alternative")
    return next((one for one in children if one.get_content_type() in told), None)


def attachment(part, number):
    """An `Attachment`; a message within the message is one too, as it was sent."""
    data = part.get_payload(decode=True)
    name = part.get_filename()
    if data is None:
        inner = part.get_payload() if part.is_multipart() else []
        data = b"\n".join(one.as_bytes(policy=policy.compat32) for one in inner)
        if inner and part.get_content_type() == "message/rfc822":
            name = name or f"{one_line(str(inner[0]['subject'] or '')) or 'message'}.eml"
    if not name and part.get_content_type() == "text/calendar":
        name = "invitation.ics"
    return Attachment(attachment_name(name, number), data, part.get_content_type())


def text_of(part):
    """The text of a part in its charset, or in the likeliest where that is none."""
    data = part.get_payload(decode=True) or b""
    try:
        codec = codecs.lookup(part.get_content_charset() or "utf-8").name
        if codec not in STRANGE_CHARSETS:
            return data.decode(codec)
    except (LookupError, ValueError):
        pass
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


TEXTS = {"text/plain": str, "text/html": readable}


def refuse_losses(message):
    """Refuse a message of which something is lost."""
    for part in message.walk():
        if any(isinstance(defect, LOSSES) for defect in part.defects):
            raise MessageRefused(BROKEN)


def people(message, name):
    """``Name <address>`` of everybody in the headers of a name."""
    return tuple(
        one_line(str(address) if address.addr_spec.strip("<>") else address.display_name)
        for header in message.get_all(name, ())
        for address in header.addresses
    )


def addresses(message):
    """Every address in the heads of a message and of those attached to it."""
    for part in message.walk():
        for name in ADDRESSED:
            for header in part.get_all(name, ()):
                for address in getattr(header, "addresses", ()):
                    yield address.addr_spec.lower()


def moment(header):
    """The aware instant of a date header; None without one that can be read."""
    found = getattr(header, "datetime", None)
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def received_at(message):
    """When the last server on its way took it in."""
    text = str(message.get("received", "")).rpartition(";")[2].strip()
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
