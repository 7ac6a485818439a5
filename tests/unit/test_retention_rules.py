"""All 17 rules of the council's schedule on days written by hand, and what a schedule refuses."""

from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.retention.facts import Facts
from welfarefiles.retention.reckoning import explain
from welfarefiles.retention.schedule import BadSchedule
from welfarefiles.retention.shipped import shipped
from welfarefiles.retention.spreadsheet import COLUMNS
from welfarefiles.retention.spreadsheet import read
from welfarefiles.retention.spreadsheet import written
from welfarefiles.retention.years import years_after

import pytest


COUNCIL = shipped("council").rules
BORN = date(2010, 5, 17)
CLOSED = date(2026, 7, 31)


def day(text):
    return date.fromisoformat(text)


# class, facts by hand, the rule that wins, the last day it is kept
TABLE = [
    ("looked_after", {"date_of_birth": "2010-05-17"}, "R163", "2103-05-17"),
    ("looked_after", {"date_of_birth": "2008-02-29"}, "R163", "2101-03-01"),
    ("looked_after", {"date_of_birth": "1969-12-31"}, "R163", "2062-12-31"),
    (
        "looked_after",
        {"date_of_birth": "2010-05-17", "died_on": "2028-05-16"},
        "R164",
        "2063-05-16",
    ),
    # on the 18th birthday, and after it: not a child's death
    (
        "looked_after",
        {"date_of_birth": "2010-05-17", "died_on": "2028-05-17"},
        "R163",
        "2103-05-17",
    ),
    (
        "looked_after",
        {"date_of_birth": "2010-05-17", "died_on": "2040-01-01"},
        "R163",
        "2103-05-17",
    ),
    # born on 29 February: 18 on 1 March 2026, so the day before is a child's death
    (
        "looked_after",
        {"date_of_birth": "2008-02-29", "died_on": "2026-02-28"},
        "R164",
        "2061-02-28",
    ),
    ("privately_fostered", {"date_of_birth": "2012-01-01"}, "R165", "2105-01-01"),
    ("adoption", {"adoption_order_on": "2015-06-30"}, "R166", "2115-06-30"),
    ("adoption", {"adoption_order_on": "2016-02-29"}, "R166", "2116-02-29"),
    ("adoption", {"adoption_order_on": "2000-02-29"}, "R166", "2100-03-01"),
    ("adoption_enquiry", {"last_contact_on": "2024-11-05"}, "R167", "2034-11-05"),
    (
        "adoption",
        {
            "date_of_birth": "2010-05-17",
            "died_on": "2020-05-17",
            "adoption_order_on": "2015-06-30",
        },
        "R168",
        "2115-06-30",
    ),
    (
        "adoption",
        {
            "date_of_birth": "2000-05-17",
            "died_on": "2018-05-17",
            "adoption_order_on": "2005-06-30",
        },
        "R169",
        "2033-05-17",
    ),
    ("adopters", {"closed_on": "2026-07-31"}, "R170", "2051-07-31"),
    ("adopters_withdrawn", {"closed_on": "2026-07-31"}, "R171", "2036-07-31"),
    ("foster_carers", {"ceased_fostering_on": "2026-03-29"}, "R172", "2061-03-29"),
    ("child_protection", {"closed_on": "2026-07-31"}, "R173", "2061-07-31"),
    ("child_protection", {"closed_on": "2024-02-29"}, "R173", "2059-03-01"),
    (
        "child_protection_unit",
        {"closed_on": "2026-07-31", "youngest_born_on": "2024-02-29"},
        "R174",
        "2061-07-31",
    ),
    ("other", {"closed_on": "2026-07-31"}, "R175", "2036-07-31"),
    ("other", {"closed_on": "2026-12-31"}, "R175", "2036-12-31"),
    ("send", {"closed_on": "2026-07-31"}, "R176", "2061-07-31"),
    ("missing_person", {"notified_on": "2024-02-29"}, "R178", "2025-03-01"),
    ("missing_person", {"notified_on": "2023-02-28"}, "R178", "2024-02-28"),
    ("financial", {"closed_on": "2026-04-05"}, "R179", "2033-04-05"),
]


@pytest.mark.parametrize(("file_class", "facts", "rule", "until"), TABLE)
def test_the_councils_rules(file_class, facts, rule, until):
    known = {name: day(value) for name, value in facts.items()}
    found = explain(COUNCIL, Facts(frozenset({file_class}), **known))
    assert (found.winner.rule.id, found.keep_until) == (rule, day(until))
    assert found.disposal_from.toordinal() == day(until).toordinal() + 1


def test_every_rule_of_the_policy_is_in_the_table():
    assert {row[2] for row in TABLE} | {"R177"} == {rule.id for rule in COUNCIL}
    assert len(COUNCIL) == 17


def test_permanent_is_for_ever_whatever_else_applies():
    found = explain(COUNCIL, Facts(frozenset({"adult_risk", "other"}), closed_on=CLOSED))
    assert found.permanent
    assert found.winner.rule.id == "R177"
    assert found.disposal_from is None


def test_the_longest_rule_wins():
    facts = Facts(frozenset({"child_protection", "looked_after", "send"}), BORN, closed_on=CLOSED)
    found = explain(COUNCIL, facts)
    assert [result.rule.id for result in found.results] == ["R163", "R173", "R176"]
    assert found.winner.rule.id == "R163"


def test_the_family_is_reviewed_when_its_youngest_is_grown_up():
    facts = Facts(
        frozenset({"child_protection_unit"}), closed_on=CLOSED, youngest_born_on=day("2024-02-29")
    )
    assert explain(COUNCIL, facts).review_on == day("2042-03-01")


# what is not known, and the fact that is asked for
MISSING = [
    ("looked_after", {}, "date_of_birth"),
    ("looked_after", {"died_on": "2020-01-01"}, "date_of_birth"),
    ("adoption", {}, "adoption_order_on"),
    ("adoption", {"adoption_order_on": "2015-06-30", "died_on": "2020-01-01"}, "date_of_birth"),
    ("foster_carers", {"closed_on": "2026-07-31"}, "ceased_fostering_on"),
    ("child_protection_unit", {"closed_on": "2026-07-31"}, "youngest_born_on"),
    ("other", {}, "closed_on"),
    ("missing_person", {}, "notified_on"),
    ("adoption_enquiry", {}, "last_contact_on"),
]


@pytest.mark.parametrize(("file_class", "facts", "missing"), MISSING)
def test_a_missing_fact_blocks_and_is_asked_for(file_class, facts, missing):
    known = {name: day(value) for name, value in facts.items()}
    found = explain(COUNCIL, Facts(frozenset({file_class}), **known))
    assert missing in found.missing
    assert found.disposal_from is None


def test_a_missing_fact_blocks_although_another_rule_has_its_date():
    facts = Facts(frozenset({"other", "foster_carers"}), closed_on=CLOSED)
    found = explain(COUNCIL, facts)
    assert found.keep_until == day("2036-07-31")
    assert found.disposal_from is None


def test_no_rule_is_no_leave_to_destroy():
    found = explain(shipped("statutory-minimum").rules, Facts(frozenset({"other"}), BORN))
    assert found.results == ()
    assert found.disposal_from is None


@pytest.mark.parametrize(
    ("schedule", "file_class", "rule", "until"),
    [
        ("school", "child_protection", "S1", "2035-05-17"),
        ("school", "send", "S3", "2041-05-17"),
        ("statutory-minimum", "looked_after", "M1", "2085-05-17"),
    ],
)
def test_the_other_schedules(schedule, file_class, rule, until):
    found = explain(shipped(schedule).rules, Facts(frozenset({file_class}), BORN))
    assert (found.winner.rule.id, found.keep_until) == (rule, day(until))


def test_a_reappraisal_keeps_longer_and_never_shorter():
    facts = Facts(frozenset({"other"}), closed_on=CLOSED)
    assert explain(COUNCIL, facts, day("2050-01-01")).keep_until == day("2050-01-01")
    assert explain(COUNCIL, facts, day("2050-01-01")).longer
    assert explain(COUNCIL, facts, day("2030-01-01")).keep_until == day("2036-07-31")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 200))
def test_years_after_is_never_early(start, years):
    end = years_after(start, years)
    assert end.year == start.year + years
    assert (end.month, end.day) == (
        (start.month, start.day)
        if (start.month, start.day) != (2, 29) or (end.month, end.day) == (2, 29)
        else (3, 1)
    )


def test_what_is_written_is_read_again():
    for name in ("council", "school", "statutory-minimum"):
        rules = shipped(name).rules
        assert read(written(rules)) == rules


HEAD = ",".join(COLUMNS) + "\n"
GOOD = "A1,other,any,closure,10,,Governors,Minutes\n"
BAD = [
    ("", 1, "name the columns"),
    ("rule,class\n", 1, "name the columns"),
    (HEAD, 0, "at least one rule"),
    (HEAD + "A1,other,any,closure,10\n", 2, "5 columns"),
    (HEAD + GOOD + "A2,dinner,any,closure,10,,Governors,\n", 3, "no class of file"),
    (HEAD + GOOD + "A2,other,any,full moon,10,,Governors,\n", 3, "no trigger"),
    (HEAD + "A1,other,any,closure,ten,,Governors,\n", 2, "not a number of years"),
    (HEAD + "A1,other,any,closure,0,,Governors,\n", 2, "from 1 to 200"),
    (HEAD + "A1,other,any,closure,201,,Governors,\n", 2, "from 1 to 200"),
    (HEAD + "A1,other,any,closure,-3,,Governors,\n", 2, "not a number of years"),
    (HEAD + "A1,other,any,closure,permanent,,Governors,\n", 2, "not counted from anything"),
    (HEAD + "A1,other,any,,10,,Governors,\n", 2, "no trigger"),
    (HEAD + "A1,other,living,death,10,,Governors,\n", 2, "for the living"),
    (HEAD + "A1,other,died before 18,18th birthday,10,,Governors,\n", 2, "never came"),
    (HEAD + "A1,other,undead,closure,10,,Governors,\n", 2, "whose files"),
    (HEAD + "A1,other,any,closure,10,soon,Governors,\n", 2, "no time for a review"),
    (HEAD + "A1,other,any,closure,10,,,\n", 2, "authority"),
    (HEAD + ",other,any,closure,10,,Governors,\n", 2, "no number"),
    (HEAD + GOOD + GOOD, 3, "stands on line"),
    ("x" * 200_001, 0, "too large"),
]


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_a_schedule_that_cannot_count_is_refused_with_its_line(text, line, words):
    with pytest.raises(BadSchedule) as refused:
        read(text)
    assert any(number == line and words in said for number, said in refused.value.faults)


def test_formulas_are_escaped_on_the_way_out():
    (rule,) = read(HEAD + "A1,other,any,closure,10,,'=cmd|calc,\n")
    assert rule.authority == "=cmd|calc"
    assert ",'=cmd|calc," in written([rule])
