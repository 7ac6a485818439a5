"""Emergency access: one file, one hour, to read, for a member of staff without access.

Asked for by reference number. Whatever the reason that nothing is opened (no such file, another
school's, closed, a relative of the child), the answer is the same.
"""

from .. import _
from ..access.barriers import barriers
from ..access.grant import BadGrant
from ..access.grant import EMERGENCY
from ..access.grants import grants
from ..access.wall import is_of_site
from ..calendars import london
from ..errors import FieldInvalid
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..lookup.rights import files_of_reference
from ..notices.mail import tell
from ..people.names import fullname
from ..people.roles import AUTHORISER
from ..people.roles import CASE_READER
from ..people.staff import is_staff
from ..people.team import all_schools
from ..people.team import school_of
from .charge import in_charge
from .charge import leads_beside
from .charge import to_be_told
from .settings import emergency_tries
from BTrees.OOBTree import OOBTree
from datetime import timedelta
from datetime import UTC
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.granting.emergency"
LASTS = timedelta(hours=1)
WITHIN = timedelta(hours=1)
#: Global roles of those who look after the site and are in no team.
ADMINISTRATORS = frozenset({"Manager", "Site Administrator"})

NO_REFERENCE = _("Enter the reference, for example WF-2026-000123.")
NO_REASON = _("Say what the emergency is.")
NOTHING = _(
    "Nothing was opened. There is no open file with this reference that emergency access reaches. "
    "Ask a Welfare Lead of the school."
)
TOO_OFTEN = _("You have asked too often in the last hour. Ask a Welfare Lead of the school.")
REFUSED_SUBJECT = _("Emergency access was refused")
REFUSED = _("${person} asked for emergency access to a file, and nothing was opened. Ask them why.")
REFUSED_TO_FILE = _(
    "${person} asked for emergency access to ${reference}, and nothing was opened. Ask them why."
)
SUBJECT = _("Emergency access to ${reference}")
TAKEN = _("${person} has taken emergency access to ${reference}, to read, until ${until}.")
REASON = _("Their reason stands on the file's Access page, where you can end it at once.")


class NotOpened(Exception):
    """Nothing was opened; its first argument is the sentence for the person."""


def take(reference, reason):
    """Open the file of a reference to the signed-in person for an hour; the file.

    Raises `FieldInvalid` for what was not filled in, `NotOpened` otherwise. A try is counted and
    entered into the ledger, whatever comes of it: do not abort the transaction.
    """
    reference, reason = _read(reference, reason)
    user = api.user.get_current()
    user_id = user.getId()
    if not is_of_site(user):
        raise NotOpened(NOTHING)
    if not _count_try(user_id):
        enter_now("access.emergency-refused", reason=reason, too_often=True)
        raise NotOpened(TOO_OFTEN)
    file = _find(reference)
    if file is None or not _may_take(file, user):
        enter_now("access.emergency-refused", file, reason=reason, reference=reference)
        _tell_of_refusal(file, user_id)
        raise NotOpened(NOTHING)
    if not api.user.has_permission("View", obj=file):
        _open(file, user_id, reason)
    return file


def _read(reference, reason):
    reference = "".join((reference or "").split()).upper()
    if not reference or len(reference) > 40:
        raise FieldInvalid(NO_REFERENCE, "reference")
    if not (reason or "").strip():
        raise FieldInvalid(NO_REASON, "reason")
    return reference, reason.strip()


def _count_try(user_id):
    """Note a try; False when there were too many within the hour, and this one is not noted."""
    annotations, moment = IAnnotations(api.portal.get()), london.now().astimezone(UTC)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    lately = [one for one in annotations[KEY].get(user_id, ()) if moment - one < WITHIN]
    if len(lately) >= emergency_tries():
        return False
    annotations[KEY][user_id] = (*lately, moment)
    return True


def _find(reference):
    paths = files_of_reference(reference)
    return api.portal.get().unrestrictedTraverse(paths[0], None) if len(paths) == 1 else None


def _may_take(file, user):
    """Staff of the file's school, and who looks after the site; nobody who is shut out."""
    user_id = user.getId()
    if api.content.get_state(file) != "open" or barriers(file).bars(user_id):
        return False
    return is_staff(school_of(file), user_id) or bool(ADMINISTRATORS & set(user.getRoles()))


def _tell_of_refusal(file, user_id):
    """Tell the file's leads, or those of the person's schools where there is no such file."""
    known = (in_charge(file) or in_charge(file, AUTHORISER)) if file is not None else []
    said = {"person": fullname(user_id), "reference": file.reference if known else ""}
    line = _(REFUSED_TO_FILE if known else REFUSED, mapping=said)
    others = {lead for school in all_schools() for lead in leads_beside(school, user_id)}
    told = known or sorted(others)
    tell([one for one in told if one != user_id], REFUSED_SUBJECT, [line], at_once=True)


def _open(file, user_id, reason):
    start = london.now()
    try:
        given = grants(file).give(
            user_id,
            CASE_READER,
            reason,
            user_id,
            starts=start,
            ends=start + LASTS,
            how=EMERGENCY,
        )
    except BadGrant as error:
        raise NotOpened(NOTHING) from error
    enter("access.emergency", file, about=user_id, reason=reason, grant=given.id)
    said = {
        "person": fullname(user_id),
        "reference": file.reference,
        "until": london.format_datetime(given.ends),
    }
    link = f"{file.absolute_url()}/@@access"
    lines = [_(TAKEN, mapping=said), REASON]
    tell(to_be_told(file), _(SUBJECT, mapping=said), lines, link, at_once=True)
