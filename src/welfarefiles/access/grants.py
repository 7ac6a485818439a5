"""Grants of a file or of one record: kept on it, keyed by user id, revoked but never erased.

Giving and taking back costs the same whatever the number of records: it writes the file's own rows
in the index, or those of the one record.
"""

from ..calendars.london import london_date
from ..calendars.london import now
from ..index.pending import touch
from ..interfaces import IRecord
from ..people.membership import is_team
from ..people.named_teams import named_teams
from ..people.principals import is_group
from ..people.roles import PRIVILEGED_READER
from ..people.stored import stored
from ..people.team import school_of
from .grant import BadGrant
from .grant import check
from .grant import GIVEN
from .grant import Grant
from .grant import Review
from .section import is_restricted
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import astuple
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
        """All grants of a person, ended and revoked ones too, in the order they were given.

        Not those of the person's named teams.
        """
        return [_grant(row) for row in self._stored.get(user_id, ())]

    def all(self):
        """All grants, by person."""
        return [_grant(row) for rows in self._stored.values() for row in rows]

    def get(self, id):
        """The grant of this id, or None."""
        return next((grant for grant in self.all() if grant.id == id), None)

    def give(
        self,
        user_id,
        role,
        reason,
        granted_by,
        *,
        starts=None,
        ends=None,
        review_on=None,
        how=GIVEN,
    ):
        """Give a person, or a named team of the school, a role on this file or record; the `Grant`.

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
            how=how,
        )
        check(grant)
        if is_team(user_id) and named_teams(school_of(self.content)).get(user_id) is None:
            raise BadGrant("There is no such team in this school.", "user_id")
        if is_group(user_id):
            raise BadGrant("Access is given to a person, not to a group.", "user_id")
        if IRecord.providedBy(self.content):
            self._check_record(role)
        self._store(user_id, [*self.of(user_id), grant])
        return grant

    def revoke(self, id, by, reason):
        """Revoke a grant, as of now, and return it.

        Raises `BadGrant` without a reason, for an unknown id and for one revoked already.
        """
        if not (reason or "").strip():
            raise BadGrant("Say why the access is taken back.", "reason")
        grant = self._not_revoked(id)
        return self._put(replace(grant, revoked_at=now(), revoked_by=by, revoke_reason=reason))

    def change_end(self, id, ends):
        """Let a grant end at another instant (None: until taken back) and return it.

        Raises `BadGrant` for one that is over, or for an end before its start.
        """
        grant = self._standing(id)
        if grant.is_emergency:
            raise BadGrant("Emergency access ends after its hour. End it now, or give access.")
        changed = replace(grant, ends=ends)
        check(changed)
        return self._put(changed)

    def keep(self, id, by, because, next_on):
        """Note that somebody looked at a grant again and kept it until a next review; the grant.

        Raises `BadGrant` without a reason, or for a next review that is not in the future.
        """
        if not (because or "").strip():
            raise BadGrant("Say why the access is still needed.", "because")
        if next_on <= london_date(now()):
            raise BadGrant("The next review is after today.", "next_on")
        grant = self._standing(id)
        review = Review(by, now().astimezone(UTC), because, next_on)
        return self._put(replace(grant, review_on=next_on, reviews=(*grant.reviews, review)))

    def _not_revoked(self, id):
        grant = self.get(id)
        if grant is None or grant.revoked_at is not None:
            raise BadGrant("This access has been taken back already.")
        return grant

    def _standing(self, id):
        """The grant of this id, if it is not over."""
        grant = self._not_revoked(id)
        if grant.is_over(now()):
            raise BadGrant("This access has ended already.")
        return grant

    def _put(self, grant):
        """Store a changed grant in its place."""
        others = self.of(grant.user_id)
        self._store(grant.user_id, [grant if old.id == grant.id else old for old in others])
        return grant

    def _check_record(self, role):
        if role == PRIVILEGED_READER:
            raise BadGrant("Privileged reading is given on a file, not on one record.", "role")
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


def may_stand_alone(record):
    """Whether somebody may be given this record by itself."""
    return record.may_stand_alone and not is_restricted(record)


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
    row["reviews"] = tuple(astuple(review) for review in grant.reviews)
    return row


def _grant(row):
    reviews = tuple(Review(*one) for one in row.get("reviews", ()))
    return Grant(**{**row, "reviews": reviews})
