"""How retention speaks on the page: periods, facts, classes."""

from .. import _
from ..calendars.london import format_short_date
from .terms import CLASSES


#: What the fact a rule counts from is called.
FACTS = {
    "date_of_birth": _("date of birth"),
    "died_on": _("date of death"),
    "closed_on": _("date of closure"),
    "ceased_fostering_on": _("date fostering ended"),
    "notified_on": _("date of notification"),
    "adoption_order_on": _("date of the adoption order"),
    "youngest_born_on": _("dates of birth of all children of the family"),
    "transferred_on": _("date of transfer"),
    "last_contact_on": _("date of the last contact"),
    "reviewed_on": _("day it was looked through"),
}

#: When a file is looked through before its time is over, as the schedule says it.
REVIEWS = {
    "": "",
    "before disposal": _("before disposal"),
    "youngest child 18": _("when the youngest child of the family is 18"),
}


def class_title(file_class):
    """Title of a class of file."""
    return CLASSES.get(file_class, file_class)


def period(rule):
    """ "35 years from closure", "permanently"."""
    if rule.permanent:
        return _("permanently")
    if rule.years == 1:
        return _("1 year from ${trigger}", mapping={"trigger": rule.trigger})
    return _(
        "${years} years from ${trigger}", mapping={"years": rule.years, "trigger": rule.trigger}
    )


def day(value):
    """A day as people write it; nothing for None."""
    return format_short_date(value) if value else ""


def review(rule):
    """When a rule has the file looked through; nothing when it has not."""
    return REVIEWS.get(rule.review, rule.review)
