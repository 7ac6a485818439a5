"""Finding the names of children in a text: the rule, without Plone (R106, R128).

Whole names always count, of children and of the parents and carers of other children. A given name
alone counts where it says who is meant: somebody of the child's class, year or family, somebody
whom the same text names in full, or the only one in the school who is called so. Names that are
words too (Hope, Will, May) count alone only with a capital within a sentence. The reasoning is in
``docs/other-children-named.md``.
"""

from .around import Around
from .register import ADULT
from .register import Child
from .register import Register
from .words import ALSO_WORDS
from .words import BEFORE_MONTHS
from .words import FOLLOWING
from .words import MONTHS
from .words import TITLES
from .words import YOUNG_TITLES
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from welfarefiles.index.words import fold
from welfarefiles.index.words import PIECE

import re


#: Between the pieces of one name: Anne-Marie, Anne Marie, O'Neil, St. John.
_WITHIN = re.compile(r"\s{0,3}['’‘ʼ`´.‐‑–-]?\s{0,3}")
#: Between given and family name; a dot as in an address of email.
_BETWEEN = re.compile(r"[ \t\xa0]{1,4}|[ \t\xa0]{0,4}\r?\n[ \t\xa0]{0,4}|[._]")
_INITIAL = re.compile(r"\.?[ \t\xa0]{1,4}")
_COMMA = re.compile(r",\s{0,3}")
_BLANK = re.compile(r"[ \t\xa0]{1,4}")
_HYPHENS = "-‐‑–"
_TITLE_GAP = re.compile(r"\.?[ \t\xa0]{1,3}")
_SENTENCE_END = re.compile(r"[.!?:;•\n]['\"”’)\]]*\s*\Z|\A\s*['\"“‘(\[]*\Z")
MOST_MIDDLE = 2
#: Given names that are shorter count alone only with a capital.
SHORTEST = 3


@dataclass(frozen=True, order=True)
class Found:
    """A name in a text. `key` says who is meant; `is_known`: on the front sheet of this file.

    `is_whole`: given and family name; `is_adult`: the parent or carer of another child.
    """

    start: int
    end: int
    key: str
    is_known: bool = False
    is_whole: bool = False
    is_adult: bool = False


class Text:
    """A text in pieces."""

    def __init__(self, text):
        self.text = text
        found = list(PIECE.finditer(text))
        self.starts = [one.start() for one in found]
        self.ends = [one.end() for one in found]
        self.said = [one.group() for one in found]
        if text.isascii():
            self.folded = [one.lower() for one in self.said]
        else:
            self.folded = [fold(one) for one in self.said]

    def __len__(self):
        return len(self.said)

    def places(self, registers):
        """Numbers of the pieces with which a name may begin."""
        first = set().union(*(one.first for one in registers))
        return [number for number, piece in enumerate(self.folded) if piece in first]

    def gap(self, number):
        """What stands between a piece and the next."""
        return self.text[self.ends[number] : self.starts[number + 1]]

    def holds(self, form, number):
        """Whether the pieces of a name stand from here on; the number after the last, or None."""
        after = number + len(form)
        if tuple(self.folded[number:after]) != form:
            return None
        gaps = (self.gap(one) for one in range(number, after - 1))
        return after if all(_WITHIN.fullmatch(gap) for gap in gaps) else None

    def is_capital(self, number):
        return self.said[number][:1].isupper()

    def begins_sentence(self, number):
        before = self.text[max(0, self.starts[number] - 12) : self.starts[number]]
        return not before.strip() or bool(_SENTENCE_END.search(before))


def find(texts: Sequence[str], registers: Sequence[Register], about: Around) -> list[list[Found]]:
    """The names of other children in each of the texts of one record, in order.

    Who is named in full in one of the texts is known by the given name in all of them.
    """
    read = [Text(text) for text in texts]
    whole = [_whole(text, registers, about) for text in read]
    named = {child.key: child for found in whole for _one, child in found}
    taken = [[one for one, _child in found] for found in whole]
    seen = _Seen(frozenset(named))
    alone = [list(_alone(*pair, registers, about, seen)) for pair in zip(read, taken, strict=True)]
    if any(alone):  # a word that is a name in one place is one wherever it has a capital
        forms = (_form(*pair) for pair in zip(read, alone, strict=True))
        seen = _Seen(seen.whole, frozenset().union(*forms))
        alone = [_alone(*pair, registers, about, seen) for pair in zip(read, taken, strict=True)]
    return [sorted([*pair[0], *pair[1]]) for pair in zip(taken, alone, strict=True)]


@dataclass(frozen=True)
class _Seen:
    """Names a record holds: keys of those in full, folded given names of those alone."""

    whole: frozenset[str]
    alone: frozenset[str] = frozenset()
    #: What was found out about a given name already: it is the same wherever it stands.
    known: dict = field(default_factory=dict, compare=False)

    def about_form(self, form, registers, about):
        """(whether a record holds somebody called so, (key, is_known) or None)."""
        if form not in self.known:
            called = [pair for one in registers for pair in one.called(form)]
            is_seen = form[0] in self.alone or any(one.key in self.whole for one, _ in called)
            self.known[form] = is_seen, _meant(form, called, about, self.whole)
        return self.known[form]


def _form(text, found):
    return {fold(text.text[one.start : one.end]) for one in found}


def _whole(text, registers, about):
    """[(`Found`, child)] of given and family name together."""
    found, number = [], 0
    for place in text.places(registers):
        if place < number:
            continue
        number, best = place, None
        for register in registers:
            for child, after in _whole_at(text, number, register):
                if best is None or after > best[1]:
                    best = (child, after)
        if best is None or not _is_child(text, number, about, *best):
            continue
        child, after = best
        is_titled = child.is_adult and _follows(text, number, TITLES)
        span = (text.starts[number - is_titled], text.ends[after - 1])
        is_known = _is_known(child, about)
        found.append((Found(*span, child.key, is_known, True, child.is_adult), child))
        number = after
    return found


def _is_child(text, number, about, child, after):
    """Whether a whole name is that of another child, and not of a grown-up or the child itself;
    or that of another child's parent or carer, and not of somebody on this front sheet."""
    if about.is_self(child) or child.name_key in about.adult_keys:
        return False
    if child.is_adult:
        return not any(about.is_of_family(one) for one in child.of)
    if _follows(text, number, TITLES):
        return False
    return text.folded[number] not in ALSO_WORDS or text.is_capital(number)


def _is_known(child, about):
    return child.is_known or child.key in about.sibling_keys


def _whole_at(text, number, register):
    """(child, number after the name) for each whole name that begins here."""
    for form, called in register.by_given.get(text.folded[number], {}).items():
        after = text.holds(form, number)
        if after is not None:
            yield from _with_family(text, after, called)
    for form, children in register.by_family.get(text.folded[number], {}).items():
        after = text.holds(form, number)
        if after is not None and after < len(text) and _COMMA.fullmatch(text.gap(after - 1)):
            yield from _with_given(text, after, children)


def _with_family(text, after, called):
    """The family name after the given name, past up to two middle names; or its initial."""
    for place in _places(text, after):
        first = text.folded[place]
        for child, _is_short in called:
            for form in child.families:
                if form[0] == first and (end := text.holds(form, place)) is not None:
                    yield child, end
        is_letter = place == after and len(text.said[place]) == 1 and text.is_capital(place)
        if is_letter and _is_initial(text, place):
            yield from (
                (child, place + 1)
                for child, is_short in called
                if not is_short and any(form[0][0] == first for form in child.families)
            )


def _places(text, after):
    """Where a family name may begin: at once, or past names or initials in the middle."""
    for place in range(after, min(after + MOST_MIDDLE + 1, len(text))):
        gap = text.gap(place - 1)
        letter = place > after and len(text.said[place - 1]) == 1 and _INITIAL.fullmatch(gap)
        if not (letter or _BETWEEN.fullmatch(gap)):
            return
        yield place
        if not text.is_capital(place):
            return


def _is_initial(text, place):
    """``Olivia M`` is somebody; ``Olivia I think`` and ``Olivia A level`` are not."""
    rest = text.text[text.ends[place] : text.ends[place] + 2]
    if text.said[place] in "AI":
        return rest[:1] == "."
    return not rest[:1] or not (rest[0].isalnum() or rest[0] in "'’")


def _with_given(text, after, children):
    """``Ellison, Maya``."""
    for child in children:
        for form in child.own:
            end = text.holds(form, after)
            if end is not None and text.is_capital(after):
                yield child, end


def _follows(text, number, words):
    """Whether one of these words stands just before."""
    if not number or text.folded[number - 1] not in words:
        return False
    return bool(_TITLE_GAP.fullmatch(text.gap(number - 1)))


def _alone(text, taken, registers, about, seen):
    """Given names by themselves, outside of what is found already."""
    spans = [(one.start, one.end) for one in taken]
    number = 0
    for place in text.places(registers):
        at = text.starts[place]
        if place < number or any(start <= at < end for start, end in spans):
            continue
        found, number = _alone_at(text, place, registers, about, seen)
        if found:
            yield found


def _alone_at(text, number, registers, about, seen):
    """(`Found` or None, number of the piece to go on with)."""
    first = text.folded[number]
    forms = {form for register in registers for form in register.by_given.get(first, ())}
    for form in sorted(forms, key=len, reverse=True):
        after = text.holds(form, number)
        if after is None:
            continue
        is_seen, meant = seen.about_form(form, registers, about)
        if form in about.own_forms or meant is None:
            return None, after
        if not _stands_alone(text, number, after, is_seen):
            return None, after
        key, is_known = meant
        span = text.starts[number], text.ends[after - 1]
        return Found(*span, key, is_known, is_adult=key.startswith(ADULT)), after
    return None, number + 1


def _stands_alone(text, number, after, is_seen):
    """Whether these pieces are a given name, and not part of another name or a word.

    :param is_seen: the record names somebody who is called so, here or elsewhere.
    """
    if _follows(text, number, TITLES) or _follows(text, number, YOUNG_TITLES):
        return False
    if number and text.gap(number - 1) in _HYPHENS and text.is_capital(number - 1):
        return False
    if after < len(text) and _is_followed(text, after):
        return False
    if after - number > 1:
        return True
    if text.folded[number] not in ALSO_WORDS:
        return len(text.said[number]) >= SHORTEST or text.is_capital(number)
    return (is_seen and text.is_capital(number)) or _is_name_here(text, number)


def _is_followed(text, after):
    """Whether a family name of somebody else comes next."""
    gap, said = text.gap(after - 1), text.said[after]
    if not said[0].isupper() or text.folded[after] in FOLLOWING:
        return False
    if gap in _HYPHENS:
        return True
    shouted = said.isupper() and text.said[after - 1].isupper() and len(said) > 1
    return bool(_BLANK.fullmatch(gap)) and len(said) > 1 and not shouted


def _is_name_here(text, number):
    """Whether a name that is a word too is one: a capital where a word would have none."""
    if not text.is_capital(number) or text.begins_sentence(number):
        return False
    if text.folded[number] not in MONTHS:
        return True
    before = text.folded[number - 1] if number else ""
    near = text.text[max(0, text.starts[number] - 4) : text.ends[number] + 5]
    return before not in BEFORE_MONTHS and not any(letter.isdigit() for letter in near)


def _meant(form, called, about, named):
    """(key, is_known) of whoever is called so here; None where that cannot be told."""
    called = [(child, short) for child, short in called if not about.is_self(child)]
    in_full = {child.key: child for child, _short in called if child.key in named}
    if in_full:
        return _said(form, in_full, about)
    if form in about.adult_forms:
        return None
    called = [(child, short) for child, short in called if not child.is_adult]
    near = {child.key: child for child, short in called if about.is_near(child) and not short}
    near = near or {child.key: child for child, _short in called if about.is_near(child)}
    if near:
        return _said(form, near, about)
    full = {child.key: child for child, short in called if not short}
    return _said(form, full, about) if len(full) == 1 else None


def _said(form, children: dict[str, Child], about):
    """One child by name; of several, those who are called so."""
    known = all(_is_known(child, about) for child in children.values())
    if len(children) == 1:
        return next(iter(children)), known
    return f"{''.join(form)}|", known
