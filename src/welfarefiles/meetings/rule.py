"""What a meeting must say beyond its required fields: a rule without Plone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from welfarefiles.calendars.london import is_aware
from welfarefiles.calendars.london import london_date
from welfarefiles.records.rules import actions_agreed
from welfarefiles.records.rules import said


#: For these the school produces a written report and files it (R070).
WITH_REPORT = frozenset({"cp_conference", "core_group"})


def meeting(values: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """`{field: sentence}`; a value that is missing is not judged unless the kind needs it."""
    found = {}
    if values.get("kind") in WITH_REPORT:
        found |= _conference(values)
    sent_on = values.get("report_sent_on")
    if sent_on and sent_on > london_date(now):
        found["report_sent_on"] = "The report was sent in the future: check the date."
    happened_at, following = values.get("happened_at"), values.get("next_meeting")
    held = happened_at and is_aware(happened_at) and london_date(happened_at)
    if following and held and following <= held:
        found["next_meeting"] = "The next meeting is not after this one: check the date."
    return found | actions_agreed(values)


def _conference(values: Mapping[str, Any]) -> dict[str, str]:
    """R070: attendance, and a written report or why there is none."""
    found = {}
    if not values.get("attendance"):
        found["attendance"] = "Say who attended, sent apologies or sent a report."
    if not values.get("report") and not said(values, "no_report_reason"):
        found["no_report_reason"] = "Add the school's written report, or say why there is none."
    return found
