"""Who the child is: number, date of birth, name, year group.

Each `…_problem` returns a sentence for the page, or None when all is well.
"""

from ..index.words import fold
from datetime import date
from stdnum.gb import upn as gb_upn

import re


OLDEST = 26  # years: a special school's pupil stays until 25

YEAR_GROUPS = ("N", "R", *(str(number) for number in range(1, 14)), "left")

_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")


def normalise_upn(text: str | None) -> str:
    """The UPN without blanks and in capitals; empty for none."""
    return re.sub(r"\s", "", text or "").upper()


def upn_problem(text: str | None) -> str | None:
    """What is wrong with a UPN (d10); None for a good one and for an empty one.

    Only the shape and the check letter are judged. The library's own `validate`
    also refuses authorities that are newer than its list (Dorset, Cumberland,
    North Northamptonshire …), so children there could have no file.
    """
    upn = normalise_upn(text)
    if not upn:
        return None
    if len(upn) != 13:
        return f"A UPN has 13 characters; this one has {len(upn)}."
    if not _UPN.fullmatch(upn):
        return (
            "A UPN is a letter, then 12 digits; the last may be a letter in a "
            "temporary UPN. The letters I, O and S are not used."
        )
    if gb_upn.calc_check_digit(upn[1:]) != upn[0]:
        return (
            "The first letter of the UPN does not fit its digits: one of them is "
            "mistyped. Compare it with the school's pupil record."
        )
    return None


def date_of_birth_problem(born: date, today: date) -> str | None:
    """Why this cannot be a pupil's date of birth, or None."""
    if born > today:
        return "The date of birth is in the future."
    if age(born, today) >= OLDEST:
        return (
            f"The date of birth is more than {OLDEST} years ago: "
            "files are kept for children and pupils up to 25."
        )
    return None


def age(born: date, on: date) -> int:
    """Age in whole years; someone born on 29 February turns on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def year_group(born: date, on: date) -> str:
    """The year group in England by age: a token of YEAR_GROUPS.

    A suggestion: a school may teach a child out of its year.
    """
    starts = on.year if on.month >= 9 else on.year - 1
    years = age(born, date(starts, 8, 31))
    if years <= 3:
        return "N"
    return YEAR_GROUPS[min(years - 3, len(YEAR_GROUPS) - 1)]


def year_group_title(token: str) -> str:
    """`Year 5`, `Reception`, `Nursery`, `Left`; empty for none."""
    names = {"N": "Nursery", "R": "Reception", "left": "Left", "": ""}
    return names.get(token, f"Year {token}")


def normalise_name(text: str | None) -> str:
    """A name for comparing: no case, accents, blanks, hyphens, apostrophes."""
    return "".join(letter for letter in fold(text or "") if letter.isalnum())


def display_name(given_name: str, family_name: str, known_as: str = "") -> str:
    """How a page names the child: `Maya Ellison`, `Maya (May) Ellison`.

    Only in the body of pages for those who may see the file, never in a title,
    an address, a log or a file name (R042).
    """
    given, family = _tidy(given_name), _tidy(family_name)
    known = _tidy(known_as)
    if known and normalise_name(known) not in {
        normalise_name(given), normalise_name(f"{given} {family}")
    }:  # fmt: skip
        given = f"{given} ({known})".strip()
    return f"{given} {family}".strip()


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())
