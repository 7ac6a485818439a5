"""Whose step a batch of disposal waits for."""

from dataclasses import replace
from datetime import datetime
from datetime import UTC
from welfarefiles.disposal import batch as steps

import pytest


WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
PREPARED = steps.Batch("b", ("one", "two"), "records", WHEN)
GOES = steps.Decision(steps.DESTROY, "records", WHEN)
KEPT = steps.Decision(steps.KEEP, "deputy", WHEN, "A hold is expected", WHEN.date())
REVIEWED = replace(PREPARED, decisions={"one": GOES, "two": KEPT})
ALL_KEPT = replace(PREPARED, decisions={"one": KEPT, "two": KEPT})
AUTHORISED = replace(REVIEWED, state=steps.AUTHORISED)


@pytest.mark.parametrize(
    ("batch", "person", "prepares", "authorises", "step"),
    [
        (PREPARED, "records", True, False, steps.REVIEW),
        (PREPARED, "head", False, True, None),
        (REVIEWED, "head", False, True, steps.AGREE),
        (REVIEWED, "deputy", False, True, None),
        (REVIEWED, "records", True, True, None),
        (ALL_KEPT, "head", False, True, None),
        (AUTHORISED, "records", True, False, steps.CARRY_OUT),
        (AUTHORISED, "head", False, True, None),
        (replace(PREPARED, state=steps.WITHDRAWN), "records", True, True, None),
        (replace(PREPARED, state=steps.DESTROYED), "records", True, True, None),
    ],
)
def test_next_step(batch, person, prepares, authorises, step):
    assert steps.next_step(batch, person, prepares, authorises) == step
