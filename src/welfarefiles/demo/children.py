"""Invented children with the grown-ups around them, the same for the same seed."""

from .plans import entries
from .plans import FILES
from .plans import plans
from .sources import source
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from stdnum.gb import upn as gb_upn

import random


YEARS = ("N", "R", *map(str, range(1, 14)))

# No authority has the number 999, so no pupil anywhere has one of these.
SCHOOL_NUMBER = "9994001"


@dataclass(frozen=True)
class Adult:
    """Somebody of the household; `short_name` as the texts write it."""

    full_name: str
    short_name: str
    relation: str
    says: str
    calls: str
    row: dict


@dataclass(frozen=True)
class Child:
    """A child as the front sheet and the texts need it. `siblings`: (name, relation) of others."""

    given_name: str
    family_name: str
    sex: str
    date_of_birth: date
    upn: str
    teacher: str
    address: str
    telephone: str
    adults: list
    professionals: dict
    known_as: str = ""
    siblings: list = field(default_factory=list)


def cast(seed, today):
    """`{key of the file: Child}` for both schools' whole plan, whatever part of it is built."""
    made = [plan for school in FILES for plan in plans(seed, today, school=school)]
    everybody = sorted(made, key=lambda plan: _number(plan.key))
    names = Names(seed)
    children = {}
    for plan in everybody:
        same = plan.entry.get("same")
        found = children[same] if same in children else invent(plan, names, children, today)
        children[plan.key] = with_professionals(found, plan)
    for plan in everybody:
        join_siblings(children, plan)
    return children


def _number(key):
    return [entry["key"] for entry in entries()].index(key)


class Names:
    """Hands out names, each once; those the plan names are not given to others."""

    def __init__(self, seed):
        chance = random.Random(f"{seed}/names")  # noqa: S311 (not for secrets)
        taken = {entry.get("family") for entry in entries()}
        self.left = {}
        for kind in ("girls", "boys", "families"):
            pool = [name for name in source("names")[kind] if name not in taken]
            chance.shuffle(pool)
            self.left[kind] = pool

    def take(self, kind):
        """The next name of a kind."""
        return self.left[kind].pop()


def invent(plan, names, children, today):
    """A child nobody has met yet."""
    entry, chance, lists = plan.entry, plan.random("child"), source("names")
    sex = entry.get("sex") or chance.choice("fm")
    family_of = children.get(entry.get("sibling"))
    family = family_of.family_name if family_of else entry.get("family") or names.take("families")
    born = birthday(entry["year"], today, chance)
    return Child(
        given_name=entry.get("given") or names.take("girls" if sex == "f" else "boys"),
        family_name=family,
        sex=sex,
        date_of_birth=born,
        upn=upn(born.year + 4, _number(plan.key) + 1),
        teacher=chance.choice(lists["teachers"]),
        address=family_of.address if family_of else address(chance),
        telephone=family_of.telephone if family_of else telephone(chance),
        adults=family_of.adults if family_of else household(plan, family, chance),
        professionals=family_of.professionals if family_of else {},
    )


def birthday(year, today, chance):
    """A day of birth that puts a child into a year group today."""
    starts = today.year if today.month >= 9 else today.year - 1
    first = date(starts - 3 - YEARS.index(year) - 1, 9, 1)
    return first + timedelta(days=chance.randrange(360))


def upn(entry_year, number):
    """A unique pupil number whose check letter is right."""
    digits = f"{SCHOOL_NUMBER}{entry_year % 100:02d}{number:03d}"
    return gb_upn.calc_check_digit(digits) + digits


def address(chance):
    """Somewhere that is not on any map."""
    street = chance.choice(source("names")["streets"])
    return f"{chance.randrange(1, 90)} {street}\nExampleton\nZZ{chance.randrange(1, 9)} 9ZZ"


def telephone(chance):
    """One of the numbers kept free for fiction."""
    return f"07700 900{chance.randrange(1000):03d}"


def household(plan, family, chance):
    """The adults around the child, the one with the daily care first."""
    rows = source("households")[plan.story["household"]]
    surnames = [name for name in source("names")["families"] if name != family]
    return [adult(row, family, chance.choice(surnames), chance) for row in rows]


def adult(row, family, own, chance):
    """One adult of a household, and the row of the front sheet."""
    first = chance.choice(source("names")["women" if row["sex"] == "f" else "men"])
    surname = family if row["name"] == "family" else own
    person = {
        "name": f"{first} {surname}",
        "relation": row["relation"],
        "parental_responsibility": row["parental_responsibility"],
        "professional": False,
        "may_be_contacted": row.get("may_be_contacted", True),
        "telephone": telephone(chance) if row.get("may_be_contacted", True) else "",
        "address": row.get("address", "Elsewhere" if row.get("elsewhere") else "As the child"),
        "note": row.get("note", ""),
    }
    return Adult(
        full_name=person["name"],
        short_name=f"{'Ms' if row['sex'] == 'f' else 'Mr'} {surname}",
        relation=row["relation"],
        says=row.get("says", row["relation"].lower()),
        calls=first if row["calls"] == "first" else row["calls"],
        row=person,
    )


def with_professionals(child, plan):
    """The child with the professionals of a story beside those it has."""
    chance = plan.random("professionals")
    wanted = [role for role in plan.story["professionals"] if role not in child.professionals]
    taken = child.professionals.values()
    names = [name for name in source("names")["professionals"] if name not in taken]
    found = dict(zip(wanted, chance.sample(names, len(wanted)), strict=True))
    return Child(**{**vars(child), "professionals": {**child.professionals, **found}})


def join_siblings(children, plan):
    """Put brothers and sisters on each other's list of people."""
    other = plan.entry.get("sibling")
    if other is None:
        return
    child, sibling = children[plan.key], children[other]
    # The file about the same child shares the list, so both of a child's files have it.
    child.siblings.append((full_name(sibling), relation(sibling)))
    sibling.siblings.append((full_name(child), relation(child)))


def full_name(child):
    """Given name and family name."""
    return f"{child.given_name} {child.family_name}"


def relation(child):
    """What the child is to a brother or sister."""
    return "Sister" if child.sex == "f" else "Brother"
