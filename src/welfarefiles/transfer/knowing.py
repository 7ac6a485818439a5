"""Who may know of a transfer: those named for its kinds of file, and shut out of none."""

from ..access.barriers import barriers
from ..lookup import query
from ..people.roles import AUTHORISER
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_ADMINISTRATOR
from ..people.roles import WELFARE_LEAD
from ..people.staff import staff
from ..people.stored import uid_of
from ..people.team import covered_types
from ..people.team import team
from .store import transfers_of
from plone import api


KNOWING = (WELFARE_LEAD, AUTHORISER, WELFARE_ADMINISTRATOR, RECORDS_MANAGER)


def me():
    """Id of the signed-in person."""
    return api.user.get_current().getId()


def file_of(school, uid):
    """The file of that UID in a school, or None. Found whatever the rights: callers check them."""
    row = query.file_row(uid)
    return school["files"].get(row.path.rsplit("/", 1)[-1]) if row is not None else None


def files_of(school, transfer):
    """[(part, file)] of a transfer; the file is None where it is gone."""
    return [(part, file_of(school, part.uid)) for part in transfer.parts]


def named_records(school, transfer):
    """Restricted records that were named for a transfer, as objects, whatever the rights."""
    for row in query.items_of(transfer.named).values() if transfer.named else ():
        file = file_of(school, row.file_uid)
        record = file.get(row.path.rsplit("/", 1)[-1]) if file is not None else None
        if record is not None:
            yield record


def covers(school, transfer, user_id, roles=KNOWING):
    """Whether a person's roles cover every file of a transfer, and no barrier stands."""
    types = frozenset().union(*(covered_types(school, user_id, role) for role in roles))
    return all(
        part.type in types and (file is None or not barriers(file).bars(user_id))
        for part, file in files_of(school, transfer)
    )


def chasers(school):
    """Pairs (user id, name) of those who may ask for a receipt: leads and the office."""
    roles, members = {WELFARE_LEAD, WELFARE_ADMINISTRATOR}, team(school)
    return tuple(pair for pair in staff(school) if roles & set(members.roles_of(pair[0])))


def known_transfers(school):
    """Transfers the signed-in person may know of, the latest first."""
    return [one for one in transfers_of(school).all() if covers(school, one, me())]


def known_transfer(school, id):
    """The transfer of that id if the signed-in person may know of it, or None."""
    found = transfers_of(school).get(id) if isinstance(id, str) else None
    return found if found and covers(school, found, me()) else None


def transfer_of(file, school):
    """The transfer a file is in that is under way, or the last one of its present absence."""
    for one in transfers_of(school).of(uid_of(file)):
        if one.state != "withdrawn" and not is_past(file, one):
            return one
    return None


def is_past(file, transfer):
    """Whether a transfer was over when the file was last opened again."""
    reopened = getattr(file, "reopened_at", None)
    return reopened is not None and transfer.at < reopened
