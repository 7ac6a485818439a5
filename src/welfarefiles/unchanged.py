"""What follows from the stored content alone, kept in memory until something is saved.

Nearly every request finds out what the one before it found out: what the bar at the head of the
page holds, how somebody is called, how many files of each kind there are.
"""

from Acquisition import aq_base
from zope.component.hooks import getSite
from zope.globalrequest import getRequest

import time
import transaction


_MINUTE = 60


def while_unchanged(key, make):
    """What `make()` gives, from memory where it cannot be another. Nobody may change it.

    `key` says all that the answer depends on beside what is stored: what is asked, and of whom.
    """
    known = memory()
    if key not in known:
        known[key] = make()
    return known[key]


def memory():
    """A dictionary for answers that follow from what this request sees of the stored content.

    It is another one after anything was saved by anybody in any process, in another minute (rights
    begin and end by the clock; so does what was mended without being saved), at another address of
    the portal, and for each call where nothing may be kept: as soon as the request changes
    something, and outside of requests that only read.
    """
    site, request = getSite(), getRequest()
    connection = getattr(site, "_p_jar", None)
    if connection is None or request is None or request.get("REQUEST_METHOD") not in _READING:
        return {}
    if transaction.get()._resources:
        return {}
    address = request.physicalPathToURL(("",))
    now = last_seen(connection), address, time.time() // _MINUTE
    # Volatile: belongs to this thread's copy of the site and is never saved.
    then, known = getattr(aq_base(site), "_v_unchanged", (None, None))
    if then != now:
        known = {}
        site._v_unchanged = now, known
    return known


_READING = ("GET", "HEAD")


def last_seen(connection):
    """Which state of the stored content a connection shows until its transaction ends.

    Not the number of the last transaction of all: that may have ended after this one began, and
    what is found out here would then pass for what follows from it.
    """
    storage = connection._storage
    # RelStorage answers for the one connection; of ZODB's own storages all connections share one,
    # behind an adapter that keeps the number before which this connection reads.
    return getattr(storage, "_start", None) or storage.lastTransaction()
