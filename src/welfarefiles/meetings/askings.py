"""The kinds of meeting a file's menu offers, and how the form of each asks."""

from .. import _
from ..records.asking import Asking


#: Asked only where the school reports to a meeting of other agencies.
REPORT = ("report", "report_sent_on", "no_report_reason")
_REPORT_NOTE = _(
    "The school co-operates with key agencies by attending and by providing a written report. "
    "File the report here, or say why there is none."
)

MEETINGS = (
    Asking("tac", _("Team around the child (TAC)"), fixed={"kind": "tac"}),
    Asking("cin", _("Child in need meeting"), fixed={"kind": "cin"}),
    Asking(
        "cp_conference",
        _("Child protection conference"),
        fixed={"kind": "cp_conference"},
        also=REPORT,
        needed=("attendance",),
        note=_REPORT_NOTE,
    ),
    Asking(
        "core_group",
        _("Core group"),
        fixed={"kind": "core_group"},
        also=REPORT,
        needed=("attendance",),
        note=_REPORT_NOTE,
    ),
    Asking(
        "strategy",
        _("Strategy meeting"),
        fixed={"kind": "strategy"},
        values={"investigation": True},
        also=REPORT,
        leave_out=("child_views", "parent_views"),
    ),
    Asking("lac_review", _("Looked after child review"), fixed={"kind": "lac_review"}, also=REPORT),
    Asking(
        "reintegration",
        _("Reintegration after an exclusion"),
        fixed={"kind": "reintegration"},
        labels={"outcome": _("What was agreed"), "next_meeting": _("Review on")},
        hints={"purpose": _("The exclusion it follows, for example two days from 3 November")},
    ),
    Asking("other", _("Other meeting"), values={"kind": "other"}),
)
