"""What follows from the stored content alone, kept for a person until something is saved.

The bar at the head of every page is a tenth of what a page costs, and almost always the same as on
the page before.
"""

from ..calendars import london
from AccessControl import getSecurityManager
from Acquisition import aq_base

import transaction


def while_unchanged(portal, request, make):
    """What `make()` gives, from memory where it cannot be another.

    Made anew after anything was saved by anybody, in another minute (rights end by the clock), at
    another address of the portal, and whenever something is about to be saved.
    """
    if request.get("REQUEST_METHOD") != "GET" or transaction.get()._resources:
        return make()
    user_id = getSecurityManager().getUser().getId()
    saved = portal._p_jar.db().lastTransaction()
    now = portal.absolute_url(), saved, london.now().replace(second=0, microsecond=0)
    # Volatile: belongs to this thread's copy of the portal and is never saved.
    then, known = getattr(aq_base(portal), "_v_unchanged", (None, {}))
    if then != now:
        known = {}
        portal._v_unchanged = now, known
    if user_id not in known:
        known[user_id] = make()
    return known[user_id]
