"""Retention of many files: what it costs to find the few that are due, and to try another schedule.

Rows only, on SQLite: none of these opens a file, and that is what is measured here.
"""

from comparisons import Result
from datetime import date
from datetime import timedelta
from measure import interleave
from measure import ratio
from pathlib import Path
from sqlalchemy import insert
from welfarefiles.index.tables import files
from welfarefiles.people.roles import FILE_TYPES
from welfarefiles.retention import due
from welfarefiles.retention.facts import as_json
from welfarefiles.retention.facts import Facts
from welfarefiles.retention.recomputing import impact
from welfarefiles.retention.recomputing import ScheduleWriter
from welfarefiles.retention.rows import reckoned
from welfarefiles.retention.shipped import shipped
from welfarefiles.retention.tables import kept
from welfarefiles.sql.engine import open_store
from welfarefiles.sql.engine import set_store

import time


TODAY = date(2026, 11, 21)
DUE, FEW, MANY = 50, 1_000, 100_000
SCHOOLS = {"few": FEW, "many": MANY}


def retention(folder, rounds):
    """`Result`s: the sweep with many files against few, and seconds of a change of schedule."""
    folder = Path(folder)
    folder.mkdir(parents=True)
    store = open_store(f"sqlite:///{folder}/retention.sqlite")
    before = set_store(store)
    try:
        for school, number in SCHOOLS.items():
            fill(store, school, number)
        found = interleave({name: sweep_of(name) for name in SCHOOLS}, rounds)
        seen = seconds(lambda: impact("many", shipped("school")))
        taken = seconds(lambda: rewrite(store))
    finally:
        set_store(before)
        store.close()
    few, many = found["few"], found["many"]
    times = ratio(many, few)
    number = f"{MANY:,} files"
    return [
        Result(
            f"Sweep, {number}, {DUE} due",
            many.typical * 1000,
            f"{FEW:,} files",
            few.typical * 1000,
            times,
            3,
            spread=many.spread,
        ),
        Result(f"Another schedule seen, {number}", seen, "", None, seen, None, unit="s"),
        Result(f"Another schedule taken, {number}", taken, "", None, taken, None, unit="s"),
    ]


def fill(store, school, number):
    """So many retained files, the first `DUE` of them past their time."""
    schedule = shipped("council")
    with store.writing() as connection:
        for start in range(0, number, 5_000):
            uids = range(start, min(start + 5_000, number))
            connection.execute(insert(files), [register_row(school, n) for n in uids])
            connection.execute(insert(kept), [kept_row(school, n, schedule) for n in uids])


def register_row(school, number):
    empty = {column.name: "" for column in files.c if column.name not in BLANK}
    uid = f"{school}{number}"
    given = {"uid": uid, "school_uid": school, "portal_type": "WelfareFile", "state": "retained"}
    return {**empty, **BLANK, **given, "reference": uid, "path": f"/portal/{school}/files/{uid}"}


BLANK = {
    "scope_id": 0,
    "year_order": 0,
    "volume": 1,
    "separate_cp_file": False,
    "unique_key": None,
    **dict.fromkeys(
        (
            *("date_of_birth", "consent_date", "next_review"),
            *("last_reviewed", "opened_on", "closed_on"),
        )
    ),
}


def kept_row(school, number, schedule):
    past = number < DUE
    closed = TODAY - timedelta(days=3_700 if past else number % 3_000)
    facts = Facts(frozenset({"other"}), date(2010, 5, 17), closed_on=closed)
    fixed = {
        "file_uid": f"{school}{number}",
        "school_uid": school,
        "portal_type": "WelfareFile",
        "state": "retained",
        "facts": as_json(facts),
        "longer": None,
    }
    return fixed | reckoned(schedule, facts, None)


def sweep_of(school):
    """A sample of what the nightly job asks, and of the list it leads to."""

    def sample():
        begun = time.process_time()
        for _ in range(5):
            assert due.count_due(school, FILE_TYPES, TODAY) == DUE
            due.count_due(school, FILE_TYPES, TODAY - timedelta(days=1))
            due.reviews_due(school, FILE_TYPES, TODAY)
            assert len(due.due_files(school, FILE_TYPES, TODAY)) == DUE
        return (time.process_time() - begun) / 5

    return sample


def rewrite(store):
    writer = ScheduleWriter()
    writer.schedules["many"] = shipped("school")
    with store.writing() as connection:
        writer.write(connection, store)


def seconds(action):
    begun = time.process_time()
    action()
    return time.process_time() - begun
