"""Reading a message, whichever program wrote it."""

from .message import BROKEN
from .message import MessageRefused
from .message import MOST_BYTES
from .message import TOO_LARGE
from .mime import read_mime
from .outlook import MAGIC
from .outlook import read_outlook


def read_message(data):
    """The `Message` in the bytes of an ``.eml`` or ``.msg``.

    What it is is read off the bytes. Nothing that is packed in it is opened.

    :raises MessageRefused: with a sentence for whoever wanted to file it.
    """
    if len(data) > MOST_BYTES:
        raise MessageRefused(TOO_LARGE)
    try:
        return read_outlook(data) if data.startswith(MAGIC) else read_mime(data)
    except MessageRefused:
        raise
    except Exception as error:  # whatever a library says about what a stranger has made
        raise MessageRefused(BROKEN) from error
