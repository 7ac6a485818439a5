"""Filing a message as a record, from the upload page (R127-R133)."""

from .. import _
from ..calendars import london
from ..messages.message import MessageRefused
from ..messages.message import MOST_BYTES
from ..messages.message import TOO_LARGE
from ..messages.reading import read_message
from ..records.rules import problems
from ..records.upload import file_name
from ..records.upload import IUploadReader
from ..records.upload import Prepared
from ..records.upload import UploadRefused
from ..rest.fromjson import text_of
from ..rest.upload import EMPTY
from ..rest.wording import Unreadable
from ..restricted.restricting import keep_restricted
from ..restricted.restricting import may_add
from .legal import is_privileged
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.interface import provider


LEGAL_SERVICES = "welfarefiles.correspondence.legal_services"
TYPES = {".eml": "message/rfc822", ".msg": "application/vnd.ms-outlook"}

SAY_WHETHER = _("Say whether this email led to something: that makes it a record.")
NO_RECORD = _(
    "An email that is information only and led to nothing is not a record, so it was not filed."
)
WHAT_IT_LED_TO = _("Say what action or decision this email led to.")
LEGAL = _(
    "This email was written to or by Legal Services. Only readers of the restricted section who "
    "may write in this file can file it, so it was not filed."
)


@provider(IUploadReader)
def prepared_message(file, form):
    """A message as a record, in the restricted section where it is privileged.

    :param form: `file` (a ZPublisher upload), `is_record` ("record" or "information", R130),
        `led_to`.
    :raises UploadRefused: with a sentence for each field that is wrong; nothing is filed.
    """
    led_to = read_why(form)
    data, name = upload_of(form.get("file"))
    try:
        message = read_message(data)
    except MessageRefused as error:
        raise UploadRefused({"file": [error.args[0]]}) from error
    values = fields(message, data, name, led_to)
    found = problems(values, london.now())
    if found:
        raise UploadRefused({"file": list(found.values())})
    legal_services = api.portal.get_registry_record(LEGAL_SERVICES, default=None) or ()
    if not is_privileged(message.addresses, legal_services):
        return Prepared("Correspondence", values)
    if not may_add(file):
        raise UploadRefused({"file": [LEGAL]})
    return Prepared("Correspondence", values, keep_restricted)


def read_why(form):
    """What the message led to; refused where that makes it no record (R130)."""
    whether = form.get("is_record")
    if whether != "record":
        refusal = NO_RECORD if whether == "information" else SAY_WHETHER
        raise UploadRefused({"is_record": [refusal]})
    try:
        led_to = text_of(form.get("led_to") or "").strip()
    except Unreadable as error:
        raise UploadRefused({"led_to": [error.args[0]]}) from error
    if not led_to:
        raise UploadRefused({"led_to": [WHAT_IT_LED_TO]})
    return led_to


def upload_of(upload):
    """(bytes, name) of the upload; one that is empty or too large is not read."""
    try:
        name = file_name(getattr(upload, "filename", None))
    except Unreadable as error:
        raise UploadRefused({"file": [_("Choose a file")]}) from error
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    if not size or size > MOST_BYTES:
        raise UploadRefused({"file": [TOO_LARGE if size else EMPTY]})
    return upload.read(), name


def fields(message, data, name, led_to):
    """The fields of the record (`ICorrespondenceSchema`); the original is kept as it came."""
    received = message.received
    return {
        "happened_at": london.storable(message.sent),
        "received_at": london.storable(received) if received else None,
        "sender": message.sender,
        "recipients": "\n".join(message.to) or None,
        "copied": "\n".join(message.copied) or None,
        "subject": message.subject or None,
        "body": message.body or None,
        "attachments": [
            {"name": one.name, "size": len(one.data) if one.data is not None else None}
            for one in message.attachments
        ],
        "led_to": led_to,
        "file": NamedBlobFile(data=data, contentType=TYPES[name[-4:].lower()], filename=name),
    }
