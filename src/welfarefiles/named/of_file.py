"""Whom the records of a file name: looked at before it leaves the portal (R106, R107, R128).

Asked anew of every record, as whoever is signed in may know: who signed it may have known less.
"""

from ..access.who import who_asks
from ..lookup import query
from ..people.stored import uid_of
from .checking import Check
from .school import Known
from plone import api


#: Records of one file that are read; a file of more says so.
MOST = 1000
STEP = 200


def named_in(file, who=None):
    """([(`RecordRow`, its `Mention`s)] where others are named, whether every record was read).

    Brothers and sisters on the front sheet are left out: whoever reads the file knows of them.
    `who`: whose records, where not all that the person sees are about to leave.
    """
    found, read = [], 0
    who, after = who or who_asks(), None
    while read < MOST:
        page = query.records(who, uid_of(file), descending=True, after=after, limit=STEP)
        found += [pair for pair in _mentions(file, page.rows) if pair[1]]
        read, after = read + len(page.rows), page.next
        if after is None:
            return found, True
    return found, False


def _mentions(file, rows):
    """(row, `Mention`s) of each; what is known of other children is asked for once."""
    portal = api.portal.get()
    objects = [(row, portal.unrestrictedTraverse(row.path, None)) for row in rows]
    checks = [(row, Check(record)) for row, record in objects if record is not None]
    known = Known(file, [one.text for _row, check in checks for one in check.worded])
    for row, check in checks:
        check.known = known
        yield row, [one for one in check.mentions if not one.is_known]
