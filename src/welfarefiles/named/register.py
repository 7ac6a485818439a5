"""The register of names: how each child may be called, looked up by the first word of it.

Rules without Plone. Names are compared folded: without case and accents, and O'Neil, ONeil and
O Neil are one name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar
from welfarefiles.index.words import first_name
from welfarefiles.index.words import fold
from welfarefiles.index.words import joined
from welfarefiles.index.words import PIECE
from welfarefiles.index.words import pieces
from welfarefiles.named.words import LONGER
from welfarefiles.named.words import NICKNAMES

import re


SHORTEST_FAMILY_PART = 3
#: So begins the key of a parent or carer.
ADULT = "+"


@dataclass(frozen=True)
class Child:
    """A child by the names they are called. `year` and `class_name` as the school writes them.

    :ivar is_known: named on the front sheet of the very file, as a brother or sister.
    """

    given: str
    family: str
    known_as: str = ""
    year: str = ""
    class_name: str = ""
    is_known: bool = False

    #: Whether a grown-up, who is looked for by whole name.
    is_adult: ClassVar[bool] = False

    @cached_property
    def name_key(self):
        return f"{joined(self.given)}|{joined(self.family)}"

    @cached_property
    def key(self):
        """The same for two children of one name: whom a text means cannot be told further."""
        return self.name_key

    @cached_property
    def own(self):
        """The given names in use, as pieces: by these the child may be called alone."""
        return forms(first_name(self.given)) | forms(self.given) | forms(self.known_as)

    @cached_property
    def short(self):
        """What the first name is shortened to."""
        found = NICKNAMES.get(joined(first_name(self.given)), ())
        return frozenset((one,) for one in found) - self.own

    @cached_property
    def families(self):
        """The family name, and each part of a double one."""
        parts = re.split(r"[\s\-‐‑–]+", self.family)
        longer = [part for part in parts if len(part) >= SHORTEST_FAMILY_PART]
        return forms(self.family).union(*map(forms, longer))


@dataclass(frozen=True)
class Adult(Child):
    """A parent or carer of the children `of`."""

    of: tuple[Child, ...] = ()
    is_adult: ClassVar[bool] = True

    @cached_property
    def key(self):
        """Never that of a child of the same name."""
        return f"{ADULT}{self.name_key}"


def forms(name: str) -> frozenset[tuple[str, ...]]:
    """How a name of several pieces may be written: apart, or in one."""
    found = pieces(name)
    return frozenset({found, ("".join(found),)}) if found else frozenset()


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of some texts with which a given name may begin, short or in full.

    Whoever has none of them among `index.words.first_pieces` is not meant by any of the texts.
    """
    said = {fold(piece) for text in texts for piece in set(PIECE.findall(text))}
    return said.union(*(LONGER[one] for one in said & LONGER.keys()))


class Register:
    """Children by the first piece of their names. Made once for a list, asked for many texts."""

    def __init__(self, children: Iterable[Child]):
        self.children = tuple(dict.fromkeys(one for one in children if joined(one.given)))
        self.by_key = {one.key: one for one in self.children}
        #: {first piece: {pieces of the given name: [(child, whether it is a short form)]}}
        self.by_given = defaultdict(dict)
        #: {first piece: {pieces of the family name: [child]}}
        self.by_family = defaultdict(dict)
        for child in self.children:
            self._add(child)
        #: Pieces with which a name may begin.
        self.first = {*self.by_given, *self.by_family}

    def _add(self, child):
        for form in child.own:
            self.by_given[form[0]].setdefault(form, []).append((child, False))
        for form in child.short:
            self.by_given[form[0]].setdefault(form, []).append((child, True))
        for form in child.families:
            self.by_family[form[0]].setdefault(form, []).append(child)

    def called(self, form):
        """[(child, whether it is short for their name)] who may be called by this alone."""
        return self.by_given.get(form[0], {}).get(form, ())
