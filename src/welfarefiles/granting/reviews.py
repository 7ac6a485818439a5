"""Grants come up for review: on the home of the leads who decide, and by mail once a day."""

from .. import _
from ..access.who import roles_by_state
from ..access.who import who_asks
from ..calendars import london
from ..index.rights import review_days_of
from ..index.rights import to_review
from ..notices.mail import tell
from ..permissions import MANAGE_GRANTS
from .charge import in_charge
from datetime import timedelta
from plone import api


#: So many days before the day itself a review is shown on the lead's home.
AHEAD = timedelta(days=14)
SUBJECT = _("Access to look at again")
LINE = _("${reference}: access of ${number} to look at again")
WHY = _("Keep it and say why, or take it back, on the Access page of each file.")


def due_for(user_id=None, limit=50):
    """`HeldGrant`s that the person decides about and that come up within a fortnight."""
    who = who_asks(user_id)
    return to_review(who, roles_by_state(MANAGE_GRANTS), who.today + AHEAD, limit)


def remind():
    """Mail every lead, once for each file, whose grants are to be reviewed today; how many mails.

    Run once a day: only reviews of this very day, and every seventh day after it, are told.
    """
    today, portal = london.today(), api.portal.get()
    lines = {}
    for (path, reference), days in sorted(review_days_of(london.now(), today).items()):
        number = sum(1 for day in days if (today - day).days % 7 == 0)
        file = portal.unrestrictedTraverse(path, None) if number else None
        if file is None or api.content.get_state(file) != "open":
            continue
        line = _(LINE, mapping={"reference": reference, "number": number})
        for user_id in in_charge(file):
            lines.setdefault(user_id, []).append(line)
    for user_id, own in sorted(lines.items()):
        tell([user_id], SUBJECT, [*own, WHY], portal.absolute_url())
    return len(lines)
