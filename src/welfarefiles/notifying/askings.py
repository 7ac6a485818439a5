"""The kinds of event and notification a file's menu offers, and how the form of each asks."""

from .. import _
from ..records.asking import Asking


_EVENTS = ("starts", "ends", "reason", "log", "what_happened")


def _without(*names):
    return tuple(name for name in _EVENTS if name not in names)


EVENTS = (
    Asking(
        "exclusion_fixed",
        _("Fixed-term exclusion"),
        fixed={"kind": "exclusion_fixed"},
        needed=("starts", "ends", "reason"),
        leave_out=_without("starts", "ends", "reason"),
        labels={"happened_at": _("When it was decided"), "file": _("Exclusion letter")},
    ),
    Asking(
        "exclusion_permanent",
        _("Permanent exclusion"),
        fixed={"kind": "exclusion_permanent"},
        needed=("starts", "reason"),
        leave_out=_without("starts", "reason"),
        labels={"happened_at": _("When it was decided"), "file": _("Exclusion letter")},
    ),
    Asking(
        "absence",
        _("Unexplained absence"),
        fixed={"kind": "absence"},
        needed=("what_happened",),
        leave_out=_without("what_happened"),
        labels={
            "happened_at": _("Missing since"),
            "what_happened": _("What was done to find out where the child is"),
        },
    ),
    Asking(
        "change",
        _("Change in circumstances"),
        fixed={"kind": "change"},
        needed=("what_happened",),
        leave_out=_without("what_happened"),
        labels={"what_happened": _("What has changed")},
        hints={"what_happened": _("For example an address, who lives at home, a separation")},
    ),
    Asking(
        "behaviour",
        _("Behaviour and attendance"),
        fixed={"kind": "behaviour"},
        needed=("what_happened",),
        leave_out=_without("starts", "ends", "what_happened"),
        labels={"happened_at": _("As of"), "what_happened": _("What the information shows")},
    ),
    Asking(
        "tutor_log",
        _("Form tutor log"),
        fixed={"kind": "tutor_log"},
        needed=("log",),
        leave_out=(*_without("log"), "child_views", "parent_views"),
        labels={"happened_at": _("Last entry")},
    ),
)

NOTIFICATIONS = (
    Asking(
        "social_care",
        _("Children's Social Care told"),
        fixed={"kind": "social_care"},
        needed=("about",),
        leave_out=("shared_with",),
        labels={"happened_at": _("When they were told")},
        note=_(
            "Children's Social Care is told immediately of an exclusion, an unexplained absence "
            "or any change in circumstances of a pupil who is subject to a Child Protection Plan."
        ),
    ),
    Asking(
        "domestic_violence",
        _("Domestic violence notification received"),
        fixed={"kind": "domestic_violence"},
        needed=("shared_with",),
        leave_out=("about",),
        labels={
            "happened_at": _("When it was received"),
            "with_whom": _("Who it came from"),
            "discussion": _("What it says"),
            "outcome": _("What the school does"),
        },
        note=_(
            "Only senior leaders or the designated person disclose it to other members of staff, "
            "on a need-to-know basis."
        ),
    ),
    Asking(
        "agency",
        _("Another agency told"),
        fixed={"kind": "agency"},
        leave_out=("shared_with", "about"),
        labels={"happened_at": _("When they were told")},
    ),
)
