"""Put what was just done through the portal's own rules back to the day it is meant to be of."""

from ..access.guards import perform
from ..index.pending import touch
from ..signing.seal import note_step
from dataclasses import dataclass
from DateTime import DateTime
from datetime import datetime
from plone import api


@dataclass(frozen=True)
class Step:
    """A transition: what, who, when, and why where a reason is asked for."""

    transition: str
    person: str
    at: datetime
    comment: str = ""


def take(obj, steps):
    """Take the steps now, each as the person it belongs to. Raises `TransitionRefused`."""
    for step in steps:
        with api.env.adopt_user(username=step.person):
            perform(obj, step.transition, step.comment)


def date_record(record, recorded_at, steps):
    """Make a record look recorded then, and its steps taken when they say."""
    record.recorded_at = recorded_at
    for step in steps:
        if step.transition in ("sign", "submit"):
            record.signed_at = step.at
        elif step.transition == "authorise":
            record.authorised_at = step.at
        note_step(record, step.transition, step.comment, step.person, step.at)
    date_history(record, recorded_at, steps)


def date_history(obj, made_at, steps):
    """Date the creation of an object and the history of its workflow; index it."""
    moments = [made_at, *(step.at for step in steps)]
    for workflow_id, entries in list(obj.workflow_history.items()):
        obj.workflow_history[workflow_id] = tuple(
            {**entry, "time": DateTime(moment.isoformat())}
            for entry, moment in zip(entries, moments, strict=True)
        )
    touch(obj)
    obj.creation_date = DateTime(made_at.isoformat())
    obj.modification_date = DateTime(moments[-1].isoformat())
