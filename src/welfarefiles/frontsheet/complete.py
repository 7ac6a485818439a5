"""What a front sheet lacks to be complete (C00, C04, C19): rules without Plone.

`front` holds the fields of the sheet by their names.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any


LABELS = {
    "reference": "record number",
    "responsible_leader": "responsible leader",
    "given_name": "given name",
    "family_name": "family name",
    "date_of_birth": "date of birth",
    "gender": "gender",
    "ethnicity": "ethnicity",
    "religion": "religion",
    "year_group": "year group",
    "address": "address",
    "reasons": "reason for the file",
}
NEEDED = (
    "given_name", "family_name", "date_of_birth", "address", "reasons", "responsible_leader",
)  # fmt: skip


def lacking(front: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """What the fields that are empty are called."""
    return [LABELS[name] for name in names if not said(front, name)]


def lacking_for_signing(front: Mapping[str, Any]) -> list[str]:
    """What is missing before anybody can sign that the sheet is complete."""
    found = lacking(front, NEEDED)
    people = [one for one in front.get("people") or () if one]
    if not (said(front, "telephone") or any(one.get("telephone") for one in people)):
        found.append("a telephone number")
    return found


def said(front: Mapping[str, Any], name: str) -> Any:
    """The value of a field; nothing for one that holds blanks."""
    value = front.get(name)
    return value.strip() if isinstance(value, str) else value
