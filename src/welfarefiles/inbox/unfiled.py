"""What was raised, settled, and went into no file: how long it is kept, and its end by two people.

How long, and what stands in the way, is reckoned as for files: by the schedule of the school, with
a class of its own, from the day it was settled. A records manager prepares, somebody who authorises
destroys; neither of them raised or settled it.
"""

from .. import _
from ..access.removal import disposal_allowed
from ..calendars import london
from ..disposal.batch import BadStep
from ..disposal.obstacles import obstacles
from ..forms.content import ACTED_ON
from ..forms.content import NO_FILE
from ..forms.installing import folder_of
from ..ledger.writing import enter
from ..lookup import concerns as index
from ..people.stored import stored
from ..people.stored import uid_of
from ..people.team import school_of
from ..retention.facts import Facts
from ..retention.hold_register import holds_of
from ..retention.holds import Held
from ..retention.holds import standing
from ..retention.reckoning import explain
from ..retention.rows import version_of
from ..retention.schedules import schedule_of
from ..retention.terms import RAISED
from AccessControl import Unauthorized
from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import UTC
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "welfarefiles.inbox.unfiled"
PREPARE = "welfarefiles: Prepare disposal"
AUTHORISE = "welfarefiles: Authorise disposal"
SETTLED = (ACTED_ON, NO_FILE)
#: Where the schedule has no rule for what was raised, that for all other files counts.
OTHERWISE = "other"

NOT_THERE = _("One of these is not there, or went into a file.")
INVOLVED = _("Whoever raised or settled it cannot be one of the two people who destroy it.")
NOT_PREPARED = _("Somebody else has to prepare this first.")
CHOOSE = _("Choose at least one.")


def unfiled(school):
    """What of the school was settled and went into no file, the oldest first."""
    folder = folder_of(school)
    rows = index.unfiled(uid_of(school), SETTLED) if folder is not None else []
    found = (folder.get(row.path.rpartition("/")[2]) for row in rows)
    return [one for one in found if one is not None]


def settled_on(concern):
    """The day it was settled, London's; None while it is not."""
    steps = _steps(concern)
    if not steps or steps[-1]["review_state"] not in SETTLED:
        return None
    return london.london_date(datetime.fromtimestamp(float(steps[-1]["time"]), UTC))


def _steps(concern):
    # as it is stored: what the workflow tool tells depends on who asks
    histories = getattr(concern, "workflow_history", None) or {}
    return next(iter(histories.values()), ())


def explain_concern(concern):
    """The `retention.reckoning.Explanation` of how long it is kept."""
    rules = schedule_of(school_of(concern)).rules
    facts = Facts(frozenset({_class(rules)}), closed_on=settled_on(concern))
    return explain(rules, facts)


def _class(rules):
    return RAISED if any(rule.file_class == RAISED for rule in rules) else OTHERWISE


def obstacles_of(concern):
    """Sentences that say why it may not be destroyed now; none means it may."""
    school = school_of(concern)
    held = Held(uid_of(concern), frozenset({RAISED, _class(schedule_of(school).rules)}))
    holds = standing(holds_of(school).all(), held)
    return list(obstacles("retained", explain_concern(concern), holds, london.today()))


def involved(concern):
    """Ids of those who raised, handled or settled it."""
    people = {step["actor"] for step in _steps(concern)}
    return frozenset(people | {concern.reporter, concern.assigned_to} - {"", None})


def prepared(school):
    """{id: (id of who prepared its end, aware moment)}."""
    folder = folder_of(school)
    return dict(stored(folder, KEY)) if folder is not None else {}


def prepare(school, names):
    """A records manager says that these shall be destroyed. Raises `BadStep`, `Unauthorized`."""
    chosen = _chosen(school, names, PREPARE)
    annotations = IAnnotations(folder_of(school))
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    for concern in chosen:
        annotations[KEY][concern.getId()] = (_me(), london.now())
        enter("inbox.end-prepared", concern)


def withdraw(school, names):
    """What was prepared stays after all."""
    may = (PREPARE, AUTHORISE)
    if not any(api.user.has_permission(one, obj=school) for one in may):
        raise Unauthorized
    for name in names:
        concern = folder_of(school).get(name)
        if concern is None or name not in prepared(school):
            raise BadStep(NOT_THERE)
        del IAnnotations(folder_of(school))[KEY][name]
        enter("inbox.end-withdrawn", concern)


def destroy(school, names):
    """Somebody else destroys what was prepared, all or nothing. Raises as `prepare`."""
    ready = prepared(school)
    for concern in _chosen(school, names, AUTHORISE):
        by, _at = ready.get(concern.getId(), ("", None))
        if not by or by == _me() or by in involved(concern):
            raise BadStep(NOT_PREPARED)
        holds_of(school).keep_still()
        rule = explain_concern(concern).winner.rule
        version = version_of(schedule_of(school))
        enter("inbox.unfiled-destroyed", concern, rule=rule.id, schedule=version, prepared_by=by)
        del IAnnotations(folder_of(school))[KEY][concern.getId()]
        with disposal_allowed():
            folder_of(school)._delObject(concern.getId())


def _me():
    return api.user.get_current().getId()


def _chosen(school, names, permission):
    """The things of these ids, all of which may be destroyed now."""
    if not api.user.has_permission(permission, obj=school):
        raise Unauthorized
    there = {one.getId(): one for one in unfiled(school)}
    names = list(dict.fromkeys(names))
    if not names:
        raise BadStep(CHOOSE)
    if not all(name in there for name in names):
        raise BadStep(NOT_THERE)
    for concern in (there[name] for name in names):
        reasons = obstacles_of(concern)
        if reasons:
            raise BadStep(f"{concern.reference}: {' '.join(reasons)}")
        if _me() in involved(concern):
            raise BadStep(INVOLVED)
    return [there[name] for name in names]
