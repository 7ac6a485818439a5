"""The inputs for a moment, the same on every page that asks for one: day, time, which of the two.

An hour that comes twice or never was is said in words where the moment is asked for, with the
choice where there is one; what was typed stays.
"""

from ..calendars import moments
from ..fragment import Fragment
from dataclasses import dataclass


#: Draws a `widget`: a `MomentInput`, or a field of a form that has the same attributes.
MOMENT = Fragment(__file__, "templates/moment.pt")


@dataclass(frozen=True)
class MomentInput:
    """The inputs of one moment on a page.

    `value`: `moments.Typed`. `why_id`: id of the sentence beside it, "" for none. `is_ready`: the
    choice between the two is on the page, hidden, for a script to show.
    """

    name: str
    value: moments.Typed
    why_id: str = ""
    is_ready: bool = False
    must_fill = None

    @property
    def id(self):
        return self.name

    @property
    def described_by(self):
        return self.why_id or None

    @property
    def invalid(self):
        return "true" if self.why_id else None

    @property
    def asks_which(self):
        """Whether the time came twice that day."""
        return moments.came_twice(self.value)

    def draw(self, request):
        """HTML of it."""
        return MOMENT(request, widget=self, is_ready=self.is_ready)
