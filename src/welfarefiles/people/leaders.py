"""Who may be the responsible leader of a file."""

from .roles import AUTHORISER
from .roles import WELFARE_LEAD
from .staff import people_with


def leaders(context):
    """Pairs (user id, name) of the senior managers of the school around ``context`` (R004).

    They are its Welfare Leads (designated senior people and deputies) and its Authorisers (head
    teacher, managers), as of today, by name. Empty outside of schools.
    """
    return people_with(context, _is_senior)


def _is_senior(entry, day):
    return entry.role in (WELFARE_LEAD, AUTHORISER) and entry.is_active(day)
