"""Abbreviations written out at their first use in a record; what was written stays (R089).

The list is the school's: a registry record of lines ``TAC|Team Around the Child``.
"""

from ..files.vocabularies import split_line
from html import escape
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility

import re


RECORD = "welfarefiles.lists.abbreviations"
#: Letters that could be an abbreviation; not those of a reference such as WF-2026-000123.
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,6}\b(?!-\d)")
#: Everybody knows them.
COMMON = frozenset(
    {"OK", "TV", "UK", "PE", "AM", "PM", "BBC", "DVD", "PDF", "GCSE", "ID", "II", "III"}
)


def known_abbreviations():
    """`{abbreviation: meaning}` of the school's list."""
    registry = queryUtility(IRegistry)
    lines = (registry.get(RECORD) if registry is not None else None) or ()
    pairs = (split_line(line) for line in lines)
    return {token: meaning for token, meaning in pairs if token and meaning != token}


class WrittenOut:
    """Writes out each abbreviation at its first use within one record.

    >>> record = WrittenOut({"TAC": "Team Around the Child"})
    >>> record.plain("TAC on Monday, TAC on Friday")
    'TAC (Team Around the Child) on Monday, TAC on Friday'
    """

    def __init__(self, known):
        self.known = known
        self.used = set()

    def plain(self, text):
        """The text with meanings in brackets."""
        return self._written(text, lambda short, meaning: f"{short} ({meaning})")

    def html(self, text):
        """The same as HTML, everything in it quoted."""
        return self._written(escape(text), _marked)

    def _written(self, text, out):
        def first_use(found):
            short = found.group()
            meaning = self.known.get(short)
            if meaning is None or short in self.used:
                return short
            self.used.add(short)
            follows = text[found.end() : found.end() + len(meaning) + 3]
            return short if meaning.lower() in follows.lower() else out(short, meaning)

        return CAPITALS.sub(first_use, text)


def _marked(short, meaning):
    meaning = escape(meaning)
    return f'<abbr title="{meaning}">{short}</abbr> <span class="quiet">({meaning})</span>'


def unknown(texts, known):
    """Abbreviations in texts that are not in the list, each once, in order."""
    found = (one for text in texts for one in CAPITALS.findall(text or ""))
    return [one for one in dict.fromkeys(found) if one not in known and one not in COMMON]
