"""Whom a file is about and who belongs to it: what makes a name in it one of another child.

Rules without Plone.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from welfarefiles.named.register import Adult
from welfarefiles.named.register import Child
from welfarefiles.named.register import first_name
from welfarefiles.named.register import joined
from welfarefiles.named.register import pieces
from welfarefiles.named.words import NICKNAMES
from welfarefiles.named.words import SIBLINGS
from welfarefiles.named.words import TITLES


@dataclass(frozen=True)
class Around:
    """The child of a file, and the grown-ups on its front sheet by name."""

    child: Child
    adults: tuple[str, ...] = ()
    siblings: tuple[Child, ...] = ()

    @cached_property
    def own_keys(self):
        """Keys of the child itself, whichever of its names is written."""
        child = self.child
        names = {joined(name) for name in (child.given, first_name(child.given), child.known_as)}
        families = {"".join(form) for form in child.families}
        return {f"{name}|{family}" for name in names - {""} for family in families}

    @cached_property
    def own_forms(self):
        """What the child is called alone: nobody else is meant by it in its own file."""
        return self.child.own | self.child.short

    @cached_property
    def adult_keys(self):
        split = (name.split() for name in self.adults)
        return {f"{joined(' '.join(parts[:-1]))}|{joined(parts[-1])}" for parts in split if parts}

    @cached_property
    def adult_forms(self):
        """Given names of the grown-ups, and what they are shortened to."""
        first = {pieces(name.split()[0]) for name in self.adults if name.split()}
        short = {(one,) for form in first if form for one in NICKNAMES.get(form[0], ())}
        return first | short

    @cached_property
    def _selves(self):
        return {}

    @cached_property
    def sibling_keys(self):
        return {one.key for one in self.siblings}

    def is_self(self, child):
        """Whether a child of the register is the one the file is about."""
        if child.is_adult:
            return False
        if child.key not in self._selves:
            self._selves[child.key] = self._is_self(child)
        return self._selves[child.key]

    def _is_self(self, child):
        return child.key in self.own_keys or bool(
            self.child.key == child.key
            or (child.families & self.child.families and child.own & self.child.own)
        )

    def is_of_family(self, child):
        """Whether a child is the one the file is about, or a brother or sister on its sheet."""
        return self.is_self(child) or child.key in self.sibling_keys

    def is_near(self, child):
        """Whether the given name alone says who is meant: same class or year, same family."""
        if child.is_known or child.key in self.sibling_keys:
            return True
        if joined(child.family) and joined(child.family) == joined(self.child.family):
            return True
        year, class_name = plain_year(child.year), fold_class(child.class_name)
        return bool(
            (year and year == plain_year(self.child.year))
            or (class_name and class_name == fold_class(self.child.class_name))
        )


def around(child: Child, people: Iterable[Mapping]) -> Around:
    """`Around` from the front sheet's rows of people (`name`, `relation`)."""
    adults, siblings = [], []
    for row in people:
        name = without_title(row.get("name") or "")
        if not name:
            continue
        if is_sibling(row.get("relation") or ""):
            given, _blank, family = name.rpartition(" ")
            siblings.append(
                Child(given or family, family if given else child.family, is_known=True)
            )
        else:
            adults.append(name)
    return Around(child, tuple(adults), tuple(siblings))


def adults(families: Iterable[tuple[Child, Iterable[str]]]) -> list[Adult]:
    """The parents and carers of children, each once; who is not named in full is nobody."""
    found = {}
    for child, names in families:
        for name in names:
            given, _blank, family = without_title(name).rpartition(" ")
            if given:
                found.setdefault((given, family), []).append(child)
    return [Adult(*name, of=tuple(children)) for name, children in found.items()]


def is_sibling(relation: str) -> bool:
    """Whether a relation on the front sheet is that of a brother or sister."""
    found = pieces(relation)
    # "brother's social worker" is none
    return "s" not in found and bool(SIBLINGS & {*found, "".join(found)})


def without_title(name: str) -> str:
    """A name without ``Mr`` or ``Dr`` before it."""
    words = name.split()
    while words and joined(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def plain_year(year: str) -> str:
    """``7`` of ``Year 7``, ``r`` of ``Reception``."""
    text = joined(year) + "".join(letter for letter in year or "" if letter.isdigit())
    text = text.removeprefix("year")
    return {"reception": "r", "nursery": "n", "left": ""}.get(text, text)


def fold_class(name: str) -> str:
    """A class without blanks and case."""
    return "".join((name or "").split()).lower()
