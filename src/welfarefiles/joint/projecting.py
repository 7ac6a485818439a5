"""A text about several children as it stands in the file of one of them: rules without Plone.

The others are called "sibling 1" there. In another file the same child has another number, so what
was written in one file is first turned back, then said anew.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from welfarefiles.named.around import Around
from welfarefiles.named.matching import find
from welfarefiles.named.register import Child
from welfarefiles.named.register import Register
from welfarefiles.named.replacing import capital
from welfarefiles.named.replacing import replaced

import re


def retold(text: str, labels: Mapping[str, str]) -> str:
    """`text` with each label of one file ("sibling 1") as another file says it.

    :param labels: {as it is said: as it is to be said}.
    """
    if not labels:
        return text
    longest = sorted(labels, key=len, reverse=True)
    pattern = re.compile("|".join(rf"{re.escape(one)}(?!\w)" for one in longest), re.IGNORECASE)
    by_folded = {label.lower(): instead for label, instead in labels.items()}

    def instead(found):
        said = by_folded[found.group().lower()]
        return capital(text, found.start(), said)

    return pattern.sub(instead, text)


def without_names(texts: list[str], own: Child, others: Iterable[tuple[Child, str]]) -> list[str]:
    """`texts` in which every other child is called by the label given with it.

    Each is looked for by whole and given names, known-as and short ones, as somebody named in full.
    """
    others = list(others)
    labels = {child.key: label for child, label in others}
    in_full = ". ".join(f"{child.given} {child.family}" for child, _label in others)
    _first, *found = find([in_full, *texts], [Register(child for child, _ in others)], Around(own))
    return [
        replaced(text, [(one.start, one.end, labels[one.key]) for one in its if one.key in labels])
        for text, its in zip(texts, found, strict=True)
    ]
