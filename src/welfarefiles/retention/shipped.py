"""The three schedules that come with the product (decision 2 of the requirements)."""

from .schedule import Schedule
from .spreadsheet import read
from datetime import date
from functools import cache
from importlib.resources import files


#: id -> title; the first is the one a new school starts with.
SHIPPED = {
    "council": "The council's schedule",
    "school": "Schools (IRMS toolkit)",
    "statutory-minimum": "Statutory minimum",
}
_FROM = date(2026, 9, 1)


@cache
def shipped(id):
    """The `Schedule` of that id, as shipped. Raises KeyError for another id."""
    text = files(__package__).joinpath("schedules", f"{id}.csv").read_text(encoding="utf-8")
    return Schedule(id, SHIPPED[id], 1, _FROM, read(text))
