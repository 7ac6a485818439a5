"""Answers to the closing checklist, kept on the closing summary they were given for (R157).

An answer is a plain dict in the summary's `checklist`: ``{"answer": "done" | "not_applicable" |
"not_done", "reason": str, "by": user id, "at": aware datetime}``. The lines themselves are data of
the school: the registry record ``welfarefiles.closure.checklist`` (JSON), Appendix 2 as shipped.
"""

from ..calendars import london
from ..ledger.writing import enter
from ..permissions import CLOSE_FILE
from .checklist import Answer
from .checklist import CLOSE
from .checklist import load_lines
from persistent.mapping import PersistentMapping
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


RECORD = "welfarefiles.closure.checklist"


def lines():
    """The checklist in use: the school's own where it has one, Appendix 2 otherwise."""
    return load_lines(api.portal.get_registry_record(RECORD, default=None))


def open_lines(summary):
    """Keys of the lines the person may answer now.

    All while the summary is a draft; once it is submitted only those that come after the manager's
    agreement (letters sent, activities closed), for whoever may close the file.
    """
    if api.user.has_permission("Modify portal content", obj=summary):
        return {line.key for line in lines()}
    if api.user.has_permission(CLOSE_FILE, obj=summary):
        return {line.key for line in lines() if line.phase == CLOSE}
    return set()


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
    enter("closure.answered", summary, lines=" ".join(sorted(new)))
    notify(ObjectModifiedEvent(summary))
