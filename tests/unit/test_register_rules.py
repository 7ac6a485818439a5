"""Rules of the medication log, the registers and paper out of the office: no Plone."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.london import LONDON
from welfarefiles.courtreports.rule import court_report
from welfarefiles.errors import BadRow
from welfarefiles.medication import doses
from welfarefiles.paperfile import removals
from welfarefiles.records.rules import assessment
from welfarefiles.registers import happenings
from welfarefiles.registers import listing
from welfarefiles.registers import rules

import pytest


NOW = datetime(2026, 11, 19, 15, 40, tzinfo=LONDON)
TODAY = NOW.date()
OPENED = date(2026, 9, 1)
MEDICINE = doses.Medicine("m", "Paracetamol", "5 ml", "", "lead", NOW)
DOSE = doses.Dose("m", "Paracetamol", "5 ml", NOW, "given", "", "worker", NOW)


def refused(act, *args):
    """(field, sentence) of a refusal."""
    with pytest.raises(BadRow) as told:
        act(*args)
    return told.value.field, told.value.message


def check(line, medicine=MEDICINE, near=()):
    doses.check_dose(line, medicine, OPENED, near)


def test_a_dose_that_can_be():
    check(DOSE)
    check(replace(DOSE, outcome="missed", reason="On a trip"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": "lost"}, "outcome"),
        ({"outcome": "refused"}, "reason"),
        ({"outcome": "missed"}, "reason"),
        ({"dose": ""}, "dose"),
        ({"dose": "x" * 121}, "dose"),
        ({"reason": "x" * 501}, "reason"),
        ({"at": NOW + timedelta(seconds=1)}, "at"),
        ({"at": datetime(2026, 8, 31, 23, 59, tzinfo=LONDON)}, "at"),
    ],
)
def test_a_dose_that_cannot_be(changes, field):
    assert refused(check, replace(DOSE, **changes))[0] == field


def test_medicines_that_are_not_given():
    assert refused(check, DOSE, None)[0] == "medicine"
    assert refused(check, DOSE, replace(MEDICINE, stopped_at=NOW))[0] == "medicine"


@given(st.integers(-600, 600), st.booleans(), st.booleans())
def test_one_dose_is_entered_once(seconds, struck, other):
    """The same medicine within a minute, unless that line is struck through."""
    before = replace(DOSE, at=NOW - timedelta(hours=1) + timedelta(seconds=seconds))
    before = replace(before, struck_at=NOW if struck else None)
    before = replace(before, medicine_id="other" if other else "m")
    line = replace(DOSE, at=NOW - timedelta(hours=1))
    if abs(seconds) < 60 and not struck and not other:
        assert refused(check, line, MEDICINE, [before])[0] == "at"
    else:
        check(line, near=[before])


def test_the_second_signature_is_somebody_elses():
    doses.check_witness(DOSE, "lead")
    for line, by in (
        (DOSE, "worker"),
        (replace(DOSE, witness="head"), "lead"),
        (replace(DOSE, struck_at=NOW), "lead"),
        (replace(DOSE, outcome="refused"), "lead"),
    ):
        assert refused(doses.check_witness, line, by)[0] == "id"
    assert DOSE.waits
    assert not replace(DOSE, outcome="missed").waits
    assert not replace(DOSE, witness="head").waits


def test_medicines_of_a_log():
    doses.check_medicine("Paracetamol", "10 ml", "", [MEDICINE])
    doses.check_medicine("Paracetamol", "5 ml", "", [replace(MEDICINE, stopped_at=NOW)])
    assert refused(doses.check_medicine, "paracetamol", "5 ML", "", [MEDICINE])[0] == "name"
    assert refused(doses.check_medicine, "", "5 ml", "", [])[0] == "name"
    assert refused(doses.check_medicine, "X", "", "", [])[0] == "usual"
    assert refused(doses.check_stop, MEDICINE, "")[0] == "stopped"
    assert refused(doses.check_stop, replace(MEDICINE, stopped_at=NOW), "x")[0] == "stopped"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("R. Shah", "RS"),
        ("Ruth Shah-Jones", "RS"),
        ("ruth van der Berg", "RVDB"),
        ("Ørsted", "Ø"),
        ("lead", "L"),
        ("42", "42"),
        ("", ""),
    ],
)
def test_initials(name, expected):
    assert doses.initials(name) == expected


def test_the_last_time_each_was_given():
    struck = replace(DOSE, struck_at=NOW)
    missed = replace(DOSE, outcome="missed")
    earlier = replace(DOSE, at=NOW - timedelta(days=1))
    assert doses.last_given([struck, missed, earlier, DOSE]) == {"m": earlier}
    assert doses.when_given(earlier, TODAY) == "18 Nov 2026, 15:40"
    assert doses.when_given(DOSE, TODAY) == "15:40"


THING = ("copy-given", "returned", "moved", "left")
LINE = happenings.Happening("returned", TODAY, "The child", "", "", "lead", NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "burnt"}, "kind"),
        ({"on": None}, "on"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": OPENED - timedelta(days=1)}, "on"),
        ({"whom": ""}, "whom"),
        ({"whom": "x" * 301}, "whom"),
        ({"kind": "moved"}, "where"),
        ({"kind": "left"}, "note"),
    ],
)
def test_what_cannot_have_happened(changes, field):
    line = replace(LINE, **changes)
    assert refused(happenings.check, line, THING, OPENED, [])[0] == field


def test_what_happens_to_a_thing():
    happenings.check(LINE, THING, OPENED, [])
    assert refused(happenings.check, LINE, THING, OPENED, [LINE])[0] == "kind"
    happenings.check(replace(LINE, kind="copy-given"), THING, OPENED, [LINE])
    struck = replace(LINE, struck_at=NOW)
    happenings.check(LINE, THING, OPENED, [struck])
    assert happenings.returned_on([struck]) is None
    assert happenings.returned_on([struck, LINE]) == TODAY
    first = replace(LINE, kind="moved", where="Safe", on=OPENED)
    second = replace(first, where="Bank", on=TODAY)
    assert happenings.place("Desk", []) == "Desk"
    assert happenings.place("Desk", [second, first]) == "Bank"
    assert happenings.place("Desk", [replace(second, struck_at=NOW), first]) == "Safe"
    assert happenings.place("Desk", [LINE]) == ""
    assert happenings.stays([replace(LINE, kind="left")])
    assert not happenings.stays([replace(LINE, kind="left", struck_at=NOW)])


ASKED = removals.Removal("holder", "Court", TODAY, "worker", NOW)
OUT = replace(ASKED, manager="head", decided_at=NOW)
BACK = replace(OUT, back_at=NOW, now_where="Bank")
REFUSED = replace(OUT, refusal="Read it here")
PEOPLE = {"holder", "worker"}


def test_states_of_a_removal():
    found = [one.state for one in (ASKED, OUT, BACK, REFUSED, replace(ASKED, struck_at=NOW))]
    assert found == ["asked", "out", "back", "refused", "struck"]
    assert removals.standing([BACK, REFUSED]) is None
    assert removals.standing([BACK, OUT]) == OUT
    assert removals.place("Safe", [REFUSED]) == "Safe"
    assert removals.place("Safe", [BACK]) == "Bank"


@pytest.mark.parametrize(
    ("changes", "others", "field"),
    [
        ({"holder": "stranger"}, [], "holder"),
        ({}, [OUT], "holder"),
        ({}, [ASKED], "holder"),
        ({"purpose": ""}, [], "purpose"),
        ({"purpose": "x" * 301}, [], "purpose"),
        ({"back_by": None}, [], "back_by"),
        ({"back_by": TODAY - timedelta(days=1)}, [], "back_by"),
        ({"back_by": TODAY + timedelta(days=93)}, [], "back_by"),
    ],
)
def test_what_cannot_be_asked(changes, others, field):
    removal = replace(ASKED, **changes)
    assert refused(removals.check_asked, removal, others, PEOPLE)[0] == field


def test_who_decides_about_paper():
    removals.check_asked(ASKED, [BACK, REFUSED], PEOPLE)
    removals.check_decided(ASKED, "head")
    removals.check_decided(ASKED, "head", "Read it here")
    for removal, manager, why in (
        (ASKED, "holder", None),
        (ASKED, "worker", None),
        (OUT, "lead", None),
        (ASKED, "head", ""),
    ):
        with pytest.raises(BadRow):
            removals.check_decided(removal, manager, why)
    removals.check_back(OUT, "Safe")
    assert refused(removals.check_back, ASKED, "Safe")[0] == "id"
    assert refused(removals.check_back, OUT, "")[0] == "now_where"
    assert refused(removals.check_struck, OUT)[0] is None


def test_rules_of_fields():
    order = {"made_on": TODAY, "expires_on": TODAY}
    assert rules.court_order(order, NOW) == {}
    assert "made_on" in rules.court_order({"made_on": TODAY + timedelta(days=1)}, NOW)
    assert "expires_on" in rules.court_order({**order, "expires_on": OPENED}, NOW)
    authority = {"happened_at": NOW, "decisions": [{"what": "Trips"}]}
    assert rules.delegated_authority(authority, NOW) == {}
    assert "decisions" in rules.delegated_authority({**authority, "decisions": []}, NOW)
    assert "decisions" in rules.delegated_authority({"decisions": [{"what": " "}]}, NOW)
    assert "until" in rules.delegated_authority({**authority, "until": OPENED}, NOW)
    assert "supervised_by" in rules.contact_arrangement({"supervised": True}, NOW)
    ends = {"happened_at": NOW, "ends_on": OPENED}
    assert "ends_on" in rules.contact_arrangement(ends, NOW)
    assert "kept_where" in rules.contribution({"is_property": True}, NOW)
    assert rules.contribution({"is_property": False}, NOW) == {}


def test_a_health_assessment_has_its_report():
    assert "file" in assessment({"kind": "health", "file": None}, NOW)
    assert assessment({"kind": "health", "file": "left as it is"}, NOW) == {}
    assert assessment({"kind": "caf", "file": None}, NOW) == {}


@pytest.mark.parametrize(
    ("details", "kinds"),
    [
        ({}, []),
        ({"may_not_collect": True}, ["bad"]),
        ({"until": "2026-11-18"}, ["bad"]),
        ({"until": "2026-11-19"}, ["warn"]),
        ({"until": "2027-11-19"}, ["info"]),
        ({"property": "to return"}, ["warn"]),
        ({"property": "stays"}, ["info"]),
        ({"returned": "2026-11-01"}, ["good"]),
        ({"asked": True}, ["warn"]),
        ({"out_to": "R. Shah", "back_by": "2026-11-18"}, ["bad"]),
        ({"out_to": "R. Shah", "back_by": "2026-11-19"}, ["warn"]),
        ({"waiting": 2}, ["warn"]),
    ],
)
def test_tags_of_the_list(details, kinds):
    assert [kind for kind, _text in listing.tags_of(details, TODAY)] == kinds


def test_what_is_over_stands_no_more():
    assert listing.stands({}, TODAY)
    assert listing.stands({"until": TODAY.isoformat()}, TODAY)
    assert not listing.stands({"until": OPENED.isoformat()}, TODAY)


FOSTERED = {"kind": "private_fostering", "carer": "Aunt", "authority_told_on": TODAY}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"authority_told_on": None}, "authority_told_on"),
        ({"authority_told_on": TODAY + timedelta(days=1)}, "authority_told_on"),
        ({"kind": "independent_provider"}, "provider"),
        ({"kind": "independent_provider", "provider": "Hollyfield"}, None),
        ({"starts_on": TODAY, "ends_on": TODAY}, None),
        ({"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}, "ends_on"),
    ],
)
def test_fostering(changes, field):
    assert list(rules.fostering({**FOSTERED, **changes}, NOW)) == [field][: field is not None]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "school", "asked_by": "The guardian"}, None),
        ({"kind": "school", "asked_by": " "}, "asked_by"),
        ({"kind": "guardian"}, None),
    ],
)
def test_court_report(values, field):
    assert list(court_report(values, NOW)) == [field][: field is not None]
