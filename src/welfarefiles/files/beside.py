"""Other files to look into with a file, as far as the person sees them."""

from ..interfaces import IFamily
from ..lookup import query
from ..people.roles import FILE_TYPES
from ..people.team import school_of
from .opening import find_twin
from .register import KINDS
from .serialise import addresses
from plone import api
from zope.component import subscribers


def beside(file, who):
    """{reference, about, url} of the child's file of the other kind, then of known siblings'.

    `about`: which kind it is, or the name of the brother or sister.
    """
    own = {row.uid for row in of_same_child(file)}
    uids = own | {uid for one in subscribers((file,), IFamily) for uid in one.files()}
    rows = query.file_rows(uids, who).values() if uids else ()
    url = addresses(api.portal.get())
    return [
        {
            "reference": row.reference,
            "about": KINDS[row.portal_type] if row.uid in own else row.child_name,
            "url": url(row),
        }
        for row in sorted(rows, key=lambda row: (row.uid not in own, row.reference))
    ]


def of_same_child(file):
    """Rows of the child's files of the other kind in the school."""
    school = school_of(file)
    [other] = FILE_TYPES - {file.portal_type}
    twin = find_twin(school, other, file) if school is not None else None
    return [] if twin is None else [twin]
