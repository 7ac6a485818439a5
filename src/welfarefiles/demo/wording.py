"""Texts of the data with the names of one invented child in them."""

from .people import name_of

import re


PRONOUNS = {
    "f": {"he": "she", "him": "her", "his": "her", "He": "She", "His": "Her", "himself": "herself"},
    "m": {"he": "he", "him": "him", "his": "his", "He": "He", "His": "His", "himself": "himself"},
}

_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


def words(child):
    """What stands for each `{name}` in the texts."""
    carer, other = child.adults[0], child.adults[-1]
    found = {
        "child": child.known_as or child.given_name,
        "carer": carer.short_name,
        "carer_is": carer.says,
        "other": other.short_name,
        "other_is": other.says,
        "other_calls": other.calls,
        "teacher": child.teacher,
        **PRONOUNS[child.sex],
        **child.professionals,
    }
    for user_id in ("lead", "pastoral", "worker", "head"):
        found[user_id] = name_of(user_id)
    return found


def filled(text, known):
    """A text with its names, a line for each paragraph. Raises KeyError for an unknown name."""
    return _LINE_END.sub(" ", text.strip()).format_map(known)


def paragraphs(text, known):
    """The same as a list of paragraphs."""
    return filled(text, known).split("\n\n")
