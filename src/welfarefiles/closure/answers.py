"""Answers to the closing checklist, kept on the closing summary they were given for (R157).

An answer is a plain dict in the summary's `checklist`: ``{"answer": "done" | "not_applicable" |
"not_done", "reason": str, "by": user id, "at": aware datetime}``.
"""

from ..calendars import london
from ..ledger.writing import enter
from ..permissions import CLOSE_FILE
from ..permissions import may
from ..signing.seal import add_link
from .checklist import Answer
from .checklist import CLOSE
from .checklist import MANAGER
from .checklist import WORKER
from .lines import lines
from .snapshot import has_snapshot
from persistent.mapping import PersistentMapping
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


AUTHORISE = "welfarefiles: Authorise"


def open_lines(summary):
    """Keys of the lines the person may answer now.

    All while the summary is a draft; once it is submitted only those that come after the manager's
    agreement (letters sent, activities closed), for whoever may close the file. A line for a lead
    or for the manager is open to nobody else.
    """
    if api.content.get_state(summary) == "struck" or has_snapshot(summary):
        return set()
    closes, authorises = may(CLOSE_FILE, summary), may(AUTHORISE, summary)
    writes = may("Modify portal content", summary)
    found = set()
    for line in lines(summary):
        if line.signs == MANAGER:
            is_open = authorises
        elif writes:
            is_open = closes or line.signs == WORKER
        else:
            is_open = closes and line.phase == CLOSE
        if is_open:
            found.add(line.key)
    return found


def answers_of(summary):
    """`{line key: Answer}` of one summary; none yet is an empty dict."""
    stored = getattr(summary, "checklist", None) or {}
    return {key: Answer(**value) for key, value in stored.items()}


def give_answers(summary, given):
    """Keep answers that differ from what is there, with who and when.

    Whoever answers has had a hand in the summary, and cannot authorise it.

    :param given: `{line key: (answer, reason)}`.
    """
    stored = answers_of(summary)
    new = {
        key: said
        for key, said in given.items()
        if key not in stored or (stored[key].answer, stored[key].reason) != tuple(said)
    }
    if not new:
        return
    if getattr(summary, "checklist", None) is None:
        summary.checklist = PersistentMapping()
    user_id, now = api.user.get_current().getId(), london.now()
    for key, (answer, reason) in new.items():
        summary.checklist[key] = {"answer": answer, "reason": reason, "by": user_id, "at": now}
    if summary.sealed_hash:
        said = {key: {"answer": one[0], "reason": one[1]} for key, one in new.items()}
        add_link(summary, "answered", answers=said)
    enter("closure.answered", summary, lines=" ".join(sorted(new)))
    if new.keys() <= {line.key for line in lines(summary) if line.signs == MANAGER}:
        summary.reindexObject()  # the manager's own lines are no hand in the summary
    else:
        notify(ObjectModifiedEvent(summary))
