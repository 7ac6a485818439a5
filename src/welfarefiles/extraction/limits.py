"""How much of a stranger's file is read: bytes, characters, pages, seconds."""

from dataclasses import dataclass
from dataclasses import field

import os
import time


class StopReading(Exception):
    """Stop reading. `reason` says why; `rest` is the last text that still fits."""

    def __init__(self, reason, rest=""):
        super().__init__(reason)
        self.reason = reason
        self.rest = rest


@dataclass
class Limits:
    """What one upload may cost; `take` and the checks raise `StopReading`."""

    most_bytes: int = 60_000_000
    most_unpacked: int = 40_000_000
    most_characters: int = 500_000
    most_pages: int = 500
    seconds: float = 10
    characters: int = 0
    started: float = field(default_factory=time.monotonic)

    def check_size(self, stream):
        """The stream is not too large; leaves it at its beginning."""
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        if size > self.most_bytes:
            raise StopReading("too-large")

    def check_time(self):
        """There is time left."""
        if self.seconds_left() <= 0:
            raise StopReading("too-slow")

    def seconds_left(self):
        """How long the work may still take."""
        return self.started + self.seconds - time.monotonic()

    def take(self, text):
        """`text`, when it still fits."""
        left = self.most_characters - self.characters
        if len(text) > left:
            raise StopReading("too-long", text[:left])
        self.characters += len(text)
        self.check_time_after(text)
        return text

    def check_time_after(self, text):
        """As `check_time`, and keeps the text that was read until then."""
        if self.seconds_left() <= 0:
            raise StopReading("too-slow", text)
