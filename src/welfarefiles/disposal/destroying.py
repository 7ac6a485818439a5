"""Destroy one file: all of it or nothing, in one transaction with its tombstone and its entry.

The last moment asks everything once more: a hold that was set a second ago stands.
"""

from ..access.removal import disposal_allowed
from ..calendars import london
from ..ledger.writing import enter
from ..lookup import query
from ..people.team import school_of
from ..retention import rows
from ..retention.gathering import classes_of
from ..retention.gathering import explain_file
from ..retention.gathering import holds_on
from ..retention.hold_register import holds_of
from ..retention.knowledge import knowledge_of
from ..retention.schedules import schedule_of
from .batch import AUTHORISED
from .batch import BadStep
from .batch import refuse_closers
from .manifest import manifest
from .manifest import manifest_hash
from .obstacles import obstacles
from .register import disposals_of
from .register import Tombstone
from Acquisition import aq_inner
from Acquisition import aq_parent
from plone import api
from plone.uuid.interfaces import IUUID


def obstacles_of(file):
    """Sentences that say why a file may not be destroyed now; none means it may."""
    explanation, state = explain_file(file), api.content.get_state(file)
    return list(obstacles(state, explanation, holds_on(file), london.today()))


def closed_by(file):
    """Ids of those who closed a file, or wrote, submitted or agreed a closing summary of it."""
    people = _actors(file, "welfare_file_workflow", ("close", "transfer"))
    for row in query.records_now(IUUID(file), ["ClosingSummary"]):
        summary = file.get(row.path.rsplit("/", 1)[-1])
        people |= {row.author} | _actors(summary, "authorisation_workflow", ("submit", "authorise"))
    return frozenset(people - {"", None})


def _actors(content, workflow, transitions):
    # as it is stored: what the workflow tool tells depends on who asks
    history = (getattr(content, "workflow_history", None) or {}).get(workflow, ())
    return {step["actor"] for step in history if step.get("action") in transitions}


def destroy(file, batch):
    """Destroy a file of an authorised batch and return its `Tombstone`.

    Raises `BadStep` when anything stands in its way now, whatever held when it was authorised.
    """
    uid = IUUID(file)
    if batch.state != AUTHORISED or uid not in batch.to_destroy:
        raise BadStep("The file is not in an authorised batch.")
    if not batch.authorised_by or batch.authorised_by == batch.prepared_by:
        raise BadStep("It takes two people to destroy a file.")
    holds_of(school_of(file)).keep_still()
    reasons = obstacles_of(file)
    if reasons:
        raise BadStep(" ".join(reasons))
    refuse_closers((batch.prepared_by, batch.authorised_by), (uid,), {uid: closed_by(file)})
    tombstone = _tombstone(file, batch)
    disposals_of(school_of(file)).bury(tombstone)
    enter(
        "disposal.destroyed",
        file,
        batch=batch.id,
        rule=tombstone.rule,
        records=tombstone.records,
        manifest=tombstone.manifest_hash,
    )
    remove(file)
    return tombstone


def remove(file):
    """Take a file out of the site with everything that was written about it elsewhere."""
    rows.forget(IUUID(file))
    with disposal_allowed():
        aq_parent(aq_inner(file))._delObject(file.getId())


def _tombstone(file, batch):
    explanation, schedule = explain_file(file), schedule_of(school_of(file))
    rule, found = explanation.winner.rule, manifest(file)
    return Tombstone(
        file_uid=IUUID(file),
        id=file.getId(),
        reference=file.reference,
        portal_type=file.portal_type,
        opened_on=file.opened_on,
        closed_on=file.closed_on,
        rule=rule.id,
        period=_said(rule),
        authority=rule.authority,
        schedule=rows.version_of(schedule),
        keep_until=explanation.keep_until,
        batch=batch.id,
        prepared_by=batch.prepared_by,
        authorised_by=batch.authorised_by,
        destroyed_at=london.now(),
        records=len(found["records"]),
        manifest_hash=manifest_hash(found),
        classes=tuple(sorted(classes_of(file, knowledge_of(file)))),
    )


def _said(rule):
    """The period in plain words, as a certificate says it in every language of the portal."""
    years = "1 year" if rule.years == 1 else f"{rule.years} years"
    return f"{years} from {rule.trigger}"
