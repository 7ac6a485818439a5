"""What a court report must say beyond its required fields: a rule without Plone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from welfarefiles.records.rules import said


SCHOOL = "school"


def court_report(values: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """`{field: sentence}`: of its own report the school says who asked for it."""
    if values.get("kind") == SCHOOL and not said(values, "asked_by"):
        return {"asked_by": "Say who asked for the report."}
    return {}
