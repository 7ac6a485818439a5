"""A policy as it is kept on its school: every version stays, and who acknowledged which."""

from ..calendars import london
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.list import PersistentList


class Version(Persistent):
    """One wording of a policy; never changed.

    :ivar number: 1, 2, …
    :ivar text: Markdown, "" where there is only a file.
    :ivar file: NamedBlobFile (PDF or Word), or None.
    :ivar published_at: aware.
    """

    def __init__(self, number, title, text, file, published_at, author):
        self.number, self.title, self.text, self.file = number, title, text, file
        self.published_at, self.author = published_at, author

    @property
    def published_on(self):
        return london.london_date(self.published_at)


class Policy(Persistent):
    """A policy of a school. Change it through `register.Policies` alone.

    :ivar id: 16 hexadecimal digits.
    :ivar owner: user id of who looks after it.
    :ivar next_review: date.
    :ivar readers: frozenset of team roles, or of `rule.EVERYBODY`; empty: nobody must.
    :ivar public: whether families read it without signing in (R048).
    :ivar first: whether volunteers, students and supply staff read it before anything (R036).
    :ivar withdrawn: whether it holds no longer.
    """

    def __init__(self, id):
        self.id = id
        self.versions = PersistentList()
        self.read = OOBTree()

    @property
    def current(self):
        return self.versions[-1]

    @property
    def title(self):
        return self.current.title

    def version(self, number):
        """The `Version` of a number, or None."""
        return next((one for one in self.versions if one.number == number), None)

    def read_at(self, user_id, number=None):
        """When somebody acknowledged a version, the current unless said (aware), or None."""
        return self.read.get((number or self.current.number, user_id))
