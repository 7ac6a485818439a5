"""How words are compared: the same on SQLite and on PostgreSQL, for sorting and for searching."""

import re
import unicodedata


# a tsvector holds at most 1 MB: half of that never makes more, however many different words it has
MOST_BYTES = 500_000
SHORTEST_PREFIX = 3  # what begins with "a" is nearly everything
LONGEST_WORD = 100  # longer ones are not words but encoded data
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
# letters that Unicode does not take apart into a letter and an accent
_PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
})  # fmt: skip
#: A piece of a name or word: letters with what is written above or below them.
PIECE = re.compile(r"(?:[^\W\d_][̀-ͯ]*)+")
YEARS = {"N": 0, "R": 1, **{str(year): year + 1 for year in range(1, 14)}, "left": 90}


def fold(text):
    """Lower case, without accents: "Zoë" and "zoe", "Łukasz" and "lukasz" are one word."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.casefold().translate(_PLAIN)


def words(text):
    """The folded words of `text`, in order."""
    return _WORD.findall(fold(text))


def plain(*texts):
    """All words of `texts` in one string, cut to what a text index can hold."""
    found = (word for text in texts for word in words(text))
    joined = " ".join(word for word in found if len(word) <= LONGEST_WORD)
    if len(joined) <= MOST_BYTES // 4:
        return joined
    return joined.encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")


def sort_key(*names):
    """For ordering people and things by name: folded words, so that O'Neil stands with ONeil."""
    return " ".join(re.sub(r"['’`]", "", fold(name)).strip() for name in names if name)


def child_key(family_name, given_name, date_of_birth):
    """The same for two children of one name and date of birth; "" if not all of it is known."""
    if not (family_name and given_name and date_of_birth):
        return ""
    names = "|".join(
        "".join(words(re.sub(r"['’`]", "", name))) for name in (family_name, given_name)
    )
    return f"{names}|{date_of_birth.isoformat()}"


def pieces(name: str) -> tuple[str, ...]:
    """The folded pieces of a name."""
    return tuple(fold(piece) for piece in PIECE.findall(name or ""))


def joined(name: str) -> str:
    """A name in one piece, for comparing."""
    return "".join(pieces(name))


def first_name(given: str) -> str:
    """The first of several given names: what stands before a blank."""
    return (given or "").split(" ")[0]


def first_pieces(given: str, known_as: str) -> frozenset[str]:
    """With what each way to write a child's given names begins."""
    names = [first_name(given), given, known_as]
    return frozenset(
        piece for name in names if pieces(name) for piece in (pieces(name)[0], joined(name))
    )


def year_order(year_group):
    """Nursery, Reception, 1 … 13, unknown, left: the order in which a school thinks."""
    return YEARS.get(year_group, 80)


def asked(text):
    """What a person typed into a search box, as a list of (words, is_prefix).

    "in quotes" is a phrase; a star at the end of a word asks for what begins like it. All parts
    must be found. Empty when nothing in it is a word.
    """
    parts = []
    for phrase, word in _PHRASE.findall(text or ""):
        found = words(phrase or word)
        if found:
            is_prefix = word.endswith("*") and len(found[-1]) >= SHORTEST_PREFIX
            parts.append((found, is_prefix))
    return parts
