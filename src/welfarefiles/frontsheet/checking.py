"""Whether signatures of a front sheet still say what was signed. Needs no Plone.

`docs/record-format.md` describes them. Those of several schools stand one after the other, each
school's a chain of its own that begins with number 1.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from welfarefiles.signing.fingerprint import chained
from welfarefiles.signing.fingerprint import fingerprint
from welfarefiles.signing.fingerprint import NotCanonical


FORMAT = "welfarefiles front sheet 1"
#: Said beside a signature of another school; not part of what was signed.
BESIDE = ("school",)


def problems(signatures: Sequence[Mapping[str, Any]]) -> list[str]:
    """Sentences for each signature that does not hold; none: all do."""
    try:
        return list(_problems(signatures))
    except (NotCanonical, AttributeError, KeyError, TypeError):
        return ["These are not signatures of a front sheet."]


def _problems(signatures):
    before = None
    for one in signatures:
        number = one["number"]
        begins = number == 1 and one["previous"] == ""
        follows = before is not None and (number, one["previous"]) == (
            before["number"] + 1,
            before["hash"],
        )
        if not (begins or follows):
            yield f"Something is missing or out of order before signature {number}."
        if one["content"]["format"] != FORMAT:
            yield f"The format of signature {number} is not “{FORMAT}”."
        if fingerprint(one["content"]) != one["content_hash"]:
            yield f"Signature {number} is of another front sheet."
        if chained(signed_part(one)) != one["hash"]:
            yield f"Signature {number} is not what was kept."
        before = one


def signed_part(signature: Mapping[str, Any]) -> dict[str, Any]:
    """A signature without what is only said beside it."""
    return {name: value for name, value in signature.items() if name not in BESIDE}
