"""How long wrong tries lock, and what a password must be."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.accounts.lockout import ALLOWED
from welfarefiles.accounts.lockout import delay
from welfarefiles.accounts.lockout import FORGOTTEN_AFTER
from welfarefiles.accounts.lockout import LONGEST_DELAY
from welfarefiles.accounts.lockout import one_more
from welfarefiles.accounts.passwords import faults

import pytest


START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def after(number, allowed=ALLOWED):
    tries = None
    for _try in range(number):
        tries = one_more(tries, START, allowed)
    return tries


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, 0), (9, 0), (10, 1), (11, 2), (12, 4), (13, 8), (15, 32), (16, 60), (100, 60)],
)
def test_locks_for_longer_each_time(tries, minutes):
    assert after(tries).wait(START) == timedelta(minutes=minutes)


@given(st.integers(min_value=ALLOWED, max_value=10**9))
def test_never_for_longer_than_an_hour(tries):
    assert timedelta(0) < delay(tries) <= LONGEST_DELAY


def test_forgets_after_a_day():
    late = START + FORGOTTEN_AFTER
    assert one_more(after(15), late).tries == 1
    assert one_more(after(15), late - timedelta(seconds=1)).tries == 16


def test_an_address_may_try_more_often():
    assert after(ALLOWED, allowed=50).wait(START) == timedelta(0)
    assert after(50, allowed=50).wait(START) == timedelta(minutes=1)


REFUSED = (
    *("short", "elevenchars", "password1234", "Password123!", "administrator", "qwertyuiop12"),
    *("letmeinletmein", "Summer2026!!", "aaaaaaaaaaaaaaaa", "zephyrinezephyrine"),
)
GOOD = ("a long enough passphrase", "xK4#pq9!wZ2m", "correcthorsebattery", "grüne müde kuh lacht")


@pytest.mark.parametrize("password", REFUSED)
def test_refused_passwords(password):
    assert len(faults(password, ["zephyrine"])) == 1


@pytest.mark.parametrize("password", GOOD)
def test_good_passwords(password):
    assert faults(password, ["zephyrine"]) == []


def test_a_very_long_one_is_judged_quickly_and_taken():
    assert faults("four quite unlikely words " * 4000) == []
