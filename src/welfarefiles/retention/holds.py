"""Holds: what stops destruction, whatever the schedule says (R180, R181). Needs no Plone.

A hold is set by one person and released by two. While it stands nothing it covers is destroyed.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime


#: What a hold covers, and the words for it on the page.
SCOPES = {
    "school": "Everything in the school",
    "file": "One file",
    "class": "A class of file",
    "sexual_abuse": "Every file marked as linked to sexual abuse",
}
#: How many different people it takes to release one.
RELEASED_BY = 2


class BadHold(ValueError):
    """A hold, or its release, that cannot be meant; `field` names the field at fault or is ""."""

    def __init__(self, sentence, field=""):
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Release:
    """One person's word that a hold may end. `at` is aware."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Hold:
    """One hold. `value`: UID of the file or class of file, by `scope`; `at` is aware.

    `releases`: at most two, of different people; with the second the hold ends.
    """

    id: str
    authority: str
    reason: str
    scope: str
    value: str
    set_by: str
    at: datetime
    review_on: date
    releases: tuple = ()

    @property
    def stands(self):
        return len(self.releases) < RELEASED_BY

    def covers(self, held):
        """Whether it covers a file: `held` is a `Held`."""
        return {
            "school": True,
            "file": self.value == held.uid,
            "class": self.value in held.classes,
            "sexual_abuse": held.sexual_abuse,
        }[self.scope]


@dataclass(frozen=True)
class Held:
    """What of a file decides which holds cover it."""

    uid: str
    classes: frozenset
    sexual_abuse: bool = False


def check(hold):
    """Raise `BadHold`, with the field, for a hold that cannot be meant."""
    if not hold.authority.strip():
        raise BadHold("Say on whose authority nothing may be destroyed.", "authority")
    if not hold.reason.strip():
        raise BadHold("Say why nothing may be destroyed.", "reason")
    if hold.scope not in SCOPES:
        raise BadHold("Choose what the hold is for.", "scope")
    if hold.scope in ("file", "class") and not hold.value:
        raise BadHold("Say which one the hold is for.", "value")
    if hold.review_on < hold.at.date():
        raise BadHold("The review is in the past.", "review_on")


def released(hold, by, reason, at):
    """The hold with one more release. Raises `BadHold` without a reason, and for a second time."""
    if not hold.stands:
        raise BadHold("This hold has ended already.")
    if not reason.strip():
        raise BadHold("Say why the hold may end.", "reason")
    if any(release.by == by for release in hold.releases):
        raise BadHold("A second person has to agree: you have agreed already.")
    return replace(hold, releases=(*hold.releases, Release(by, reason.strip(), at)))


def standing(holds, held):
    """Those of the holds that stand and cover a file, the oldest first."""
    found = [hold for hold in holds if hold.stands and hold.covers(held)]
    return sorted(found, key=lambda hold: (hold.at, hold.id))
