"""What the invented staff raised, and the list of invented pupils they choose from."""

from ..calendars import london
from ..files.identity import year_group
from ..forms.asking import ask
from ..forms.definition import definition_of
from ..forms.installing import give_folder
from ..forms.pupils import Pupil
from ..forms.pupils import pupils
from ..forms.raising import raise_concern
from ..forms.taking import sent_of
from ..inbox.handling import need_no_file
from ..inbox.handling import reply
from .children import birthday
from .sources import source
from .wording import filled
from datetime import datetime
from datetime import time
from datetime import timedelta
from plone import api

import random


#: Pupils without a file: most of a school has none.
OTHERS = 60
YEARS = ("R", *map(str, range(1, 12)))
HANDLES = "lead"


def make_concerns(school, children, seed, today):
    """The list of pupils, and the things raised in the last weeks."""
    with api.env.adopt_user(username=HANDLES):
        pupils(school).replace([*listed(children, today), *others(seed, today)])
    for number, entry in enumerate(source("concerns")["raised"]):
        make_one(school, entry, number, today)


def listed(children, today):
    """The children with a file who still go to school."""
    found = {}
    for child in children.values():
        year = year_group(child.date_of_birth, today)
        if year in YEARS and child.upn not in found:
            key = f"{len(found):016x}"
            names = (child.given_name, child.family_name)
            found[child.upn] = Pupil(key, *names, year, "", child.date_of_birth, child.upn)
    return found.values()


def others(seed, today):
    """Children without a file."""
    chance, names = random.Random(f"{seed}/pupils"), source("names")  # noqa: S311
    given, families = [*names["girls"], *names["boys"]], names["families"]
    for number in range(OTHERS):
        year = YEARS[number % len(YEARS)]
        yield Pupil(
            f"{1000 + number:016x}",
            given[number % len(given)],
            families[(number * 7 + number // len(families)) % len(families)],
            year,
            f"{year}{chance.choice('AB')}",
            birthday(year, today, chance),
        )


def make_one(school, entry, number, today):
    """One thing, sent at its hour, and settled where the plan says so."""
    folder = give_folder(school)
    sent_at = datetime.combine(today - timedelta(days=entry["days"]), time(entry["hour"]))
    sent_at = london.storable(min(london.localise(sent_at, fold=0), london.now()))
    label = child_of(school, entry)
    with api.env.adopt_user(username=entry["by"]):
        concern = (
            asked(folder, entry, label, sent_at)
            if entry.get("request")
            else raised(school, folder, entry, label, sent_at)
        )
    concern.raised_at = sent_at
    concern.reindexObject()
    if "settled" in entry:
        with api.env.adopt_user(username=HANDLES):
            need_no_file(concern, entry["settled"])
            reply(concern, entry["reply"])


def child_of(school, entry):
    """How the form calls the child."""
    everybody = pupils(school).all()
    if "pupil" in entry:
        return next(one for one in everybody if int(one.key, 16) == 1000 + entry["pupil"]).label
    name = entry["child"]
    found = [one for one in everybody if f"{one.given_name} {one.family_name}" == name]
    return found[0].label if found else name


def raised(school, folder, entry, label, sent_at):
    """A concern, as by the form."""
    definition = definition_of(school)
    data = {name: filled(entry[name], {}) for name in ("where", "what", "done") if name in entry}
    data |= {
        "happened_at": sent_at - timedelta(minutes=25),
        "danger": entry.get("danger", False),
        "parents_know": entry["parents"],
        "not_told_reason": entry.get("why"),
    }
    sent = sent_of(school, definition.schema, data, label, "", (), definition.flags)
    return raise_concern(folder, sent)


def asked(folder, entry, label, sent_at):
    """Somebody asks to see a record (R144)."""
    day = london.london_date(sent_at)
    return ask(folder, label, "", entry["who"], entry["name"], "spoken", day, entry["what"])
