"""What social care has to be told at once, and what events and notifications must say.

Pure rules: values and instants in, sentences and spans out.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from typing import Any
from welfarefiles.calendars.london import elapsed
from welfarefiles.deadlines.markers import CHILD_PROTECTION_PLAN
from welfarefiles.deadlines.markers import Marker
from welfarefiles.records.rules import actions_agreed
from welfarefiles.records.rules import said


#: Kinds of event of a child on a child protection plan, and where it is laid down.
AT_ONCE = {
    "exclusion_fixed": "R067",
    "exclusion_permanent": "R067",
    "absence": "R068",
    "change": "R069",
}
#: Fields each kind of event needs, with the sentence for one that is empty.
NEEDED = {
    "exclusion_fixed": {
        "starts": "Enter the first day of the exclusion.",
        "ends": "Enter the last day of the exclusion.",
        "reason": "Say why the pupil was excluded.",
    },
    "exclusion_permanent": {
        "starts": "Enter the first day of the exclusion.",
        "reason": "Say why the pupil was excluded.",
    },
    "absence": {"what_happened": "Say what was done to find out where the child is."},
    "change": {"what_happened": "Say what has changed."},
    "behaviour": {"what_happened": "Say what the information shows."},
    "tutor_log": {"log": "Enter at least one row of the log."},
}


def owed(kind: str, instants: Iterable[datetime], markers: Iterable[Marker]) -> bool:
    """Whether an event has to be told at once (R067-R069).

    `instants`: when it happened and when it was recorded; the child is on a plan at one of them.
    """
    plans = [marker for marker in markers if marker.kind == CHILD_PROTECTION_PLAN]
    return kind in AT_ONCE and any(plan.stands(at) for plan in plans for at in instants)


def time_taken(happened_at: datetime, told_at: datetime) -> timedelta:
    """Real time from the event until they were told; none when they were told before."""
    return max(timedelta(), elapsed(happened_at, told_at))


def parts(span: timedelta) -> tuple[int, int, int]:
    """Whole days, hours and minutes of a span."""
    minutes = int(span / timedelta(minutes=1))
    return minutes // 1440, minutes // 60 % 24, minutes % 60


def event(values: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """What an event of its kind must say."""
    needed = NEEDED.get(values.get("kind"), {})
    found = {name: sentence for name, sentence in needed.items() if not _given(values, name)}
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        found["ends"] = "The last day is before the first: check the dates."
    return found | actions_agreed(values)


def notification(values: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """What a notification of its kind must say."""
    found = {}
    if values.get("kind") == "social_care" and "about" in values and not said(values, "about"):
        found["about"] = "Choose the event it is about."
    if values.get("kind") == "domestic_violence" and not said(values, "shared_with"):
        found["shared_with"] = "Say who was told and why they need to know. If nobody, say so."
    return found | actions_agreed(values)


def _given(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name)
    return said(values, name) if isinstance(value, str) else bool(value)
