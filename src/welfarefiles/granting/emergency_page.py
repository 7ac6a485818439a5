"""Ask for emergency access to one file by its reference."""

from .. import _
from ..errors import FieldInvalid
from . import emergency
from .form import AREA
from .form import Field
from .form import SmallForm
from contextlib import nullcontext
from functools import cached_property


WARNING = _(
    "Only in an emergency, when no lead can be reached. You can read one file for one hour. The "
    "leads are told at once, by mail and on the file's Access page, with your name and reason."
)


class EmergencyPage(SmallForm):
    """One form; what cannot be opened is refused in the same words whatever the reason."""

    page_title = _("Emergency access")
    button = _("Open the file for one hour")
    done = _("You can read this file for one hour. Its leads have been told.")
    opened = None
    # A try that opened nothing was counted, and the leads are told of it.
    doing = nullcontext

    fields = (
        Field("reference", _("Reference of the file"), hint=_("For example WF-2026-000123.")),
        Field("reason", _("What the emergency is"), AREA),
    )

    @property
    def warnings(self):
        return [WARNING]

    def act(self):
        try:
            typed = self.typed
            self.opened = emergency.take(typed.text("reference"), typed.text("reason"))
        except emergency.NotOpened as refused:
            # Not beside the field: it may be right and still open nothing.
            raise FieldInvalid(refused.args[0], None) from refused

    @property
    def next_url(self):
        return self.opened.absolute_url()

    @cached_property
    def cancel_url(self):
        return self.context.absolute_url()
