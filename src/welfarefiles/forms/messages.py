"""What is said on a raised concern after it was sent: nothing of it is ever taken back."""

from ..calendars import london
from datetime import datetime
from plone import api
from typing import NamedTuple


ADDED, REPLY, NOTE = "added", "reply", "note"
#: What the reporter sees; a note is for leads.
FOR_REPORTER = frozenset({ADDED, REPLY})


class Message(NamedTuple):
    """`kind`: `ADDED` by the reporter, `REPLY` to the reporter, `NOTE` for leads alone."""

    kind: str
    at: datetime
    by: str
    text: str


def say(concern, kind, text):
    """Put a message of whoever is signed in at the end."""
    user_id = api.user.get_current().getId()
    concern.messages = (*stored(concern), tuple(Message(kind, london.now(), user_id, text)))


def messages(concern):
    """All `Message`s in their order."""
    return [Message(*one) for one in stored(concern)]


def stored(concern):
    """As they are kept: plain tuples, so that no class of ours has to be found to read them."""
    return tuple(tuple(one) for one in concern.messages)
