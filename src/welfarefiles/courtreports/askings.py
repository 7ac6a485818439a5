"""How the form of each kind of court report asks."""

from .. import _
from ..records.asking import Asking


REPORTS = (
    Asking(
        "school",
        _("Court report of the school"),
        fixed={"kind": "school"},
        needed=("asked_by",),
        note=_("A manager who did not write it authorises it before it goes to the court."),
    ),
    Asking(
        "received",
        _("Report of somebody else in court proceedings"),
        leave_out=("asked_by", "due_on", "how_shared"),
        not_offered={"kind": ("school",)},
        labels={"happened_at": _("When it was received")},
    ),
)
