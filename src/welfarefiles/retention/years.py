"""Whole years from a day: one decision about 29 February, for every rule."""

from datetime import date


#: Birthday on which a child becomes an adult.
ADULT = 18


def years_after(day, years):
    """The same day so many years later; 29 February becomes 1 March in a common year.

    English law counts somebody born on 29 February as a year older on 1 March of a common year,
    and the later of the two days is the one on which nothing is destroyed too early.
    Raises OverflowError past the year 9999.
    """
    if day.year + years > date.max.year:
        raise OverflowError("later than the calendar goes")
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def eighteenth_birthday(born):
    """The day a child born on that day becomes an adult."""
    return years_after(born, ADULT)
