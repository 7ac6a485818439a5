"""The lines of a school's closing checklist: Appendix 2 as shipped, until the school edits them.

Every version is kept, with who and when. A line is never taken out, only retired: what was answered
to it stays readable.
"""

from ..calendars import london
from ..ledger.writing import enter
from ..people.stored import stored
from ..people.team import school_of
from .checklist import all_lines
from .findings import CHECKS
from dataclasses import asdict
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations

import re


KEY = "welfarefiles.closure.lines"
LONGEST = 300
NO_LINES = "A checklist has at least one line."
GONE = "The line {key} cannot be taken out. Retire it: what was answered to it stays readable."
BAD_KEY = "A line’s key has up to eight capital letters and digits, for example S01: {key}."
TOO_LONG = "The line {key} is too long: at most 300 characters for its text and its section."
NO_CHECK = "The line {key} names a check that the portal does not have."
NO_SECTION = "The line {key} stands under no title."


class BadLines(ValueError):
    """Lines that cannot be a checklist; the message is a sentence."""


def lines(content):
    """The lines that are asked in the school of some content, in order."""
    return tuple(line for line in every_line(content) if not line.retired)


def every_line(content):
    """The same with those that are retired."""
    versions = versions_of(school_of(content))
    return all_lines(versions[-1]["lines"] if versions else None)


def versions_of(school):
    """`{"by", "at", "lines"}` of each change by the school, the first first."""
    return stored(school, KEY).get("versions", ())


def save(school, new):
    """Put these `Line`s in place of those there are; raises `BadLines` and changes nothing."""
    rows = [asdict(line) for line in new]
    if not rows:
        raise BadLines(NO_LINES)
    try:
        checked = all_lines(rows)
    except ValueError as error:
        raise BadLines(str(error)) from error
    check(checked, every_line(school))
    if checked == every_line(school):
        return
    annotations = IAnnotations(school)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping(versions=PersistentList())
    by, at = api.user.get_current().getId(), london.storable(london.now())
    annotations[KEY]["versions"].append(PersistentMapping(by=by, at=at, lines=rows))
    changed = {line.key for line in set(checked) ^ set(every_before(school))}
    enter("closure.lines-changed", school, lines=" ".join(sorted(changed)))


def every_before(school):
    """The lines before the last change."""
    versions = versions_of(school)
    return all_lines(versions[-2]["lines"] if len(versions) > 1 else None)


def check(new, old):
    """Raise `BadLines` for what the rules of a single line do not see."""
    if not any(not line.retired for line in new):
        raise BadLines(NO_LINES)
    keys = {line.key for line in new}
    for line in old:
        if line.key not in keys:
            raise BadLines(GONE.format(key=line.key))
    for line in new:
        check_line(line)


def check_line(line):
    """Raise `BadLines` for a line that nobody could read or the portal could not judge."""
    if not re.fullmatch(r"[A-Z0-9]{1,8}", line.key):
        raise BadLines(BAD_KEY.format(key=line.key[:20]))
    if not line.section.strip():
        raise BadLines(NO_SECTION.format(key=line.key))
    if max(len(line.text), len(line.section)) > LONGEST:
        raise BadLines(TOO_LONG.format(key=line.key))
    if line.check is not None and line.check not in CHECKS:
        raise BadLines(NO_CHECK.format(key=line.key))


def new_key(old):
    """A key nobody has had yet: S01, S02, …"""
    taken = {line.key for line in old}
    return next(key for n in range(1, 1000) if (key := f"S{n:02}") not in taken)
