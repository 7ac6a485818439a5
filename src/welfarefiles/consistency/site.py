"""All objects that belong in the index, for checking it and making it anew."""

from ..index.interfaces import IIndexRows
from ..interfaces import IConcernsFolder
from ..interfaces import IFilesFolder
from ..interfaces import IRaisedConcern
from ..interfaces import ISchool
from ..interfaces import IWelfareContent
from ..interfaces import IWelfareFileBase
from Acquisition import aq_base
from zope.component.hooks import setSite


# So many objects are kept in memory: a walk must not fill it with the files of a whole trust.
KEPT = 2000


class SiteObjects:
    """Every school, file and record of all portals that share the store.

    A school comes before its files, a file before its records. Iterating opens one after the other
    and lets go of them again; `at(path)` gives one, or None. The site of the thread goes along.
    """

    def __init__(self, portals):
        self.portals = list(portals)

    def __iter__(self):
        for number, obj in enumerate(self._walk()):
            yield obj
            if number % KEPT == KEPT - 1 and obj._p_jar is not None:
                obj._p_jar.cacheMinimize()

    def _walk(self):
        for portal in self.portals:
            setSite(portal)
            for school in _children(portal, ISchool):
                yield school
                for file in _files(school):
                    yield file
                    yield from _below(file)
                yield from _concerns(school)

    def __len__(self):
        """How many there are. Opens every file, but no record."""
        schools = [school for portal in self.portals for school in _children(portal, ISchool)]
        files = sum(1 + len(file) for school in schools for file in _files(school))
        return len(schools) + files + sum(len(list(_concerns(school))) for school in schools)

    def at(self, path):
        """The object at a path as it is now, or None; never one acquired from elsewhere."""
        for portal in self.portals:
            root = "/".join(portal.getPhysicalPath())
            if path.startswith(f"{root}/"):
                setSite(portal)
                return _descend(portal, path.removeprefix(f"{root}/").split("/"))
        return None


def _descend(found, names):
    for name in names:
        if not hasattr(aq_base(found), "_getOb"):
            return None
        found = found._getOb(name, None)
        if found is None:
            return None
    return found


def _files(school):
    for folder in _children(school, IFilesFolder):
        yield from _children(folder, IWelfareFileBase)


def _concerns(school):
    for folder in _children(school, IConcernsFolder):
        yield from _children(folder, IRaisedConcern)


def _below(container):
    for child in _children(container, IWelfareContent):
        if IIndexRows(child, None) is not None:
            yield child
        if hasattr(aq_base(child), "objectIds"):
            yield from _below(child)


def _children(container, kind):
    for name in list(container.objectIds()):
        child = container._getOb(name, None)
        if kind.providedBy(child):
            yield child
