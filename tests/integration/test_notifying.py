"""Social care is told at once of a child on a plan: due until that is recorded."""

from datetime import timedelta
from tests.pages import page
from tests.pages import send
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import NOW
from tests.school import sign_in
from tests.school import YESTERDAY
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.deadlines.marking import set_marker
from welfarefiles.records.indexers import RecordIndex

import pytest


ABSENCE = {"kind": "absence", "what_happened": "Rang the mother twice."}
TOLD = {
    "kind": "social_care",
    "with_whom": "Duty social worker",
    "discussion": "Missing since 9.",
    "outcome": "They visit today.",
}


@pytest.fixture
def file(integration):
    portal = integration["portal"]
    make_people(portal)
    file = make_file(make_staffed_school(portal))
    sign_in(portal, "lead")
    return file


def on_a_plan(file):
    set_marker(file, "cpp", NOW - timedelta(days=5), "Letter of social care")


def dues(event):
    return [row.what for row in RecordIndex(event).due_rows() if row.what == "notify"]


def notified(file, event, **fields):
    told = {**TOLD, "about": event.getId(), "happened_at": YESTERDAY + timedelta(minutes=35)}
    return make_record(file, "Notification", **{**told, **fields})


def test_it_is_due_until_a_signed_notification(file):
    on_a_plan(file)
    event = make_record(file, "SchoolEvent", **ABSENCE)
    assert dues(event) == ["notify"]
    notification = notified(file, event)
    assert dues(event) == ["notify"]
    perform(notification, "sign")
    assert dues(event) == []
    shown = page(event, "view").text_content()
    assert "Children's Social Care told" in shown
    assert "35 min" in shown
    perform(notification, "strike", "Rang the wrong office")
    assert dues(event) == ["notify"]


def test_without_a_plan_nothing_is_due(file):
    event = make_record(file, "SchoolEvent", **ABSENCE)
    assert (dues(event), event.mailed_at) == ([], None)
    assert "Record who was told" not in page(event, "view").text_content()


def test_a_plan_found_out_later_makes_it_due(file):
    event = make_record(file, "SchoolEvent", **ABSENCE)
    on_a_plan(file)
    assert dues(event) == ["notify"]
    assert event.mailed_at is not None


def test_what_is_struck_through_is_not_due(file):
    on_a_plan(file)
    event = make_record(file, "SchoolEvent", **ABSENCE)
    perform(event, "sign")
    perform(event, "strike", "Was at the dentist")
    assert dues(event) == []


def test_from_the_event_one_is_led_to_the_form(file):
    on_a_plan(file)
    event = make_record(file, "SchoolEvent", **ABSENCE)
    [link] = page(event, "view").xpath("//a[.='Record who was told']")
    assert link.get("href") == f"{event.absolute_url()}/@@notify"
    form = page(file, "++add++Notification", kind="social_care", about=event.getId())
    [chosen] = form.cssselect("[name='form.widgets.about:list'][checked]")
    assert chosen.get("value") == event.getId()


def test_an_event_must_be_named(file):
    with pytest.raises(TransitionRefused) as refused:
        perform(make_record(file, "Notification", **{**TOLD, "about": None}), "sign")
    assert refused.value.reasons == ["Choose the event it is about."]


@pytest.mark.parametrize(
    ("portal_type", "kind", "typed", "missing"),
    [
        (
            "SchoolEvent",
            "exclusion_fixed",
            {"starts": "2026-11-03", "ends": "2026-11-04", "reason": "A chair."},
            "Enter the last day of the exclusion.",
        ),
        ("SchoolEvent", "absence", {"what_happened": "Rang."}, "Say what was done to find out"),
        (
            "SchoolEvent",
            "tutor_log",
            {
                "log.count": "1",
                "log.0.day": "2026-11-03",
                "log.0.time": "09:05",
                "log.0.nature": "Tired",
            },
            "Enter at least one row of the log.",
        ),
        (
            "Meeting",
            "core_group",
            {
                "attendance.count": "2",
                "attendance.0.name": "Orla",
                "attendance.0.attended": ["sent_report"],
                "attendance.1.attended": ["attended"],
                "no_report_reason": "Called today.",
                "discussion": "Heating.",
                "outcome": "Goes on.",
            },
            "why there is none",
        ),
    ],
)
def test_kinds_are_recorded_by_their_forms(file, portal_type, kind, typed, missing):
    when = {"happened_at-date": "2026-11-05", "happened_at-time": "10:00"}
    form = f"++add++{portal_type}"
    answer, _target = send(file, form, "finish", widgets=when, kind=kind)
    assert missing in answer
    assert not file.objectIds()
    _answer, target = send(file, form, "finish", widgets={**when, **typed}, kind=kind)
    [record] = file.objectValues()
    assert (target, record.kind) == (record.absolute_url(), kind)
    assert record.signed_by == "lead"


def test_the_next_meeting_is_due_until_it_is_held(file):
    def due(meeting):
        return [row.what for row in RecordIndex(meeting).due_rows()]

    following = NOW.date() + timedelta(days=20)
    first = make_record(
        file, "Meeting", happened_at=YESTERDAY - timedelta(days=30), next_meeting=following
    )
    perform(first, "sign")
    assert due(first) == ["next_meeting"]
    other = make_record(file, "Meeting", kind="cin")
    perform(other, "sign")
    assert due(first) == ["next_meeting"]
    second = make_record(file, "Meeting")
    perform(second, "sign")
    assert due(first) == []
    perform(second, "strike", "Another child's")
    assert due(first) == ["next_meeting"]
