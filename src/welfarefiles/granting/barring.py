"""Shutting a relative out of a child's files: all of them, of both kinds, also later ones, in
every school of the site.

A member of staff who is the child's parent or relative sees none of it, whatever their role.
"""

from .. import _
from ..access.barriers import BadBarrier
from ..access.barriers import barriers
from ..files.identity import normalise_upn
from ..index.pending import touch
from ..ledger.writing import enter
from ..lookup import query
from ..notices.mail import tell
from ..people.roles import AUTHORISER
from ..people.roles import FILE_TYPES
from ..people.roles import WELFARE_LEAD
from ..people.staff import staff
from ..people.stored import uid_of
from ..people.team import all_schools
from ..people.team import covered_types
from ..people.team import school_of
from .charge import in_charge
from .charge import to_be_told
from plone import api
from ZODB.POSException import ConflictError


NOT_STAFF = _("Choose one of the school's people.")
NO_REASON = _("Say why the barrier is removed.")
SUBJECT = _("Nobody is in charge of a file")
NO_LEAD = _("${reference}: no Welfare Lead is left who may see it. Name one who is no relative.")
NO_AUTHORISER = _(
    "${reference}: no Authoriser is left who may see it. Name one who is no relative."
)
SOME_FILE = _(
    "A barrier has left one of the school's files without a Welfare Lead who may see it. Name one "
    "for each kind of file who is no relative of a child."
)


def files_of_child(file):
    """All files on the child of this one, itself first, whoever may see them, in any school."""
    own, portal = uid_of(file), api.portal.get()
    child = {
        "upn": normalise_upn(file.upn),
        "family_name": file.family_name or "",
        "given_name": file.given_name or "",
        "date_of_birth": file.date_of_birth,
        "apart_from": own,
    }
    kinds, schools = sorted(FILE_TYPES), [uid_of(one) for one in all_schools()]
    rows = [row for kind in kinds for row in query.same_child(schools, kind, **child)]
    school_uid = uid_of(school_of(file))
    same = (row for row in rows if row.school_uid == school_uid or _agree(row.upn, child["upn"]))
    return [file, *(_opened(portal, row.path) for row in same)]


def _agree(upn, other):
    """Whether two numbers can be one child's: elsewhere a name and a birthday are not enough."""
    return upn == other or not (upn and other)


def _opened(portal, path):
    """The file at a path of the index; to be tried again where it came after this request began."""
    found = portal.unrestrictedTraverse(path, None)
    if found is None:
        raise ConflictError("a file of the child is being opened")
    return found


def put_up(file, user_id, reason):
    """Shut a person out of all files of the child. Raises `BadBarrier` with a sentence."""
    if user_id not in dict(staff(file)):
        raise BadBarrier(NOT_STAFF)
    by = api.user.get_current().getId()
    affected = files_of_child(file)
    for one in affected:
        if one is file or not barriers(one).bars(user_id):
            barriers(one).add(user_id, reason, by)
            enter("barrier.put-up", one, about=user_id, reason=reason)
    for one in affected:
        tell_when_left_alone(one, user_id)


def take_down(file, user_id, reason):
    """Let the person in again, to all files of the child. Raises `BadBarrier`.

    What a lead of another school has put up there stays.
    """
    if not (reason or "").strip():
        raise BadBarrier(NO_REASON)
    by, own = api.user.get_current().getId(), uid_of(school_of(file))
    known = barriers(file).of(user_id)[-1:]
    for one in files_of_child(file):
        is_own = uid_of(school_of(one)) == own
        if one is file or (barriers(one).bars(user_id) and (is_own or _came(one, user_id, known))):
            barriers(one).remove(user_id, by, reason)
            enter("barrier.removed", one, about=user_id, reason=reason)


def _came(file, user_id, known):
    """Whether the barrier that stands on a file of another school is one of these, put up here."""
    standing = barriers(file).of(user_id)[-1]
    return any((one.added_by, one.reason) == (standing.added_by, standing.reason) for one in known)


def follow(file):
    """Put the barriers of the child's other files up on this one too, and the other way round.

    Asked whenever a file is opened, or its front sheet names the child otherwise.
    """
    files = files_of_child(file)
    if len(files) == 1:
        return
    standing = {}
    for one in files:
        for user_id in barriers(one).standing():
            standing.setdefault(user_id, barriers(one).of(user_id)[-1])
    for one in files:
        for user_id in sorted(standing.keys() - barriers(one).standing()):
            known = standing[user_id]
            barriers(one).add(user_id, known.reason, known.added_by)
            enter("barrier.followed", one, about=user_id, reason=known.reason)
            tell_when_left_alone(one, user_id)


def warnings(file, user_id):
    """Sentences about what a barrier against this person would leave undone on this file."""
    said = {"reference": file.reference}
    found = []
    for role, sentence in ((WELFARE_LEAD, NO_LEAD), (AUTHORISER, NO_AUTHORISER)):
        had = user_id in in_charge(file, role)
        if had and not in_charge(file, role, besides=[user_id]):
            found.append(_(sentence, mapping=said))
    return found


def tell_when_left_alone(file, user_id):
    """Mail those who are left when the barrier took the last lead or authoriser."""
    said = {"reference": file.reference}
    lines = [
        _(sentence, mapping=said)
        for role, sentence in ((WELFARE_LEAD, NO_LEAD), (AUTHORISER, NO_AUTHORISER))
        if not in_charge(file, role) and _had(file, user_id, role)
    ]
    if lines:
        known = in_charge(file) or in_charge(file, AUTHORISER)
        # Whoever is named for the other kind alone must not learn that there is this file (R003).
        tell(to_be_told(file), SUBJECT, lines if known else [SOME_FILE])


def _had(file, user_id, role):
    return file.portal_type in covered_types(school_of(file), user_id, role)


def file_added(file, event):
    """Subscriber: a child's second file has the barriers of the first.

    The first is written too: a barrier that somebody puts up there at this moment conflicts, and
    is tried again with this file in sight.
    """
    for other in files_of_child(file)[1:]:
        touch(other)
    follow(file)


def file_modified(file, event):
    """Subscriber: the front sheet may say now who the child is."""
    follow(file)
