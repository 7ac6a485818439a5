"""Who may be the responsible leader of a file."""

from ..calendars.london import london_date
from ..calendars.london import now
from .names import fullname
from .roles import AUTHORISER
from .roles import WELFARE_LEAD
from .team import school_of
from .team import team


def leaders(context):
    """Pairs (user id, name) of the senior managers of the school around ``context`` (R004).

    They are its Welfare Leads (designated senior people and deputies) and its Authorisers (head
    teacher, managers), as of today, by name. Empty outside of schools.
    """
    school = school_of(context) if context is not None else None
    if school is None:
        return []
    today = london_date(now())
    ids = {
        entry.user_id
        for entry in team(school).entries()
        if entry.role in (WELFARE_LEAD, AUTHORISER) and entry.is_active(today)
    }
    pairs = [(user_id, fullname(user_id)) for user_id in ids]
    return sorted(pairs, key=lambda pair: pair[1].casefold())
