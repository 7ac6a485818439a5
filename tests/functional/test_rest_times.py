"""Dates and times over REST: London's or with their offset, never UTC in silence (R020, R086)."""

from tests.rest import Api
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_user
from tests.school import RECORDS

import pytest
import transaction


@pytest.fixture
def lead(http):
    """A lead as a client, with `.file`."""
    make_user(http["portal"], "lead")
    file = make_file(make_school(http["portal"], lead="Welfare Lead"))
    transaction.commit()
    client = Api(http, "lead")
    client.file = file.absolute_url()
    return client


def note(lead, happened_at):
    """The answer to a contact note of this time."""
    fields = {"@type": "ContactNote", **RECORDS["ContactNote"], "happened_at": happened_at}
    return lead.post(lead.file, fields)


KEPT = (
    ("2025-07-02T15:40", "2025-07-02T15:40:00+01:00"),
    ("2025-07-02 15:40:30", "2025-07-02T15:40:30+01:00"),
    ("2026-01-14T15:40", "2026-01-14T15:40:00+00:00"),
    ("2025-07-02T15:40Z", "2025-07-02T16:40:00+01:00"),
    ("2025-07-02T15:40:00+00:00", "2025-07-02T16:40:00+01:00"),
    ("2025-07-02T23:30:00-05:00", "2025-07-03T05:30:00+01:00"),
    ("2025-10-26T01:30+01:00", "2025-10-26T01:30:00+01:00"),
    ("2025-10-26T01:30+00:00", "2025-10-26T01:30:00+00:00"),
    ("2025-10-26T00:30Z", "2025-10-26T01:30:00+01:00"),
    ("2025-03-30T01:30Z", "2025-03-30T02:30:00+01:00"),
)
REFUSED = (
    ("2025-03-30T01:30", "01:30 on 30 March 2025 did not exist: the clocks went forward."),
    ("2025-10-26T01:30", "01:30 on 26 October 2025 came twice: the clocks went back."),
    ("2025-10-26T01:30", "Add +01:00 for the first or +00:00 for the second."),
    ("2099-01-01T10:00", "The event is in the future. Record what has happened."),
    ("0001-01-01T00:00+14:00", "Give the date and the time as 2026-11-19T15:40"),
    ("2026-01-14", "Give the date and the time as 2026-11-19T15:40"),
    ("2026-01-14T25:00", "Give the date and the time as 2026-11-19T15:40"),
    ("2026-02-30T10:00", "Give the date and the time as 2026-11-19T15:40"),
    ("14/01/2026 15:40", "Give the date and the time as 2026-11-19T15:40"),
    ("20260114T1540", "Give the date and the time as 2026-11-19T15:40"),
    (1768405200, "Give the date and the time as 2026-11-19T15:40"),
    ("", "Give the date and the time as 2026-11-19T15:40"),
    (None, "Give a value: it is required."),
)


def test_an_instant_is_kept(lead):
    for sent, kept in KEPT:
        made = note(lead, sent)
        assert (made.status, made["happened_at"]) == (201, kept)
        assert lead.get(made["@id"])["happened_at"] == kept
    listed = [item["happened_at"] for item in lead.get(lead.file)["items"]]
    assert sorted(listed) == sorted(kept for _sent, kept in KEPT)


def test_what_is_no_instant_is_refused_with_words(lead):
    for sent, words in REFUSED:
        refused = note(lead, sent)
        assert refused.status == 400, sent
        assert words in refused.errors["happened_at"]
    assert lead.get(lead.file)["items_total"] == 0


def test_a_change_reads_times_the_same_way(lead):
    made = note(lead, "2025-07-02T15:40")["@id"]
    assert lead.patch(made, {"happened_at": "2026-01-14T09:05"}).status == 204
    assert lead.get(made)["happened_at"] == "2026-01-14T09:05:00+00:00"
    assert lead.patch(made, {"happened_at": "2025-10-26T01:30"}).status == 400
    assert lead.get(made)["happened_at"] == "2026-01-14T09:05:00+00:00"
