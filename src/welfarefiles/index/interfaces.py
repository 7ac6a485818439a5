"""What an object must say of itself to be indexed."""

from zope.interface import Attribute
from zope.interface import Interface


class IIndexRows(Interface):
    """Adapter of a school, a file or a record: its rows in the index."""

    uid = Attribute("The object's UID")
    file_uid = Attribute('UID of the file it is or belongs to; "" for a school')

    def rows():
        """`SchoolRows`, `FileRows` or `RecordRows`, computed from the object as it is now."""


class IFurtherRows(Interface):
    """Rows of other concerns that a rebuild writes too: a subscription adapter of the object."""

    def prepare():
        """Compute them from the object as it is now, reading what the store has."""

    def write(connection):
        """Write what `prepare` computed."""


class ILastLook(Interface):
    """A look at an object before what was changed of it is written: a subscription adapter."""

    def refuse():
        """Raise an error where the change must not be written; the commit then fails."""


class IFurtherDues(Interface):
    """What another concern wants done about a file: a subscription adapter of the file."""

    def due_rows():
        """`DueRow`s, each with a `what` of its own within the file."""
