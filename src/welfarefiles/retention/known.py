"""Which files somebody may know of where a school's holds and disposals name them (R003, R143).

Whoever is named for a kind of file knows of the files of that kind, the auditor of all; nobody of
a file they are shut out of. To everybody else what is about such a file is not there.
"""

from ..access.who import who_asks
from ..lookup import query
from ..lookup.rights import files_barred
from ..people.roles import AUDITOR
from ..people.roles import AUTHORISER
from ..people.roles import FILE_TYPES
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_LEAD
from ..people.team import covered_types
from ..people.team import school_of
from ..people.team import team
from ..permissions import EDIT_RETENTION
from ..permissions import may
from ..permissions import VIEW_RETENTION
from dataclasses import dataclass


WHO_KNOW = (WELFARE_LEAD, AUTHORISER, RECORDS_MANAGER)


@dataclass(frozen=True)
class Known:
    """What one person may know of: kinds of file (portal_types), but for the UIDs in `barred`."""

    kinds: frozenset
    barred: frozenset

    def has(self, uid, portal_type):
        """Whether it is a file they may know of."""
        return portal_type in self.kinds and uid not in self.barred

    def has_file(self, uid):
        """The same of a file by its UID; of one that has gone nothing is left to hide."""
        row = query.file_row(uid)
        return row is None or self.has(uid, row.portal_type)

    def has_hold(self, hold):
        """Whether they may know of a `Hold`: one on a single file tells that there is the file."""
        return hold.scope != "file" or self.has_file(hold.value)


def known_in(school):
    """What the signed-in person may know of in a school."""
    user_id = who_asks().user_id
    kinds = frozenset().union(*(covered_types(school, user_id, role) for role in WHO_KNOW))
    if AUDITOR in team(school).roles_of(user_id):
        kinds = frozenset(FILE_TYPES)
    return Known(kinds, files_barred(user_id))


def sees_facts(file):
    """Whether the signed-in person is told the facts a file's retention hangs on, and why it is
    held: whoever enters them or answers for what is destroyed. The days tell of other children.
    """
    return may(EDIT_RETENTION, file) or may(VIEW_RETENTION, school_of(file))
