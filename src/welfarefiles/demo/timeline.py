"""What is recorded in a file, day by day: its story, its consent form, everyday notes between."""

from .plans import entries
from .plans import REOPENED
from .records import AUTHORISED
from .sources import source

import random


PRIMARY = {"N", "R", "1", "2", "3", "4", "5", "6"}
CONSENT = {
    "day": 2,
    "type": "WelfareDocument",
    "kind": "consent",
    "heading": "To keep a welfare file",
    "format": "pdf",
    "paper": "consent",
}


def timeline(plan):
    """The records to make, as in the data, in the order in which they happened."""
    told = [*map(dict, plan.story["records"]), *consent_form(plan), *everyday_notes(plan)]
    told.sort(key=lambda one: (one["day"], one.get("time", "")))
    if not plan.finishes:
        leave_unfinished(plan, told)
    return told


def consent_form(plan):
    """The signed form, where consent was given and the story has none."""
    has_one = any(one.get("kind") == "consent" for one in plan.story["records"])
    if plan.entry["consent"] == "given" and not has_one:
        yield dict(CONSENT)


def everyday_notes(plan):
    """So many notes of the pool, on days of their own; one of them may be struck through."""
    chance = plan.random("notes")
    number = plan.entry["notes"]
    ends = plan.last + (0 if plan.finishes else plan.entry["ended"])
    taken = {one["day"] for one in plan.story["records"]}
    days = sorted(chance.sample([day for day in range(1, ends) if day not in taken], number))
    if plan.entry.get("reopened"):
        days[-2:] = [plan.last + REOPENED + 3, plan.last + REOPENED + 11]
    notes = [{"type": "ContactNote", **note} for note in pool(plan)[:number]]
    if plan.entry.get("struck"):
        next(note for note in notes if note["type"] == "ContactNote")["strike"] = True
    return [{**note, "day": day} for note, day in zip(notes, days, strict=True)]


def pool(plan):
    """The everyday notes that suit the child's age, begun where the file before left off."""
    everything = entries()
    before = everything[: everything.index(plan.entry)]
    skipped = sum(entry["notes"] for entry in before)
    notes = list(source("routine")["notes"])
    random.Random(f"{plan.seed}/notes").shuffle(notes)  # noqa: S311 (not for secrets)
    start = skipped % len(notes)
    ages = "primary" if plan.entry["year"] in PRIMARY else "secondary"
    return [note for note in notes[start:] + notes[:start] if note.get("ages", ages) == ages]


def leave_unfinished(plan, told):
    """Mark what is still a draft, waits for the authoriser or came back."""
    if "pending" in plan.entry:
        last = [one for one in told if one["type"] in AUTHORISED][-1]
        last["pending"] = plan.entry["pending"]
    if plan.entry.get("draft"):
        notes = [one for one in told if one["type"] == "ContactNote" and "strike" not in one]
        notes[-1]["pending"] = "draft"
