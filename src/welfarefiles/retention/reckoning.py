"""How long one file is kept, and why: every rule that applies, on which fact, and which wins.

The one place that reckons: page, REST, list of what is due, sweep and disposal all ask it.
"""

from .schedule import AT_THE_END
from .schedule import Rule
from .terms import fits
from .terms import TRIGGERS
from .years import years_after
from dataclasses import dataclass
from datetime import date
from datetime import timedelta


@dataclass(frozen=True)
class RuleResult:
    """What one rule says of a file.

    `fact`: name of the fact it counts from, "" when permanent; `day`: the day of its trigger;
    `keep_until`: last day the file must be kept, None when permanent or a fact is missing;
    `missing`: name of the fact that is needed, or "".
    """

    rule: Rule
    fact: str = ""
    day: date | None = None
    keep_until: date | None = None
    review_on: date | None = None
    missing: str = ""


@dataclass(frozen=True)
class Explanation:
    """How long a file is kept, with all that led to it.

    `results`: of every rule that applies; `winner`: the one that keeps longest, None when none
    can be reckoned; `keep_until`: last day it must be kept, None when permanent or not known;
    `missing`: names of facts without which nothing may be destroyed; `review_on`: the day it is
    looked through next, whether or not it may be destroyed later; `longer`: whether a re-appraisal
    keeps it longer than every rule.
    """

    results: tuple
    winner: RuleResult | None
    keep_until: date | None
    permanent: bool
    missing: tuple
    review_on: date | None
    longer: bool = False

    @property
    def disposal_from(self):
        """The first day on which it may be destroyed; None: never, or not as long as facts miss."""
        if self.permanent or self.missing or self.keep_until is None:
            return None
        return self.keep_until + timedelta(days=1)


def explain(rules, facts, keep_longer_until=None):
    """The `Explanation` for a file. `keep_longer_until`: as a re-appraisal decided, or None.

    The longest applicable rule wins; of equal ones, the first. A rule that applies and cannot be
    reckoned leaves its fact in `missing`. No rule at all: nothing may be destroyed either.
    """
    results = tuple(result for rule in rules for result in _result(rule, facts))
    permanent = next((result for result in results if result.rule.permanent), None)
    dated = [result for result in results if result.keep_until is not None]
    winner = permanent or max(dated, key=lambda result: result.keep_until, default=None)
    keep_until = None if permanent or winner is None else winner.keep_until
    longer = bool(keep_longer_until and keep_until and keep_longer_until > keep_until)
    reviewed = facts.reviewed_on or date.min
    dates = (result.review_on for result in results if result.review_on)
    reviews = [day for day in dates if day > reviewed]
    return Explanation(
        results=results,
        winner=winner,
        keep_until=keep_longer_until if longer else keep_until,
        permanent=permanent is not None,
        missing=tuple(dict.fromkeys(result.missing for result in results if result.missing)),
        review_on=min(reviews, default=None),
        longer=longer,
    )


def _result(rule, facts):
    """Nothing when the rule is not for the file; otherwise what it says."""
    if rule.file_class not in facts.classes:
        return
    applies = fits(rule.life, facts)
    if applies is None:
        yield RuleResult(rule, missing="date_of_birth")
    elif applies and rule.permanent:
        yield RuleResult(rule)
    elif applies:
        yield _dated(rule, facts)


def _dated(rule, facts):
    fact, day_of = TRIGGERS[rule.trigger]
    day = day_of(facts)
    if day is None:
        return RuleResult(rule, fact, missing=fact)
    keep_until = years_after(day, rule.years)
    if rule.review in ("", AT_THE_END):
        return RuleResult(rule, fact, day, keep_until, keep_until if rule.review else None)
    fact_of_review, day_of_review = TRIGGERS[rule.review]
    review_on = day_of_review(facts)
    missing = "" if review_on else fact_of_review
    if review_on:  # nothing goes before its review
        keep_until = max(keep_until, review_on)
    return RuleResult(rule, fact, day, keep_until, review_on, missing)
