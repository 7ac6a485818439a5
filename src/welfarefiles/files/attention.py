"""Rows of the due list in words: a tag, a sentence, where to go and what to do there."""

from .. import _
from ..access.who import about_open_files
from ..calendars import london
from ..interfaces import IDuePlace
from ..interfaces import IDueSaying
from ..lookup import query
from ..people.stored import uid_of
from .serialise import url_of
from dataclasses import dataclass
from plone import api
from zope.component import getUtilitiesFor
from zope.component import queryUtility


SOON = 14

#: Where a line stands on the first page: a child in danger, what is done at once, what others
#: wait for, what is due, what has no day.
DANGER, AT_ONCE, WAITED_FOR, DUE, LAST = range(5)

#: Sentence of a due row -> (what it says, what to do, label while it is not late). Those of other
#: concerns are utilities (`IDueSaying`).
SAYINGS = {
    "due_review": (_("Review of the file"), _("Open"), None),
    "due_authorise": (_("waits for an authoriser other than the author"), _("Open"), _("Waiting")),
    "due_returned": (_("was returned by the authoriser"), _("Put right"), _("Returned")),
    "due_sign": (_("is a draft, not yet signed"), _("Finish"), _("Draft")),
    "due_plan_review": (_("Review of the plan"), _("Open"), None),
    "due_action": (_("An agreed action"), _("Open"), None),
    "due_expiry": (_("It ends"), _("Open"), None),
    "due_arrangement_review": (_("Review of the arrangement"), _("Open"), None),
    "due_witness": (_("A dose waits for a second signature"), _("Open"), None),
    "due_paper_asked": (_("waits for a manager to authorise its removal"), _("Open"), _("Waiting")),
    "due_paper_back": (_("Paper is to be back in the office"), _("Open"), None),
}


@dataclass(frozen=True)
class Attention:
    """One line of "Needs attention", or of "Needs you" on the first page.

    `rank`: where it stands there.
    """

    label: str
    tag: str
    text: str
    url: str
    action: str
    reference: str = ""
    rank: int = DUE


def staying():
    """What stays to be done when a file has left `open`: the `what` of dues (`IDuePlace`)."""
    return tuple(sorted(name for name, _place in getUtilitiesFor(IDuePlace)))


def dues_of_file(who, file, limit):
    """`Due`s of a file that `who` sees, the most pressing first; of one that is not open, those
    that stay.
    """
    uid = uid_of(file)
    if api.content.get_state(file) == "open":
        found = query.dues(about_open_files(who), file_uid=uid, limit=limit)
    else:
        found = query.dues(who, file_uid=uid, what=staying(), limit=limit)
    # What is done at once is due at an hour, not by a day: it comes first.
    return sorted(found, key=lambda due: not due.timed)


def attentions(dues):
    """`Due`s of the index as lines for the page, in their order."""
    dues = list(dues)
    rows = query.items_of({due.uid for due in dues})
    return [attention(due, rows.get(due.uid)) for due in dues]


def attention(due, row):
    """A `Due` as a line; `row` is of the file or record that is to be looked at, None if gone."""
    saying, action, label = said_of(due.sentence)
    text = saying if due.uid == due.file_uid else about(row, saying, label)
    pressing = "bad" if due.timed else "warn"
    tag, when = (pressing, label) if label else day_label(due)
    return Attention(when, tag, text, place_of(due, row), action)


def place_of(due, row):
    """Address of where a due is dealt with: its file or record, or as its concern says."""
    if row is None:
        return ""
    url, place = url_of(row, api.portal.get()), queryUtility(IDuePlace, name=due.what)
    return f"{url.partition('/files/')[0]}/{place(due)}" if place else url


def said_of(sentence):
    """(what it says, what to do, label while it is not late) of a sentence of the due list."""
    if sentence in SAYINGS:
        return SAYINGS[sentence]
    return queryUtility(IDueSaying, name=sentence) or (sentence, _("Open"), None)


def about(row, saying, label):
    """Which record is meant: its kind and day, never its content."""
    if row is None:
        return saying
    name = row.heading or row.title
    day = london.format_short_date(london.london_date(row.happened_at))
    words = {"name": name, "day": day, "saying": saying}
    if label:
        return _("${name} of ${day} ${saying}", mapping=words)
    return _("${name} of ${day}: ${saying}", mapping=words)


def day_label(due):
    """(tag, words) of a day: late, due soon, due later."""
    day, today = london.london_date(due.due_at), london.today()
    days = (day - today).days
    if days < 0:
        late = -days
        return "bad", _("${days} days late", mapping={"days": late}) if late > 1 else _(
            "1 day late"
        )
    on = _("Due ${day}", mapping={"day": london.format_short_date(day)})
    return ("warn" if days <= SOON else "info"), on


def missing(file):
    """What an open file's front sheet lacks, as lines for the page (R007, R008, R032, R095)."""
    lacks = []
    if not file.next_review:
        lacks.append(_("No date is set for the next review"))
    if (file.consent or "not_sought") == "not_sought":
        lacks.append(_("Consent to maintain the file has not been sought"))
    if not any(person.get("parental_responsibility") for person in file.people or ()):
        lacks.append(_("Nobody with parental responsibility is entered"))
    if not file.access_explained_on:
        lacks.append(_("Nobody has told the child and family that they may see their records"))
    url = f"{file.absolute_url()}/edit"
    return [Attention(_("Missing"), "info", text, url, _("Enter")) for text in lacks]
