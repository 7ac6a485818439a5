"""Whom the records of a file name: looked at before it leaves the portal (R106, R107, R128).

Asked anew of every record, as whoever is signed in may know: who signed it may have known less.
"""

from ..access.who import who_asks
from ..lookup import query
from ..people.stored import uid_of
from .checking import Check
from plone import api


#: Records of one file that are read; a file of more says so.
MOST = 1000
STEP = 200


def named_in(file):
    """([(`RecordRow`, its `Mention`s)] where others are named, whether every record was read).

    Brothers and sisters on the front sheet are left out: whoever reads the file knows of them.
    """
    found, read = [], 0
    portal, after = api.portal.get(), None
    while read < MOST:
        page = query.records(who_asks(), uid_of(file), descending=True, after=after, limit=STEP)
        for row in page.rows:
            record = portal.unrestrictedTraverse(row.path, None)
            if record is not None and row.state != "struck":
                mentions = [one for one in Check(record).mentions if not one.is_known]
                found += [(row, mentions)] if mentions else []
        read, after = read + len(page.rows), page.next
        if after is None:
            return found, True
    return found, False
