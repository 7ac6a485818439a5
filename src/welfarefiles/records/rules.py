"""What a record must say beyond its required fields: rules without Plone.

`problems` answers for the form, REST and scripts alike: a sentence for each field.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from welfarefiles.calendars.london import elapsed
from welfarefiles.calendars.london import is_aware
from welfarefiles.calendars.london import london_date

import re


#: Of an uploaded file, by whichever way it comes.
MOST_BYTES = 100 * 1024 * 1024
TOO_LARGE = "This file is larger than 100 MB."
EARLIEST = 1900
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


Values = Mapping[str, Any]
#: A rule of one type: fields by their names and the present instant in, sentences by field out.
Rule = Callable[[Values, datetime], dict[str, str]]


def problems(values: Values, now: datetime, own: Rule | None = None) -> dict[str, str]:
    """`{field: sentence}` for what cannot stand; empty when all is well.

    `values` are fields by their names; one that is missing is not judged. `own`: the rule of the
    type (the tag `RULE` of its schema), beside those of every record.
    """
    found = _unprintable(values) | _uploads(values)
    found |= _event(values.get("happened_at"), now)
    return found | (own(values, now) if own else {})


def _unprintable(values: Values) -> dict[str, str]:
    """PostgreSQL keeps no NUL, a PDF no control character."""
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return {
        name: "Take out the control characters."
        for name, text in texts.items()
        if CONTROL.search(text)
    }


def _uploads(values: Values) -> dict[str, str]:
    """R026: anything with `getSize`; a form that leaves a file as it is gives a mere marker."""
    sizes = {name: one.getSize() for name, one in values.items() if hasattr(one, "getSize")}
    return {
        name: TOO_LARGE if size else "This file is empty."
        for name, size in sizes.items()
        if not 0 < size <= MOST_BYTES
    }


def _event(happened_at: datetime | None, now: datetime) -> dict[str, str]:
    """R020, R086: an instant that has been."""
    if happened_at is None:
        return {}
    if not is_aware(happened_at):
        return {"happened_at": "The time has no time zone: give it as 2026-11-19T15:40:00+00:00."}
    if elapsed(happened_at, now).total_seconds() < 0:
        return {"happened_at": "The event is in the future. Record what has happened."}
    if happened_at.year < EARLIEST:
        return {"happened_at": f"The year is before {EARLIEST}: check the date."}
    return {}


def contact(values: Values, now: datetime) -> dict[str, str]:
    """Of a contact note (R077, R080, R023)."""
    found = {}
    if values.get("no_access") and values.get("child_seen"):
        found["child_seen"] = (
            "The child cannot have been seen when no access was gained. "
            "A contact without access is recorded too, with its outcome."
        )  # R077
    if _is_visit(values) and "present" in values and not said(values, "present"):
        found["present"] = "Name all children and adults who were present at the visit."  # R087
    if values.get("kind") == "referral" and not said(values, "referral_purpose"):
        found["referral_purpose"] = "Say what the referral is for."  # R080
    if values.get("kind") == "referral" and not said(values, "family_discussion"):
        found["family_discussion"] = (
            "Say what was discussed with the family beforehand, or what precluded it."  # R063
        )
    return found | actions_agreed(values)


def _is_visit(values: Values) -> bool:
    return values.get("kind") in ("home_visit", "statutory_visit") and not values.get("no_access")


def actions_agreed(values: Values) -> dict[str, str]:
    """R023: an action says what, and is not due before it was agreed."""
    happened_at = values.get("happened_at")
    agreed = london_date(happened_at) if happened_at and is_aware(happened_at) else None
    for action in values.get("actions") or ():
        if not said(action, "what"):
            return {"actions": "Say what is to be done in each action, or remove its row."}
        if agreed and action.get("by") and action["by"] < agreed:
            return {"actions": "An action is due before it was agreed: check its date."}
    return {}


def concern(values: Values, now: datetime) -> dict[str, str]:
    """R029: a decision not to tell parents names which of the two reasons applies."""
    found = _disclosure(values) if values.get("kind") == "disclosure" else {}
    if not (values.get("parents_told") or values.get("not_told_reason")):
        found["not_told_reason"] = "Say why parents have not been told."
    return found


def _disclosure(values: Values) -> dict[str, str]:
    """R025: the child's words, who was there, what was agreed."""
    asked = {
        "child_words": "Write what the child said, in the child's own words.",
        "present": "Say who was present. If you were alone with the child, say so.",
        "agreed_actions": "Say what was agreed. If nothing was, say so.",
    }
    return {name: sentence for name, sentence in asked.items() if not said(values, name)}


def assessment(values: Values, now: datetime) -> dict[str, str]:
    """R110: of a health assessment the report itself is held."""
    if values.get("kind") == "health" and values.get("file") is None:
        return {"file": "Attach the report of the health assessment."}
    return {}


def said(values: Values, name: str) -> bool:
    """Whether something is written in a text field."""
    return bool((values.get(name) or "").strip())
