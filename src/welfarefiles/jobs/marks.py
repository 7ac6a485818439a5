"""A mark beside the objects: the last step of a job that changed them.

The store commits an instant before the object database does. Killed in between, a step is marked
as done in the store, and its change of the objects did not take place. So a step that changes
objects leaves a mark there as well, and whoever takes the job over compares the two.
"""

from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.jobs"


def has_changes(site):
    """Whether the present transaction has changed any object."""
    connection = site._p_jar
    # a savepoint puts the changes aside into a storage of its own
    return bool(connection._registered_objects or connection._savepoint_storage is not None)


def mark(site, job_id, number):
    """The step of this number belongs to the present transaction."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][job_id] = number


def touch(site):
    """Have the present transaction change an object, so that what it has read is checked too."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY]["touched"] = 0


def marked(site, job_id):
    """Number of the last step that changed objects; -1: none did."""
    return IAnnotations(site).get(KEY, {}).get(job_id, -1)


def forget(site, job_id):
    """The job has ended."""
    marks = IAnnotations(site).get(KEY, {})
    if job_id in marks:
        del marks[job_id]
