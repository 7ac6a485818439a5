"""Which records are copies of one contact: kept with each, told to those who may read both."""

from ..interfaces import IRecord
from ..people.stored import stored
from BTrees.OOBTree import OOBTree
from plone import api
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "welfarefiles.joint"


def join(records):
    """Make records the copies of one contact."""
    mark = secrets.token_hex(8)
    paths = tuple("/".join(one.getPhysicalPath()) for one in records)
    for record in records:
        IAnnotations(record)[KEY] = OOBTree({"joint": mark, "copies": paths})


def part(record):
    """From now on a record is no copy of another."""
    IAnnotations(record).pop(KEY, None)


def joint_of(record):
    """What the copies have in common, "" for a record by itself."""
    return stored(record, KEY).get("joint", "")


def others(record):
    """The other copies, whoever may see them: the caller asks for rights."""
    mark = joint_of(record)
    if not mark:
        return []
    portal, own = api.portal.get(), "/".join(record.getPhysicalPath())
    paths = [path for path in stored(record, KEY)["copies"] if path != own]
    found = (portal.unrestrictedTraverse(path, None) for path in paths)
    return [one for one in found if IRecord.providedBy(one) and joint_of(one) == mark]
