"""What is known of a file that decides how long it is kept. Needs no Plone."""

from .years import eighteenth_birthday
from dataclasses import dataclass
from dataclasses import fields
from datetime import date


#: Words for each fact a rule may need, as the page asks for it.
FACTS = {
    "date_of_birth": "date of birth",
    "died_on": "date of death",
    "closed_on": "date of closure",
    "ceased_fostering_on": "date fostering ended",
    "notified_on": "date of notification",
    "adoption_order_on": "date of the adoption order",
    "youngest_born_on": "date of birth of the youngest child of the family",
    "transferred_on": "date of transfer",
    "last_contact_on": "date of the last contact",
    "reviewed_on": "day it was looked through",
}


@dataclass(frozen=True)
class Facts:
    """Of one file. Days are London's; None is "not known", never "did not happen", except for
    `died_on`, whose None means alive as far as the school knows.

    `classes`: the classes of file it belongs to (`classes.CLASSES`), at least one.
    `youngest_born_on`: None also when one child of the family has no date of birth.
    """

    classes: frozenset
    date_of_birth: date | None = None
    died_on: date | None = None
    closed_on: date | None = None
    ceased_fostering_on: date | None = None
    notified_on: date | None = None
    adoption_order_on: date | None = None
    youngest_born_on: date | None = None
    transferred_on: date | None = None
    last_contact_on: date | None = None
    reviewed_on: date | None = None

    @property
    def died_a_child(self):
        """Whether the child died before the 18th birthday; None when that cannot be told.

        A death on the 18th birthday is a death at 18.
        """
        if self.died_on is None:
            return False
        if self.date_of_birth is None:
            return None
        return self.died_on < eighteenth_birthday(self.date_of_birth)


def as_json(facts):
    """The facts as plain JSON: what is known, days as ``2026-11-21``."""
    days = ((name, getattr(facts, name)) for name in FACTS)
    known = {name: day.isoformat() for name, day in days if day is not None}
    return {"classes": sorted(facts.classes), **known}


def from_json(stored):
    """The `Facts` that `as_json` wrote."""
    days = {
        field.name: date.fromisoformat(stored[field.name])
        for field in fields(Facts)
        if field.name in FACTS and field.name in stored
    }
    return Facts(frozenset(stored["classes"]), **days)
