"""Invented transfers: one that is being prepared, and those behind the files that have moved."""

from ..calendars import london
from ..people.stored import uid_of
from ..people.team import school_of
from ..transfer import acting
from ..transfer import questions
from ..transfer import steps
from ..transfer.knowing import transfer_of
from ..transfer.offers import schools_beside
from ..transfer.questions import Answers
from ..transfer.steps import Receipt
from ..transfer.store import transfers_of
from .plans import CLOSED
from dataclasses import replace
from datetime import time
from datetime import timedelta
from plone import api


RECEIVED = 4


def prepare(file, plan, receiving, leaves_on):
    """Answer what is asked before a file goes, as its lead."""
    answers = Answers(
        **addressee(file, receiving),
        leaves_on=leaves_on,
        chaser=plan.writer,
        consent=questions.GIVEN,
        consent_by="Parent",
        consent_on=min(leaves_on, london.today()) - timedelta(days=7),
        shared_early=questions.NO,
        early_reason="The new school has met the family; nothing more is needed before the day.",
        parents_told=questions.YES,
    )
    with api.env.adopt_user(username=plan.writer):
        return acting.prepare(file, answers)


def addressee(file, receiving):
    """The receiving school as the questions have it: one of the same site, or one outside."""
    beside = {title: id for id, title in schools_beside(school_of(file))}
    if receiving in beside:
        return {"school": "", "email": "", "receiver": beside[receiving]}
    name = "-".join("".join(one for one in receiving if one.isalpha() or one == " ").split()[:2])
    return {
        "school": receiving,
        "email": f"safeguarding@{name.lower()}.example",
        "telephone": "01632 960 200",
        "address": "2 Invented Road\nExampleton",
    }


def receive(file, plan):
    """The transfer of a file that has moved, as it was received some days later on paper."""
    store, transfer = transfers_of(school_of(file)), transfer_of(file, school_of(file))
    sent = plan.moment(plan.last + CLOSED, time(11, 0))
    receipt = Receipt(
        name="The safeguarding lead",
        role="Designated safeguarding lead",
        school=transfer.answers.school,
        address=transfer.answers.email,
        at=plan.moment(plan.last + CLOSED + RECEIVED, time(14, 20)),
        how=steps.ON_PAPER,
        noted_by="office",
    )
    part = transfer.part_of(uid_of(file))
    store.keep(
        replace(
            transfer,
            at=sent - timedelta(days=3),
            state=steps.RECEIVED,
            handed_over_by=plan.writer,
            handed_over_at=sent,
            sent_at=sent,
            receipts={part.id: receipt},
        )
    )
    file.transferred_on = london.london_date(receipt.at)


def about_to_leave(file, plan):
    """A transfer that still lacks its summary, where the plan names a school the child goes to."""
    if plan.entry.get("leaving_to"):
        prepare(file, plan, plan.entry["leaving_to"], london.today() + timedelta(days=9))
