"""An entry in words, for one reader: the one place that decides what a reader is told (R042, R143).

Who may see the file (or record) an entry is about is told all it says. Anybody else learns that
something happened to a file with that reference, by whom and when: not what, nor to what kind of
record, nor why.
"""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..ledger.actions import known_actions
from ..lookup import query
from ..people.names import fullname
from .asked import KIND_TITLES
from .fields import field_title
from .fields import type_title
from dataclasses import dataclass
from dataclasses import field
from zope.i18n import translate

import re


#: What is said instead, by kind, to whoever may not see the file. Other kinds tell of no content.
SOMETHING = {
    "view": _("Something in the file was seen"),
    "download": _("Something was taken from the file"),
    "search": _("Something in the file was searched for"),
    "change": _("Something in the file was changed"),
    "disposal": _("Something happened to the file at its end"),
}
#: The same of what stands in the inbox, or stood there, and is in no file.
SOMETHING_RAISED = {
    "view": _("Something that was raised was seen"),
    "download": _("Something that was raised was taken out"),
    "search": _("Something was searched for in the inbox"),
    "change": _("Something that was raised was changed"),
    "disposal": _("Something that was raised came to its end"),
}
#: Where the kind is no content either: said in the words of the concern.
ASKED_FOR = _("You asked for something that is not there for you")
THROUGH = {
    "session": _("Signed in"),
    "token": _("Program with a token"),
    "basic": _("Program with a password"),
    "system": _("The portal itself"),
    "link": _("One-time link"),
}
STANDING = {"emergency": _("Emergency access"), "cover": _("Cover")}
#: Names of details; those that are hashes are told to nobody.
DETAILS = {
    "page": _("Page"),
    "kind": _("Kind"),
    "method": _("Request"),
    "status": _("Answer"),
    "found": _("Found"),
    "role": _("Role"),
    "covers": _("For"),
    "starts": _("From"),
    "ends": _("Until"),
    "day": _("From"),
    "lines": _("Lines"),
    "way": _("By"),
    # of the mail server, for its own log
    "message": None,
    "words": None,
    "path": None,
}


@dataclass(frozen=True)
class Told:
    """An entry as a page, a table or REST gives it out. Empty where there is nothing to tell."""

    number: int
    moment: object
    person: str
    name: str
    what: str
    kind: str
    kind_title: str
    severity: str
    standing: str
    reference: str
    file_uid: str
    record_uid: str
    about: str
    more: tuple = ()
    through: str = ""
    ip: str = ""
    request_id: str = ""
    hash: str = ""
    #: For programs: what `more` says, as values; None where it is not told.
    values: dict | None = field(default=None)

    @property
    def when(self):
        return london.format_weekday_time(london.in_london(self.moment))


class Teller:
    """Tells entries to whoever is signed in. `own`: it is their own trail they read."""

    def __init__(self, request, own=False):
        self.request = request
        self.own = own
        self.who = who_asks()
        self.actions = known_actions()
        self.visible = {}

    def told(self, entry):
        """The `Told` of one entry."""
        if self.own and entry.kind == "refusal":
            return self.refused_own(entry)
        all_of_it = self.sees(entry)
        return Told(
            number=entry.number,
            moment=entry.moment,
            person=entry.person,
            name=fullname(entry.person),
            what=self.said(self.sentence(entry, all_of_it)),
            kind=entry.kind,
            kind_title=self.said(KIND_TITLES[entry.kind]),
            severity=entry.severity,
            standing=self.said(STANDING.get(entry.standing, entry.standing)),
            reference=entry.reference,
            file_uid=entry.file_uid if all_of_it else "",
            record_uid=entry.record_uid if all_of_it else "",
            about=fullname(entry.about),
            more=tuple(self.more(entry)) if all_of_it else (),
            through=self.said(THROUGH.get(entry.through, entry.through)),
            ip=entry.ip,
            request_id=entry.request_id,
            hash=entry.hash if all_of_it else "",
            values=values(entry) if all_of_it else None,
        )

    def refused_own(self, entry):
        """Nobody learns from their own trail whether what they asked for is there."""
        return Told(
            number=entry.number,
            moment=entry.moment,
            person=entry.person,
            name=fullname(entry.person),
            what=self.said(ASKED_FOR),
            kind=entry.kind,
            kind_title=self.said(KIND_TITLES[entry.kind]),
            severity="plain",
            standing="",
            reference="",
            file_uid="",
            record_uid="",
            about="",
            ip=entry.ip,
            request_id=entry.request_id,
        )

    def sees(self, entry):
        """Whether the reader may see what an entry is about; what is about no file is for all."""
        uid = entry.record_uid or entry.file_uid
        if not uid:
            return True
        if uid not in self.visible:
            self.visible[uid] = query.may_see(self.who, uid)
        return self.visible[uid]

    def sentence(self, entry, all_of_it):
        action = self.actions.get(entry.action)
        said = action.sentence if action is not None else entry.action
        if all_of_it:
            return said
        something = SOMETHING_RAISED if entry.reference.startswith("CO-") else SOMETHING
        return something.get(entry.kind, said)

    def more(self, entry):
        """Lines that say the rest."""
        if entry.record_type:
            yield self.said(type_title(entry.record_type))
        for change in entry.fields:
            yield self.change(entry, change)
        if entry.reason:
            yield self.said(_("Reason: ${reason}", mapping={"reason": entry.reason}))
        for name, value in entry.detail.items():
            title = DETAILS.get(name, name.replace("_", " ").capitalize())
            if title is not None and not is_id(value):
                yield f"{self.said(title)}: {page_title(value) if name == 'page' else value}"

    def change(self, entry, change):
        title = self.said(field_title(entry.record_type or entry.file_type, change.field))
        if change.old_hash or change.new_hash:
            return title
        old, new = shown_value(change.old), shown_value(change.new)
        return f"{title}: {old} \u2192 {new}"

    def said(self, message):
        return str(translate(message, context=self.request))


def shown_value(value):
    """A plain value of a field in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "\u2013"
    return "\u2013" if value in (None, "") else str(value)


def values(entry):
    """What an entry says beyond who, when and where, as plain values."""
    return {
        "action": entry.action,
        "record_type": entry.record_type,
        "fields": [change.stored() for change in entry.fields],
        "reason": entry.reason,
        "detail": entry.detail,
    }


def page_title(name):
    """How the page of an entry is called: "letters-to-send" is no word of anybody's."""
    return str(name).replace("-", " ").capitalize()


def is_id(value):
    """Whether a detail is the id of something: for programs, and for nobody to read."""
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{16}|[0-9a-f]{32}", value) is not None
