"""What a lead finds in the inbox, within what they may read; barriers hold here too."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..forms.barring import is_about
from ..forms.content import ACTED_ON
from ..forms.content import CONCERN
from ..forms.content import HANDLED
from ..forms.content import KINDS
from ..forms.content import NEW
from ..forms.content import NO_FILE
from ..forms.content import STATES
from ..forms.messages import messages
from ..forms.provider import files_barring
from ..forms.provider import is_barred
from ..forms.pupils import pupils
from ..index.words import words
from ..lookup import concerns as index
from ..people.names import fullname
from ..people.roles import WELFARE_LEAD
from ..people.stored import uid_of
from dataclasses import replace
from datetime import timedelta
from plone import api


OPEN, SETTLED = (NEW, HANDLED), (ACTED_ON, NO_FILE)
READERS = {("WelfareFile", CONCERN): frozenset({WELFARE_LEAD})}
#: So many about one child within this time are worth a hint.
PATTERN, WITHIN = 3, timedelta(days=30)
ORDINALS = {3: _("Third"), 4: _("Fourth"), 5: _("Fifth"), 6: _("Sixth")}


def who_reads(user_id=None):
    """The person as the index wants them, for what was raised."""
    return replace(who_asks(user_id), visibility=READERS)


def waiting(who=None):
    """`ConcernRow`s that are not settled: danger first, then the oldest."""
    who = who or who_reads()
    return readable(who, index.inbox(who, OPEN))


def settled(who=None):
    """`ConcernRow`s that are settled, the newest first."""
    who = who or who_reads()
    return readable(who, index.settled(who, SETTLED))


def found(text, who=None):
    """`ConcernRow`s in which every word stands, or begins one: those that wait, then the settled.

    Only what the person may read is looked into, so neither answer nor time tells of more. A school
    has some hundreds: their words are read here, in no index.
    """
    who = who or who_reads()
    wanted = words(text)
    if not wanted:
        return []
    rows = readable(who, index.inbox(who, OPEN) + index.settled(who, SETTLED, limit=index.MOST))
    return [row for row in rows if _says(content(row), wanted)]


def _says(concern, wanted):
    """Whether each of the words begins one of what was raised, or of what was said since."""
    if concern is None:
        return False
    texts = [concern.reference, concern.child, concern.no_file_reason, fullname(concern.reporter)]
    texts += [text for _name, _label, text in concern.answers]
    texts += [one.text for one in messages(concern)]
    said = {word for text in texts for word in words(text)}
    return all(any(word.startswith(one) for word in said) for one in wanted)


def new_count(who=None):
    """How many are new."""
    who = who or who_reads()
    return len(readable(who, index.inbox(who, (NEW,))))


def readable(who, rows):
    """Without those that name a child from whose file the person is barred (`forms.barring`)."""
    if not rows or not files_barring(who.user_id):
        return rows
    return [row for row in rows if not _hidden(row, who.user_id)]


def hidden_from(user_id, school):
    """UIDs of what was raised in a school about children from whose files a person is barred."""
    files, listed = files_barring(user_id), pupils(school)
    rows = index.of_school(uid_of(school)) if files else ()
    about = (
        (row.uid, {"file_uid": row.file_uid, "pupil": listed.get(row.pupil), "child": row.child})
        for row in rows
    )
    return tuple(uid for uid, its in about if any(is_about(file, **its) for file in files))


def _hidden(row, user_id):
    concern = content(row)
    return concern is None or is_barred(concern, user_id)


def content(row):
    """The object of a row, or None."""
    return api.portal.get().unrestrictedTraverse(row.path, None)


def about_same_child(row, who=None, since=None):
    """Other `ConcernRow`s about the child of a row, the newest first."""
    who = who or who_reads()
    child = "" if row.pupil else row.child
    found = index.about_child(who, row.school_uid, row.pupil, row.file_uid, child, since)
    return [one for one in readable(who, found) if one.uid != row.uid]


def pattern(row, who=None):
    """A hint when this is one of several about the child in 30 days, else None."""
    if row.kind != CONCERN:
        return None
    earlier = about_same_child(row, who, row.raised_at - WITHIN)
    number = 1 + sum(one.raised_at <= row.raised_at for one in earlier)
    if number < PATTERN:
        return None
    if number in ORDINALS:
        return _("${ordinal} in 30 days", mapping={"ordinal": ORDINALS[number]})
    return _("${number} in 30 days", mapping={"number": number})


def age(moment, now=None):
    """How long ago, in words."""
    hours = int(london.elapsed(moment, now or london.now()).total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour ago")
    if hours < 48:
        words = {"hours": hours}
        return _("1 hour ago") if hours == 1 else _("${hours} hours ago", mapping=words)
    return _("${days} days ago", mapping={"days": hours // 24})


def line(row, who=None):
    """What the inbox shows of a row."""
    return {
        "path": row.path,
        "id": row.path.rpartition("/")[2],
        "reference": row.reference,
        "kind": KINDS[row.kind],
        "child": row.child,
        "danger": row.danger,
        "escalated": row.escalated,
        "flagged": row.flagged,
        "state": STATES[row.state],
        "is_new": row.state == NEW,
        "age": age(row.raised_at),
        "raised": london.format_datetime(row.raised_at),
        "reporter": fullname(row.reporter),
        "assigned_to": fullname(row.assigned_to),
        "pattern": pattern(row, who),
    }


def grouped(rows, who=None):
    """Lists of lines, each about one child; in the order in which the first of each stands."""
    groups = {}
    for row in rows:
        groups.setdefault(row.pupil or row.child or row.uid, []).append(line(row, who))
    return list(groups.values())
