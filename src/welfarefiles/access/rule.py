"""THE rule: which roles a person has on a file at an instant. Needs no Plone.

The SQL index asks the same of its own tables (``lookup.sight``); a change here is a change there.
"""

from ..calendars.london import london_date
from ..people.entry import active_roles


NOBODY = frozenset()


def roles(entries, grants, barred, portal_type, now):
    """Roles of one person on one file.

    :param entries: the person's `TeamEntry`s of the file's school.
    :param grants: the person's `Grant`s on the file, and those of named teams they are in.
    :param barred: whether a barrier stands between the person and the file: it beats all else.
    :param portal_type: of the file; a team role counts only if named for that kind (R003).
    :param now: aware instant; team entries go by London's calendar, grants by the clock.
    """
    if barred:
        return NOBODY
    granted = frozenset(grant.role for grant in grants if grant.in_force(now))
    return granted | active_roles(entries, london_date(now), portal_type)
