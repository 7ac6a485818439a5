"""The invented children and notes that both sites hold, alike in number and in length."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import random


MANY, FEW, USUAL = 1000, 10, 5  # records of one file, of two others, of all the rest
WORKERS = 60  # people with access to single files, three to a file
SEED = 20261116
GIVEN = ("Ada", "Bram", "Cleo", "Dov", "Elsa", "Finn", "Greta", "Hugo", "Ines", "Jonah")
FAMILY = ("Ashwell", "Birkett", "Colne", "Dunmore", "Eastry", "Fenby", "Garrow", "Hexham")
SENTENCES = (
    "The family described the mornings since half term, and what helps.",
    "Attendance has been better in the last two weeks than before.",
    "The class teacher had noticed that the child was tired in lessons.",
    "A breakfast place was offered and taken up from Monday.",
    "The health visitor will call again and will let the school know.",
    "The child said that the new bus was good and the walk was long.",
)
WHEN = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Child:
    """Whom a file is about."""

    given_name: str
    family_name: str
    date_of_birth: date
    year_group: str

    @property
    def name(self):
        return f"{self.family_name}, {self.given_name}"


@dataclass(frozen=True)
class Note:
    """What a record says."""

    happened_at: datetime
    discussion: str
    outcome: str

    @property
    def text(self):
        return f"{self.discussion} {self.outcome}"


def child(number):
    """The child of a file; no two are the same."""
    chosen = random.Random(f"{SEED}/{number}")
    family = f"{chosen.choice(FAMILY)} {number:05d}"
    age = chosen.randrange(5, 16)
    born = date(2026 - age, 1, 1) + timedelta(days=chosen.randrange(240))
    return Child(chosen.choice(GIVEN), family, born, str(max(1, min(13, age - 4))))


def workers(number):
    """User ids of the three people who have access to a file."""
    return [
        f"worker-{at:02d}" for at in random.Random(f"{SEED}/w/{number}").sample(range(WORKERS), 3)
    ]


def note(number):
    """A record of about 120 words."""
    chosen = random.Random(f"{SEED}/note/{number}")
    said = " ".join(chosen.choice(SENTENCES) for _ in range(9))
    happened_at = WHEN + timedelta(minutes=chosen.randrange(100_000))
    return Note(min(happened_at, WHEN + timedelta(days=60)), said, chosen.choice(SENTENCES))
