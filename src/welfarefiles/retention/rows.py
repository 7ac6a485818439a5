"""Keep the rows of `tables` as the files are: written with the transaction that changes a file."""

from ..index.interfaces import IFurtherRows
from ..index.pending import refresh
from ..index.pending import touch
from ..interfaces import IWelfareFileBase
from ..lookup import query
from ..people.team import school_of
from ..sql.engine import get_store
from ..sql.joined import joined
from ..sql.joined import Writer
from .facts import as_json
from .gathering import facts_of
from .knowledge import knowledge_of
from .reckoning import explain
from .schedules import schedule_of
from .tables import families
from .tables import kept
from plone import api
from plone.uuid.interfaces import IUUID
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from zope.component import adapter
from zope.interface import implementer


def note(file):
    """The row of a file is to be reckoned and written at the commit.

    Changes the file as well: whoever changes something else meanwhile that its dates follow from,
    or destroys it, meets this and is tried again.
    """
    touch(file)
    joined(RetentionWriter).noted[IUUID(file)] = file


def forget(file_uid):
    """The rows of a file are to go: it is destroyed."""
    joined(RetentionWriter).noted[file_uid] = None


def note_family(file):
    """Note the files that name this one as a brother or sister, too: their dates may change."""
    with get_store().reading() as connection:
        related = connection.execute(
            select(families.c.file_uid).where(families.c.sibling_uid == IUUID(file))
        )
        uids = related.scalars().all()
    for row in query.items_of(uids).values():
        found = api.portal.get().unrestrictedTraverse(row.path, None)
        if found is not None:
            refresh(found)
            joined(RetentionWriter).noted[IUUID(found)] = found


def version_of(schedule):
    """How a row names the schedule it was reckoned by."""
    return f"{schedule.id}:{schedule.version}"


def row_of(file):
    """Columns of `kept` for a file, as of now; None for an open one."""
    state = api.content.get_state(file)
    if state == "open":
        return None
    school = school_of(file)
    facts, longer = facts_of(file), knowledge_of(file).keep_until
    fixed = {
        "file_uid": IUUID(file),
        "school_uid": IUUID(school),
        "portal_type": file.portal_type,
        "state": state,
        "facts": as_json(facts),
        "longer": longer,
    }
    return fixed | reckoned(schedule_of(school), facts, longer)


def reckoned(schedule, facts, longer):
    """Those columns of `kept` that follow from the schedule."""
    explanation = explain(schedule.rules, facts, longer)
    winner = explanation.winner
    return {
        "file_class": winner.rule.file_class if winner else min(facts.classes),
        "rule": winner.rule.id if winner else "",
        "keep_until": explanation.keep_until,
        "disposal_from": explanation.disposal_from,
        "review_on": explanation.review_on,
        "permanent": explanation.permanent,
        "missing": " ".join(explanation.missing),
        "version": version_of(schedule),
    }


class RetentionWriter(Writer):
    """Writes the rows of every file noted in one transaction."""

    order = 20

    def __init__(self):
        self.noted = {}
        self.rows = {}

    def prepare(self, store):
        self.rows = {uid: reckoned_rows(file) for uid, file in self.noted.items()}

    def write(self, connection, store):
        # in one order everywhere: two transactions must not wait for each other's rows
        for uid, rows in sorted(self.rows.items()):
            write_rows(connection, uid, *rows)

    def snapshot(self):
        return dict(self.noted)

    def restore(self, state):
        self.noted, self.rows = dict(state), {}


def reckoned_rows(file):
    """(row of `kept` or None, UIDs of linked brothers and sisters) of a file; None: destroyed."""
    if file is None:
        return None, ()
    linked = {one.file_uid for one in knowledge_of(file).siblings if one.file_uid}
    return row_of(file), sorted(linked)


def write_rows(connection, uid, row, linked):
    """Put a file's rows in place of those there are."""
    connection.execute(delete(kept).where(kept.c.file_uid == uid))
    connection.execute(delete(families).where(families.c.file_uid == uid))
    if row is not None:
        connection.execute(insert(kept).values(row))
    if linked:
        pairs = [{"file_uid": uid, "sibling_uid": sibling} for sibling in linked]
        connection.execute(insert(families), pairs)


@implementer(IFurtherRows)
@adapter(IWelfareFileBase)
class RowsAnew:
    """A file's rows, for a rebuild of the store."""

    def __init__(self, file):
        self.file = file

    def prepare(self):
        self.rows = reckoned_rows(self.file)

    def write(self, connection):
        write_rows(connection, IUUID(self.file), *self.rows)
