"""Records of the restricted section that two people name for a transfer (R131).

Whoever does not read the section finds no trace of it: what is named is entered on the record, said
on its pages alone, and stays behind without a word where no second person agreed.
"""

from .. import _
from ..access.roles import roles_on
from ..access.section import is_restricted
from ..access.who import restricted_only
from ..access.who import who_asks
from ..calendars import london
from ..index.pending import touch
from ..ledger.writing import enter
from ..lookup import query
from ..notices.mail import tell
from ..packs.contents import FINISHED
from ..people.roles import AUTHORISER
from ..people.roles import PRIVILEGED_READER
from ..people.roles import WELFARE_LEAD
from ..people.staff import staff
from ..people.team import school_of
from ..permissions import may
from ..records.events import file_of
from . import steps
from .acting import need_files
from .acting import need_second
from .knowing import covers
from .knowing import files_of
from .knowing import known_transfer
from .knowing import me
from .knowing import transfer_of
from .questions import BadStep
from .store import transfers_of
from AccessControl import Unauthorized
from plone import api
from plone.uuid.interfaces import IUUID


PAGE = "name-for-transfer"
NO_RECORD = "There is no such record in the restricted section."
NOT_FINISHED = "It is not finished: only what is signed goes to another school."
#: Of one file looked through.
MOST = 200


def propose(school, transfer, uid, why):
    """One record of the restricted section is to go; whoever does not read it finds nothing."""
    need_files(school, transfer)
    record = need_restricted(school, transfer, uid)
    if api.content.get_state(record) not in FINISHED:
        raise BadStep(NOT_FINISHED, "record")
    new = steps.named_proposed(transfer, uid, why, me(), london.now())
    _keep(school, new, record, "transfer.named-proposed", new.named[uid].why)
    words = {"reference": file_of(record).reference}
    tell(
        seconds(school, new, record),
        _("A second person is asked about a transfer"),
        [_("In ${reference} somebody asks you to agree, or to refuse.", mapping=words)],
        f"{record.absolute_url()}/@@{PAGE}",
    )
    return new


def agree(school, transfer, uid):
    """A second person who reads the section agrees to that."""
    need_second(school, transfer)
    record = need_restricted(school, transfer, uid)
    new = steps.named_agreed(transfer, uid, me(), london.now())
    return _keep(school, new, record, "transfer.named-agreed", new.named[uid].why)


def refuse(school, transfer, uid, why):
    """It stays: a second person refuses, or who proposed it has thought again."""
    record = need_restricted(school, transfer, uid)
    proposal = transfer.named.get(uid)
    if proposal is None or proposal.by != me():
        need_second(school, transfer)
    new = steps.named_refused(transfer, uid, why)
    return _keep(school, new, record, "transfer.named-refused", why.strip())


def _keep(school, transfer, record, action, why):
    """Entered on the record itself: the file's own history tells nothing of the section."""
    transfers_of(school).keep(transfer)
    enter(action, record, reason=why, transfer=transfer.id)
    touch(record)
    return transfer


def need_restricted(school, transfer, uid):
    """The record of that UID in the restricted section of one of the files, for who reads it."""
    row = query.item(uid) if isinstance(uid, str) else None
    for part, file in files_of(school, transfer):
        if row is not None and file is not None and row.file_uid == part.uid:
            record = file.get(row.path.rsplit("/", 1)[-1])
            if record is not None and is_restricted(record) and may("View", record):
                return record
    raise BadStep(NO_RECORD, "record")


def may_be_second(school, transfer):
    """Whether the person is one who agrees to what others propose."""
    try:
        need_second(school, transfer)
    except Unauthorized:
        return False
    return True


def seconds(school, transfer, record):
    """Ids of those who can agree that a record goes: they read it, and did not propose it."""
    proposal, file = transfer.named[IUUID(record)], file_of(record)
    return [
        id
        for id, _name in staff(school)
        if id != proposal.by
        and PRIVILEGED_READER in roles_on(file, id)
        and covers(school, transfer, id, (AUTHORISER, WELFARE_LEAD))
    ]


def in_section(school, transfer):
    """Finished records of the files' restricted sections the person reads, as rows of the index."""
    who = restricted_only(who_asks())
    for part, _file in files_of(school, transfer):
        rows = query.records(who, part.uid, descending=True, limit=MOST)
        yield from (row for row in rows if row.state in FINISHED)


def readable(school, transfer):
    """`{uid: Agreement}` of what was named, as far as the person reads it."""
    found = {}
    for uid, named in transfer.named.items():
        try:
            need_restricted(school, transfer, uid)
        except BadStep:
            continue
        found[uid] = named
    return found


def transfer_about(record):
    """The transfer being prepared that the file of a restricted record is in, or None.

    For whoever may know of it: others find nothing.
    """
    file = file_of(record)
    school = school_of(file)
    found = transfer_of(file, school) if is_restricted(record) and may("View", record) else None
    if found is None or found.state != steps.PREPARED:
        return None
    return known_transfer(school, found.id)
