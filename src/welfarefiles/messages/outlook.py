"""Messages as Outlook saves them: ``.msg`` (MS-OXMSG, a compound file)."""

from .. import _
from .html import readable
from .message import Attachment
from .message import attachment_name
from .message import BROKEN
from .message import lines
from .message import LONG_HEADER
from .message import Message
from .message import MessageRefused
from .message import MOST_BYTES
from .message import MOST_HEADER
from .message import MOST_PARTS
from .message import NO_SENDER
from .message import NO_TIME
from .message import one_line
from .message import TOO_MANY_PARTS
from .mime import received_at
from .quoted import quoted_addresses
from email import message_from_string
from email import policy
from mimetypes import guess_type
from olefile import OleFileIO
from oxmsg import Message as OutlookMessage
from oxmsg.domain import constants as mapi

import io


MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RECIPIENT_TYPE = 0x0C15
TO, COPY, BLIND = 1, 2, 3
RTF_COMPRESSED = 0x1009
DELIVERED = 0x0E06
SENDER_SMTP = (0x5D01, 0x5D02)
#: A message has some twenty streams for itself, each recipient and each attachment.
MOST_STREAMS = 20 * MOST_PARTS

ONLY_FORMATTED = _(
    "Outlook wrote the text of this email in a way that cannot be read here. "
    "Save it from Outlook as .eml or as PDF."
)


def read_outlook(data):
    """The `Message` in `data`, or `MessageRefused`. Other errors mean that it is broken."""
    refuse_bomb(data)
    message = OutlookMessage.load(data)
    properties = message.properties
    head = properties.str_prop_value(mapi.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    if any(len(line) > MOST_HEADER for line in head.splitlines()):
        raise MessageRefused(LONG_HEADER)
    received = properties.date_prop_value(DELIVERED) or received_at(
        message_from_string(head, policy=policy.compat32)
    )
    sent = message.sent_date or received
    if sent is None:
        raise MessageRefused(NO_TIME)
    sender, address = sender_of(properties)
    people = list(recipients(message))
    body = lines(body_of(message))
    blind = tuple(f"{one} (blind copy)" for one in written(people, BLIND))
    attached = list(message.attachments)
    if len(attached) > MOST_PARTS:
        raise MessageRefused(TOO_MANY_PARTS)
    return Message(
        sender=sender,
        to=written(people, TO),
        copied=written(people, COPY) + blind,
        subject=one_line(message.subject),
        sent=sent,
        received=received,
        body=body,
        attachments=tuple(attachment(one, number) for number, one in enumerate(attached, 1)),
        addresses=frozenset({address, *(one[2].lower() for one in people)} - {""})
        | quoted_addresses(body)
        | quoted_addresses(head.replace("\n\t", " ").replace("\n ", " ")),
    )


def refuse_bomb(data):
    """Refuse a compound file whose streams add up to more than it can hold."""
    with OleFileIO(io.BytesIO(data)) as file:
        names = file.listdir(streams=True, storages=False)
        if len(names) > MOST_STREAMS:
            raise MessageRefused(TOO_MANY_PARTS)
        if sum(file.get_size(name) for name in names) > min(len(data), MOST_BYTES):
            raise MessageRefused(BROKEN)


def sender_of(properties):
    """(as shown, address in lower case) of whoever sent it."""
    name = properties.str_prop_value(mapi.PID_SENDER_NAME) or ""
    values = (mapi.PID_SENDER_SMTP_ADDRESS, *SENDER_SMTP, mapi.PID_SENDER_EMAIL_ADDRESS)
    found = [properties.str_prop_value(value) or "" for value in values]
    address = next((one for one in found if "@" in one), "")
    shown = person(name or next(filter(None, found), ""), address)
    if not shown:
        raise MessageRefused(NO_SENDER)
    return shown, address.lower()


def recipients(message):
    """(type, as shown, address) of every recipient."""
    for one in message.recipients:
        kind = one.properties.int_prop_value(RECIPIENT_TYPE) or TO
        address = one.email_address
        yield kind, person(one.name, address if "@" in address else ""), address


def written(people, kind):
    """The recipients of one kind as shown."""
    return tuple(shown for one, shown, _address in people if one == kind and shown)


def person(name, address):
    """``Name <address>``, or whichever of the two there is."""
    name, address = one_line(name), one_line(address)
    if not address or name.lower() == address.lower():
        return name or address
    return f"{name} <{address}>" if name else address


def body_of(message):
    """The plain text, or that of the HTML."""
    if message.body:
        return message.body
    if message.html_body:
        return readable(message.html_body)
    if message.properties.binary_prop_value(RTF_COMPRESSED):
        raise MessageRefused(ONLY_FORMATTED)
    return ""


def attachment(one, number):
    """An `Attachment`; a message attached to a message has no bytes of its own."""
    properties = one.properties
    name = (
        one.file_name
        or properties.str_prop_value(mapi.PID_ATTACH_FILENAME)
        or properties.str_prop_value(mapi.PID_DISPLAY_NAME)
    )
    name = attachment_name(name, number)
    kind = properties.str_prop_value(mapi.PID_ATTACH_MIME_TAG) or guess_type(name)[0]
    return Attachment(name, one.file_bytes, kind or "application/octet-stream")
