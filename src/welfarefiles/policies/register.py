"""The policies of a school: published, changed, acknowledged. Pages, REST and jobs ask here."""

from ..calendars import london
from ..ledger.writing import enter
from ..people.stored import stored
from ..people.team import team
from . import rule
from .policy import Policy
from .policy import Version
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import date
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "welfarefiles.policies"


@dataclass(frozen=True)
class Given:
    """What somebody says of a policy; checked by `giving.check`. See `Policy`."""

    title: str
    owner: str
    next_review: date
    text: str = ""
    file: object = None
    readers: frozenset = frozenset()
    public: bool = False
    first: bool = False
    withdrawn: bool = False


class Policies:
    """Policies of one school. Get it by `policies`."""

    def __init__(self, school):
        self.school = school
        self._stored = stored(school, KEY)

    def get(self, id):
        """The `Policy`, or None."""
        return self._stored.get(id) if isinstance(id, str) else None

    def all(self):
        """Those in force, by title."""
        found = (one for one in self._stored.values() if not one.withdrawn)
        return sorted(found, key=lambda one: one.title.casefold())

    def withdrawn(self):
        """Those that hold no longer, by title."""
        found = (one for one in self._stored.values() if one.withdrawn)
        return sorted(found, key=lambda one: one.title.casefold())

    def publish(self, given, author, at=None):
        """Add a policy with its first version, and answer it. `at`: an aware moment, now if not."""
        annotations = IAnnotations(self.school)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        self._stored = annotations[KEY]
        policy = Policy(secrets.token_hex(8))
        self._stored[policy.id] = policy
        self._describe(policy, given)
        self._add_version(policy, given, author, at)
        return policy

    def change(self, policy, given, author):
        """Take what is given; another wording is a new version, read anew by everybody.

        Answers whether there is a new version.
        """
        self._describe(policy, given)
        now = policy.current
        if (given.title, given.text, given.file) != (now.title, now.text, now.file):
            self._add_version(policy, given, author)
            return True
        enter("policies.changed", self.school, policy=policy.id)
        return False

    def acknowledge(self, policy, number, user_id):
        """Keep that somebody read the version they were shown.

        False where it is not the current one any more; then nothing is kept. Once is enough: the
        first moment stays.
        """
        if policy.withdrawn or number != policy.current.number:
            return False
        if policy.read_at(user_id) is None:
            policy.read[(number, user_id)] = london.storable(london.now())
            enter(
                "policies.acknowledged",
                self.school,
                about=user_id,
                person=user_id,
                policy=policy.id,
                version=number,
            )
        return True

    def to_read(self, user_id):
        """Policies in force that a person has to read and has not."""
        roles = team(self.school).roles_of(user_id)
        return [
            one
            for one in self.all()
            if rule.must_read(one.readers, roles) and one.read_at(user_id) is None
        ]

    def must_read(self, policy):
        """Sorted ids of everybody who has to read a policy today."""
        people = team(self.school)
        ids = {entry.user_id for entry in people.entries()}
        return sorted(id for id in ids if rule.must_read(policy.readers, people.roles_of(id)))

    def unread(self, policy):
        """Those of `must_read` who have not acknowledged the current version."""
        return [id for id in self.must_read(policy) if policy.read_at(id) is None]

    def _describe(self, policy, given):
        for name in ("owner", "next_review", "readers", "public", "first", "withdrawn"):
            value = getattr(given, name)
            if getattr(policy, name, None) != value:
                setattr(policy, name, value)

    def _add_version(self, policy, given, author, at=None):
        number = len(policy.versions) + 1
        moment = london.storable(at or london.now())
        policy.versions.append(Version(number, given.title, given.text, given.file, moment, author))
        enter("policies.published", self.school, policy=policy.id, version=number)


def policies(school):
    """The `Policies` of a school."""
    return Policies(school)
