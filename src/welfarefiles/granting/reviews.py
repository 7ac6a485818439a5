"""Grants come up for review: on the home of the leads who decide, and by mail (R039)."""

from .. import _
from ..access.grants import grants
from ..access.who import roles_by_state
from ..access.who import who_asks
from ..calendars import london
from ..envelopes.envelope import is_envelope
from ..lookup import query
from ..lookup.rights import all_to_review
from ..lookup.rights import to_review
from ..notices.mail import tell
from ..permissions import MANAGE_GRANTS
from .charge import in_charge
from .giving import file_of
from datetime import timedelta
from plone import api


#: So many days before the day itself a review is shown on the lead's home.
AHEAD = timedelta(days=14)
#: A review that nobody does is told again after so many days.
AGAIN = 7
SUBJECT = _("Access to look at again")
LINE = _("${reference}: ${number} to look at again")
WHY = _("Keep each access and say why, or take it back, on the Access page of the file.")


def due_for(user_id=None, limit=50):
    """(file, grant) of what the person decides about and comes up within a fortnight."""
    who = who_asks(user_id)
    found = to_review(who, roles_by_state(MANAGE_GRANTS), who.today + AHEAD, limit)
    return list(_opened(found))


def remind():
    """Mail the leads of each file whose grants are to be reviewed; how many people were told.

    Run once a day: told are reviews of this very day, and again every seventh day after it.
    """
    today = london.today()
    numbers = {}
    for file, grant in _opened(all_to_review(london.now(), today)):
        if (today - grant.review_on).days % AGAIN == 0 and api.content.get_state(file) == "open":
            numbers[file] = numbers.get(file, 0) + 1
    lines = {}
    for file, number in numbers.items():
        line = _(LINE, mapping={"reference": file.reference, "number": number})
        for user_id in in_charge(file):
            lines.setdefault(user_id, []).append(line)
    for user_id, own in sorted(lines.items()):
        tell([user_id], SUBJECT, [*own, WHY], api.portal.get().absolute_url())
    return len(lines)


def _opened(found):
    """(file, grant) of rows of the index; an envelope is chased, not reviewed."""
    portal = api.portal.get()
    for held in found:
        row = query.item(held.scope_uid) if held.kind == "record" else None
        place = portal.unrestrictedTraverse(row.path if row else held.path, None)
        grant = grants(place).get(held.grant_id) if place is not None else None
        if grant is not None and not is_envelope(grant) and not grant.is_emergency:
            yield file_of(place), grant
