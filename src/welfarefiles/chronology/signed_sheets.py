"""Signatures of the front sheet among the records of a chronology (C04, R088).

They are kept with the file and have no row in the index; there are few.
"""

from .. import _
from ..frontsheet.keeping import changed_by
from ..frontsheet.keeping import every_signature
from ..frontsheet.shown import anchor
from ..frontsheet.shown import moment_of
from ..frontsheet.shown import signer
from ..index.rows import RecordRow
from ..people.names import ELSEWHERE
from .merging import in_order
from .pdf import Entry
from dataclasses import dataclass
from zope.globalrequest import getRequest
from zope.i18n import translate


KIND = _("Front sheet signed")
TITLE = _("Front sheet signed as complete and up to date")
CHANGED = _("Changed since the signature before: ${labels}")


@dataclass(frozen=True, kw_only=True)
class SignedSheet(RecordRow):
    """A signature of the front sheet as a list of records shows it; `who`: the name they had."""

    who: str


def signed_sheets(file, file_uid, until=None):
    """A `SignedSheet` of each signature that there was at an instant, the earliest first."""
    rows = [_row(file, file_uid, one) for one in every_signature(file)]
    return in_order([row for row in rows if until is None or row.happened_at <= until])


def _row(file, file_uid, signature):
    at, who = moment_of(signature), signer(signature)
    labels = changed_by(file, signature)
    path = "/".join(file.getPhysicalPath())
    return SignedSheet(
        uid="",
        file_uid=file_uid,
        school_uid="",
        portal_type="",
        state="signed",
        path=f"{path}/@@front-sheet#{anchor(signature)}",
        revision="",
        happened_at=at,
        recorded_at=at,
        signed_at=at,
        title=KIND,
        heading=TITLE,
        extract=_(CHANGED, mapping={"labels": ", ".join(map(said, labels))}) if labels else "",
        author=f"{ELSEWHERE}{who}",
        who=who,
    )


def entries_of(file):
    """An `Entry` of the chronology as PDF for each signature."""
    return [entry_of(row) for row in signed_sheets(file, "")]


def entry_of(row):
    """A `SignedSheet` as it is printed."""
    return Entry(
        happened_at=row.happened_at,
        kind=said(KIND),
        title=said(TITLE),
        who=None,
        text=said(row.extract),
        outcome=None,
        state=row.state,
        recorded_at=row.recorded_at,
        author=row.who,
    )


def said(message):
    """A message as plain text."""
    return str(translate(message, context=getRequest()))
