"""Whatever changes something stands in the tables of who may do what, or says why it does not."""

from Products.CMFPlone.Portal import PloneSite
from tests import operations
from tests.operations.changes import changes
from tests.operations.world import TYPES
from zope.dottedname.resolve import resolve


def test_every_change_has_a_row(portal):
    """Each service of POST, PATCH, PUT and DELETE, and each page that takes a form."""
    classes = {"portal": PloneSite}
    for place, portal_type in TYPES.items():
        classes[place] = resolve(portal.portal_types[portal_type].klass)
    rows = [*operations.ours(), *operations.nobodys("file")]
    tried = {(row.is_rest, row.method, name_of(row), classes[row.place]) for row in rows}
    found = list(changes())
    assert len(found) > 120
    apart = {request for request, _why in operations.lines("apart.txt")}
    without = {str(one) for one in found if not any(covers(row, one) for row in tried)}
    assert without == apart


def covers(tried, change):
    is_rest, method, name, cls = tried
    same = (is_rest, method, name) == (change.is_rest, change.method, change.name)
    return same and change.required.implementedBy(cls)


def name_of(row):
    """Name of the page or service that a row asks for."""
    name = row.what.partition("?")[0].partition("/")[0]
    return name if row.is_rest else name.removeprefix("@@") or "view"
