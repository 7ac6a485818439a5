"""Close, reopen, hold, release, change the schedule, die, be born, dispose, crash: against a model.

The model knows the law of each shipped rule by heart and nothing of how the product reckons.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from welfarefiles.disposal import batch as steps
from welfarefiles.disposal.batch import BadStep
from welfarefiles.disposal.batch import Batch
from welfarefiles.disposal.batch import Decision
from welfarefiles.disposal.obstacles import obstacles
from welfarefiles.retention.facts import as_json
from welfarefiles.retention.facts import Facts
from welfarefiles.retention.facts import from_json
from welfarefiles.retention.holds import BadHold
from welfarefiles.retention.holds import Held
from welfarefiles.retention.holds import Hold
from welfarefiles.retention.holds import released
from welfarefiles.retention.holds import standing
from welfarefiles.retention.reckoning import explain
from welfarefiles.retention.shipped import shipped

import calendar
import os


CLASSES = ("looked_after", "child_protection", "child_protection_unit", "other", "adult_risk")
PEOPLE = ("ann", "bob", "cat")
START = datetime(2026, 1, 1, tzinfo=UTC)


class Model:
    """One file, in the plainest words: dates as (year, month, day), one `if` for each rule."""

    def __init__(self, born):
        self.born, self.died, self.closed, self.siblings = born, None, None, []
        self.state, self.kinds, self.schedule = "open", {"other"}, "council"
        self.marked, self.holds, self.gone = False, {}, False

    def birthday(self, born, age):
        leap = (born.month, born.day) == (2, 29) and not calendar.isleap(born.year + age)
        return date(born.year + age, 3, 1) if leap else born.replace(year=born.year + age)

    def last_days(self):
        """The last day by each rule that applies; "ever" for permanent, None for not known."""
        days = []
        died_young = self.died is not None and self.died < self.birthday(self.born, 18)
        for kind in self.kinds:
            if self.schedule == "school":
                if kind != "adult_risk":
                    days.append(self.birthday(self.born, 25))
            elif kind == "adult_risk":
                days.append("ever")
            elif kind == "looked_after" and died_young:
                days.append(self.birthday(self.died, 35))
            elif kind == "looked_after":
                days.append(self.birthday(self.birthday(self.born, 18), 75))
            else:
                years = {"other": 10}.get(kind, 35)
                days.append(self.closed and self.birthday(self.closed, years))
            if kind == "child_protection_unit" and self.schedule == "council":
                days.append(self.birthday(max([self.born, *self.siblings]), 18))
        return days

    def may_go(self, today):
        days = self.last_days()
        held = any(self.covered(scope) for scope, by in self.holds.values() if len(by) < 2)
        if self.state != "retained" or held or not days or None in days or "ever" in days:
            return False
        return today > max(days)

    def covered(self, scope):
        return scope == "school" or (scope == "marked" and self.marked) or scope in self.kinds


class Retention(RuleBasedStateMachine):
    """The product's rules beside the model; every step asks both."""

    @initialize(born=st.dates(date(1960, 1, 1), date(2025, 12, 31)))
    def begin(self, born):
        self.now = START
        self.model = Model(born)
        self.facts = Facts(frozenset({"other"}), born, youngest_born_on=born)
        self.state, self.schedule, self.marked = "open", shipped("council"), False
        self.holds, self.batch, self.destroyed = {}, None, False

    def blocked(self):
        explanation = explain(self.schedule.rules, self.facts)
        held = Held("uid", self.facts.classes, self.marked)
        found = standing(self.holds.values(), held)
        return list(obstacles(self.state, explanation, found, self.now.date()))

    def teardown(self):
        if hasattr(self, "model"):
            self.agree()

    def agree(self):
        assert bool(self.blocked()) is not self.model.may_go(self.now.date())

    def change(self, **values):
        # through the row of the index, as the product does
        known = {**vars(self.facts), **values}
        self.facts = from_json(as_json(Facts(**known)))
        self.agree()

    @rule()
    def close(self):
        if self.state == "open":
            self.state = self.model.state = "closed"
            self.model.closed = self.now.date()
            self.change(closed_on=self.now.date())

    @rule()
    def retain(self):
        if self.state == "closed":
            self.state = self.model.state = "retained"
            self.agree()

    @rule()
    def reopen(self):
        if self.state in ("closed", "retained"):
            self.state = self.model.state = "open"
            self.model.closed = None
            self.change(closed_on=None)

    @rule(kinds=st.sets(st.sampled_from(CLASSES), min_size=1))
    def reclassify(self, kinds):
        self.model.kinds = kinds
        self.change(classes=frozenset(kinds))

    @rule(name=st.sampled_from(["council", "school"]))
    def change_schedule(self, name):
        self.model.schedule, self.schedule = name, shipped(name)
        self.agree()

    @rule(days=st.integers(1, 20_000))
    def time_passes(self, days):
        if self.now.year < 2300:
            self.now += timedelta(days=days)
        self.agree()

    @rule(share=st.floats(0, 1))
    def die(self, share):
        if self.model.died is None:
            lived = (self.now.date() - self.model.born).days
            day = self.model.born + timedelta(days=int(lived * share))
            self.model.died = day
            self.change(died_on=day)

    @rule()
    def sibling_is_born(self):
        self.model.siblings.append(self.now.date())
        self.change(youngest_born_on=self.now.date())

    @rule(marked=st.booleans())
    def mark(self, marked):
        self.model.marked = self.marked = marked
        self.agree()

    @rule(scope=st.sampled_from(["school", "marked", *CLASSES]))
    def hold(self, scope):
        id = str(len(self.holds))
        kinds = {"school": ("school", ""), "marked": ("sexual_abuse", "")}
        name, value = kinds.get(scope, ("class", scope))
        on = self.now.date()
        self.holds[id] = Hold(id, "Court", "Case", name, value, "ann", self.now, on)
        self.model.holds[id] = (scope, set())
        self.agree()

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def release(self, data, who):
        id = data.draw(st.sampled_from(sorted(self.holds)))
        _scope, by = self.model.holds[id]
        may = len(by) < 2 and who not in by
        try:
            self.holds[id] = released(self.holds[id], who, "Ended", self.now)
        except BadHold:
            assert not may
        else:
            assert may
            by.add(who)
        self.agree()

    @rule(
        who=st.sampled_from(PEOPLE), other=st.sampled_from(PEOPLE), closer=st.sampled_from(PEOPLE)
    )
    def dispose(self, who, other, closer):
        """Prepare and authorise; what is done is taken back, as by a crash, so that all goes on."""
        may = self.model.may_go(self.now.date()) and who != other and closer != other
        try:
            if self.blocked():
                raise BadStep("blocked")
            batch = Batch("b", ("uid",), who, self.now)
            batch = steps.decided(batch, "uid", Decision(steps.DESTROY, who, self.now))
            batch = steps.authorised(batch, other, self.now, {"uid": {closer}})
        except BadStep:
            assert not may
        else:
            assert may
            assert batch.to_destroy == ("uid",)


THOROUGH = os.environ.get("WELFAREFILES_THOROUGH") == "1"
Retention.TestCase.settings = settings(
    max_examples=1000 if THOROUGH else 150, stateful_step_count=60, deadline=None
)
TestRetention = Retention.TestCase
