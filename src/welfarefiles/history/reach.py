"""How far somebody may read in the ledger of a school: the one rule for pages, CSV and REST.

An auditor reads all of a school, a lead what happened in files of the kinds they are named for, and
at the school itself. A person barred from a file reads nothing of it, whatever their role (R143),
nor of what was raised about the child; what is raised is for those named for welfare files alone.
Of a record in a restricted section only its readers learn anything, and auditors, for whom the
ledger is whole (R131).
"""

from ..access.who import who_asks
from ..forms.provider import COVERED
from ..inbox.reading import hidden_from
from ..ledger.reading import Filter
from ..ledger.tables import ledger
from ..lookup import query
from ..lookup.rights import files_barred
from ..people.roles import AUDITOR
from ..people.stored import uid_of
from ..people.team import covered_types
from ..people.team import team
from dataclasses import dataclass
from sqlalchemy import and_
from sqlalchemy import or_


@dataclass(frozen=True)
class Within(Filter):
    """A `Filter` that finds only what its reader may know.

    `school`: uid; `covers`: kinds of file, None for all; `barred`: uids of files;
    `elsewhere`: with what the person did at no school, such as signing in.
    """

    school: str = ""
    covers: frozenset | None = None
    barred: frozenset = frozenset()
    elsewhere: bool = False

    def clauses(self):
        yield from super().clauses()
        here = ledger.c.school_uid == self.school
        nowhere = and_(ledger.c.school_uid == "", ledger.c.person == self.person)
        yield or_(here, nowhere) if self.elsewhere and self.person else here
        if self.covers is not None:
            yield or_(ledger.c.file_uid == "", ledger.c.file_type.in_(sorted(self.covers)))
            if COVERED not in self.covers:
                yield ledger.c.record_type != "RaisedConcern"
        if self.barred:
            yield ledger.c.file_uid.not_in(sorted(self.barred))


def reach(school, user_id=None, **asked):
    """The `Within` of whoever is signed in (or named), who has *View ledger* on the school.

    :param asked: further conditions, as `Filter` has them.
    """
    who = who_asks(user_id)
    is_auditor = AUDITOR in team(school).roles_of(who.user_id)
    person, uid = asked.get("person", ""), uid_of(school)
    hidden = () if is_auditor else query.hidden_records(who, school_uid=uid)
    return Within(
        school=uid,
        without_records=(*hidden, *hidden_from(who.user_id, school)),
        covers=None if is_auditor else covered_types(school, who.user_id),
        barred=files_barred(who.user_id),
        elsewhere=bool(person and team(school).of(person)),
        **asked,
    )


def of_file(file, **asked):
    """A `Filter` for what happened in one file, for whoever is signed in and may know of it."""
    uid = uid_of(file)
    hidden = query.hidden_records(who_asks(), file_uid=uid)
    return Filter(file_uid=uid, without_records=hidden, **asked)
