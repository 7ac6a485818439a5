"""Validators for fields of the form: a school may choose them for fields of its own."""

from .. import _
from ..calendars import london
from ..records.rules import CONTROL
from ..records.rules import EARLIEST
from datetime import timedelta


#: Characters of one answer.
LONGEST = 400_000
#: A clock may be a little ahead.
GRACE = timedelta(minutes=5)


def has_happened(value, **kwargs):
    """A sentence when a moment lies in the future or long past, else None."""
    if value is None:
        return None
    if london.elapsed(london.now() + GRACE, value) > timedelta():
        return _("This is in the future. Say when it was seen or heard.")
    return _("Check the year.") if value.year < EARLIEST else None


def plain_text(value, **kwargs):
    """A sentence when a text cannot be kept, else None."""
    if not value:
        return None
    if CONTROL.search(value):
        return _("Take out the control characters.")
    if len(value) > LONGEST:
        return _("Shorten this to ${most} characters.", mapping={"most": f"{LONGEST:,}"})
    return None
