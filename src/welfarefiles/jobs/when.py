"""When periodic work is due, by London's clock; pure rules.

`latest(now)`: the instant of the last round that was due at `now`. A round that was missed because
the portal was down is caught up with once it is up, and several missed ones by one.
"""

from ..calendars.london import add_clock_hours
from ..calendars.london import in_london
from ..calendars.london import localise
from ..calendars.london import NoSuchTime
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC


#: A clock may be put back by so much (hours) without a round coming twice. A round that lies
#: further ahead was taken while the clock was wrong, and does not count.
PUT_BACK_HOURS = 2


@dataclass(frozen=True)
class Daily:
    """Every day at a time of day. In the hour that does not exist in spring: an hour later; in the
    hour that comes twice in autumn: the first time only."""

    at: time

    def latest(self, now):
        today = in_london(now).date()
        rounds = (self.on(today - timedelta(days=back)) for back in range(2))
        return next(instant for instant in rounds if instant <= now)

    def on(self, day):
        """The instant of the round of a day."""
        naive = datetime.combine(day, self.at)
        try:
            return localise(naive, fold=0).astimezone(UTC)
        except NoSuchTime:
            return localise(naive + timedelta(hours=1), fold=0).astimezone(UTC)

    def is_due(self, now, last):
        """Whether a round is due that was not taken; `last`: the instant of the last one taken."""
        return self.latest(now) > last or last > add_clock_hours(now, PUT_BACK_HOURS)


@dataclass(frozen=True)
class Weekly(Daily):
    """One day of the week (0 is Monday) at a time of day."""

    weekday: int = 0

    def latest(self, now):
        today = in_london(now).date()
        days = (today - timedelta(days=back) for back in range(8))
        rounds = (self.on(day) for day in days if day.weekday() == self.weekday)
        return next(instant for instant in rounds if instant <= now)


@dataclass(frozen=True)
class Every:
    """Every so many minutes, whatever the clock says: work that may as well come once too often."""

    minutes: int

    def latest(self, now):
        return now.astimezone(UTC)

    def is_due(self, now, last):
        # a clock that was put back must not stop it for an hour
        return not timedelta(0) <= now - last < timedelta(minutes=self.minutes)
