"""Grants of a file or of one record: kept on it, keyed by user id, revoked but never erased.

Giving and taking back costs the same whatever the number of records: it writes the file's own rows
in the index, or those of the one record.
"""

from ..calendars.london import london_date
from ..calendars.london import now
from ..index.pending import touch
from ..interfaces import IRecord
from ..people.principals import is_group
from ..people.roles import PRIVILEGED_READER
from ..people.stored import stored
from .grant import BadGrant
from .grant import check
from .grant import Grant
from .section import is_restricted
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import replace
from datetime import timedelta
from datetime import UTC
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.access.grants"

#: A grant comes up for review after so many days unless whoever gives it chooses a day.
REVIEW_AFTER = timedelta(days=90)


class Grants:
    """Grants of one file or one record (R035). Get it by `grants`."""

    def __init__(self, content):
        self.content = content
        self._stored = stored(content, KEY)

    def of(self, user_id):
        """All grants of a person, ended and revoked ones too, in the order they were given."""
        return [Grant(**row) for row in self._stored.get(user_id, ())]

    def all(self):
        """All grants, by person."""
        return [Grant(**row) for rows in self._stored.values() for row in rows]

    def give(self, user_id, role, reason, granted_by, *, starts=None, ends=None, review_on=None):
        """Give a person a role on this file, or this record alone, and return the `Grant`.

        Raises `BadGrant`, with a sentence for whoever entered it, without a reason, for a role
        that is not given on it, for a group, for times that cannot be meant, and on a record of
        the restricted section: its readers are named for the file.
        """
        grant = Grant(
            id=token_hex(8),
            user_id=user_id,
            role=role,
            reason=reason,
            granted_by=granted_by,
            starts=starts or now(),
            ends=ends,
            review_on=review_on or london_date(now()) + REVIEW_AFTER,
        )
        check(grant)
        if is_group(user_id):
            raise BadGrant("Access is given to a person, not to a group.")
        if IRecord.providedBy(self.content):
            self._check_record(role)
        self._store(user_id, [*self.of(user_id), grant])
        return grant

    def revoke(self, id, by, reason):
        """Revoke a grant, as of now, and return it.

        Raises `BadGrant` without a reason, for an unknown id and for one revoked already.
        """
        if not (reason or "").strip():
            raise BadGrant("Say why the access is taken back.")
        grant = next((grant for grant in self.all() if grant.id == id), None)
        if grant is None or grant.revoked_at is not None:
            raise BadGrant("This access has been taken back already.")
        revoked = replace(grant, revoked_at=now(), revoked_by=by, revoke_reason=reason)
        others = self.of(grant.user_id)
        self._store(grant.user_id, [revoked if old.id == id else old for old in others])
        return revoked

    def _check_record(self, role):
        if role == PRIVILEGED_READER:
            raise BadGrant("The restricted section is opened for a file, not for one record.")
        if not self.content.may_stand_alone:
            raise BadGrant("This record is about the whole file: it is not shared by itself.")
        if is_restricted(self.content):
            raise BadGrant("This record is restricted: it is not shared by itself.")

    def _store(self, user_id, grants):
        annotations = IAnnotations(self.content)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        self._stored = annotations[KEY]
        self._stored[user_id] = tuple(_row(grant) for grant in grants)
        touch(self.content)


def grants(content):
    """The `Grants` of a file or record."""
    return Grants(content)


def has_grants(record):
    """Whether a record was ever given to somebody by itself: then rights are kept for it alone."""
    return bool(stored(record, KEY))


def _row(grant):
    """A grant as it is stored: plain, so that no class of ours has to be found to read it.

    Instants are stored in UTC. The object database knows no zones by name, and forgets which of
    the two hours is meant when the clocks go back.
    """
    row = asdict(grant)
    for name in ("starts", "ends", "revoked_at"):
        row[name] = row[name] and row[name].astimezone(UTC)
    return row
