"""The demonstration: complete, valid, without a name where none may stand, the same every time."""

from Acquisition import aq_parent
from collections import Counter
from datetime import date
from plone import api
from plone.dexterity.utils import iterSchemata
from tests.demonstration import portal_for_a_while
from tests.demonstration import quiet
from welfarefiles.access.grant import ENVELOPE
from welfarefiles.access.grants import grants
from welfarefiles.access.section import is_restricted
from welfarefiles.access.who import who_asks
from welfarefiles.calendars import london
from welfarefiles.consistency.check import check
from welfarefiles.consistency.site import SiteObjects
from welfarefiles.deadlines.keeping import dates_of
from welfarefiles.demo import build
from welfarefiles.demo.children import cast
from welfarefiles.demo.people import logins
from welfarefiles.demo.people import SECOND
from welfarefiles.demo.plans import plans
from welfarefiles.demo.timeline import timeline
from welfarefiles.demo.wording import filled
from welfarefiles.demo.wording import words
from welfarefiles.extraction.extract import extract
from welfarefiles.files.identity import normalise_name
from welfarefiles.files.identity import upn_problem
from welfarefiles.files.identity import year_group
from welfarefiles.forms.pupils import pupils
from welfarefiles.lookup import query
from welfarefiles.people.named_teams import named_teams
from welfarefiles.records.complete import rule_of
from welfarefiles.records.rules import problems
from welfarefiles.restricted.restricting import readers_of
from welfarefiles.sql.engine import get_store
from welfarefiles.trust.offered import offered
from zope.schema import getValidationErrors

import pytest
import re
import transaction


SOME = 8  # the first files of the plan have every state and every type
LEFT_OPEN = {"closed", "transferred", "retained"}
DAYS = [date(2026, 11, 21), date(2027, 1, 1), date(2027, 8, 15), date(2028, 2, 29)]


@pytest.fixture(scope="module")
def portal(functional_session, tmp_path_factory):
    with portal_for_a_while(tmp_path_factory.mktemp("demonstration")) as portal:
        assert build.build(portal, number=SOME, report=quiet) is not None
        yield portal


def schools(portal):
    """The school, and the small one beside it."""
    first, second = (item for item in portal.objectValues() if item.portal_type == "School")
    return first, second


@pytest.fixture(scope="module")
def files(portal):
    school, _second = schools(portal)
    return list(school["files"].objectValues())


@pytest.fixture(scope="module")
def records(files):
    return [record for file in files for record in file.objectValues()]


def states(objects):
    return Counter(api.content.get_state(one) for one in objects)


def uploads(records):
    return [record.file for record in records if getattr(record, "file", None)]


def test_files_are_in_every_state(files):
    assert set(states(files)) == {"open", *LEFT_OPEN}
    assert {file.portal_type for file in files} == {"WelfareFile", "ChildProtectionFile"}


def test_records_are_of_every_type_and_state(records):
    types = {record.portal_type for record in records}
    assert len(types) == 18
    expected = {"draft", "signed", "submitted", "returned", "authorised", "struck"}
    assert set(states(records)) == expected


def test_no_child_s_name_in_a_title_an_address_or_the_name_of_a_file(files, records):
    shown = " ".join(
        f"{'/'.join(one.getPhysicalPath())} {one.title} {one.Title()} {one.Description()}"
        for one in [*files, *records]
    )
    shown += " ".join(upload.filename for upload in uploads(records))
    seen = set(re.findall(r"[a-z]+", shown.casefold()))
    for file in files:
        assert normalise_name(file.given_name) not in seen
        assert normalise_name(file.family_name) not in seen


def test_closed_files_went_through_the_gate(files):
    gone = [file for file in files if api.content.get_state(file) in LEFT_OPEN]
    assert gone
    for file in gone:
        (summary,) = (one for one in file.objectValues() if one.portal_type == "ClosingSummary")
        assert api.content.get_state(summary) == "authorised"
        assert summary.authorised_by not in {None, summary.author, *summary.edited_by}
        assert summary.checklist
        assert summary.authorised_at.date() <= file.closed_on


def test_index_agrees(portal):
    transaction.begin()
    assert check(SiteObjects([portal]), get_store(), settle_seconds=0) == []


def test_building_again_does_nothing(portal):
    before, said = portal.objectIds(), []
    assert build.build(portal, number=1, report=said.append) is None
    assert portal.objectIds() == before
    assert len(said) == 1


def test_everything_is_valid(files, records):
    for one in [*files, *records]:
        for schema in iterSchemata(one):
            assert getValidationErrors(schema, one) == []


def test_records_say_what_the_rules_want(records):
    for record in records:
        assert problems(vars(record), london.now(), rule_of(record)) == {}


def test_times_follow_each_other(files, records):
    today = london.today()
    for record in records:
        moments = [
            record.happened_at,
            record.recorded_at,
            record.signed_at,
            getattr(record, "authorised_at", None),
        ]
        known = [moment for moment in moments if moment is not None]
        assert known == sorted(known)
        assert known[-1].date() < today
    for file in files:
        assert all(
            file.opened_on <= london.london_date(one.happened_at) for one in file.objectValues()
        )


def test_some_records_are_late_and_most_are_not(records):
    late = [one for one in records if (one.recorded_at - one.happened_at).days > 7]
    assert 0 < len(late) < len(records) / 10


def test_children_are_plausible(files):
    for file in files:
        assert upn_problem(file.upn) is None
        if file.year_group != "left":
            assert file.year_group == year_group(file.date_of_birth, london.today())


def test_consent_is_in_all_four_values():
    today = london.today()
    assert {plan.entry["consent"] for plan in plans(build.SEED, today)} == {
        "given",
        "refused",
        "not_sought",
        "not_needed",
    }


def test_uploads_are_real_files_with_text_in_them(records):
    kinds = Counter()
    for upload in uploads(records):
        with upload.open() as stream:
            text, reason = extract(stream, upload.contentType, upload.filename)
        assert reason == ""
        assert "nvented for demonstration" in text
        kinds[upload.filename.rsplit(".", 1)[-1]] += 1
    assert set(kinds) == {"pdf", "docx", "eml"}


def test_leads_see_the_kinds_of_file_they_are_named_for(portal):
    types = {
        user_id: {row.portal_type for row in query.register(who_asks(user_id))}
        for user_id in ("lead", "pastoral", "staff", "siteadmin")
    }
    assert types["lead"] == {"WelfareFile", "ChildProtectionFile"}
    assert types["pastoral"] == {"WelfareFile"}
    assert types["staff"] == types["siteadmin"] == set()


def test_each_page_about_access_has_something_to_show(portal, files):
    school, _second = schools(portal)
    [team] = named_teams(school).all()
    assert len(team.members) > 1
    assert any(grants(file).of(team.id) for file in files)
    records = [record for file in files for record in file.objectValues()]
    given = [one for record in records for one in grants(record).all()]
    [lent] = [one for one in given if one.how == ENVELOPE]
    assert len(given) == 2  # the other gives medicine
    assert (lent.how, lent.user_id) == (ENVELOPE, "staff")
    [restricted] = [record for record in records if is_restricted(record)]
    assert readers_of(aq_parent(restricted)) == {"lead"}
    with api.env.adopt_user(username="lead"):
        assert api.user.has_permission("View", obj=restricted)
    with api.env.adopt_user(username="head"):
        assert not api.user.has_permission("View", obj=restricted)


def test_somebody_is_shut_out():
    assert [plan for plan in plans(build.SEED, london.today()) if plan.entry.get("barred")]


def test_everybody_on_the_list_can_sign_in(portal):
    registration = api.portal.get_tool("portal_registration")
    for _role, user_id, password in logins():
        assert registration.testPasswordValidity(password) is None
        assert portal.acl_users.authenticate(user_id, password, {}) is not None
        assert api.user.get(userid=user_id).getProperty("email").endswith("@example.org")


def test_every_page_says_that_it_is_invented(portal):
    assert api.portal.get_registry_record("welfarefiles.demonstration") is True


@pytest.mark.parametrize("today", DAYS)
def test_the_whole_plan_can_be_laid_on_any_day(today):
    children, made = cast(build.SEED, today), plans(build.SEED, today)
    assert len(made) == 40
    made += plans(build.SEED, today, school=SECOND)
    assert len({child.upn for child in children.values()}) == len(
        {plan.entry.get("same", plan.key) for plan in made}
    )
    for plan in made:
        assert plan.start >= 0
        assert all(told["day"] >= 0 for told in timeline(plan))
        assert max(plan.date(told["day"]) for told in timeline(plan)) < today


def test_every_text_finds_its_names():
    today = london.today()
    children, number = cast(build.SEED, today), 0
    for plan in plans(build.SEED, today):
        known = words(children[plan.key])
        for told in timeline(plan):
            number += 1
            texts = [value for value in told.values() if isinstance(value, str)]
            assert all("{" not in filled(text, known) for text in texts)
    assert 300 <= number <= 500


def test_same_seed_gives_the_same_children_and_another_others():
    today = london.today()
    assert cast("a", today) == cast("a", today)
    assert cast("a", today) != cast("b", today)


def test_what_the_staff_raised(portal):
    """Several about one child, one in danger, one settled, a request to see a record."""
    school, _second = schools(portal)
    raised = school["concerns"].objectValues()
    assert Counter(one.child for one in raised)["Maya Ellison, Year 5"] == 3
    assert [one.danger for one in raised].count(True) == 1
    assert {one.kind for one in raised} == {"concern", "request"}
    assert {"new", "no_file"} <= set(states(raised))
    assert all(one.pupil and not one.flags for one in raised)
    assert len(pupils(school)) > 60


def test_a_file_waits_to_be_taken_over_from_the_school_beside(portal):
    """The lead is asked, sees no name, and nobody of the one school is in the other."""
    school, second = schools(portal)
    with api.env.adopt_user(username="lead"):
        [one] = offered(school)
        assert api.user.has_permission("View", obj=school)
        assert not api.user.has_permission("View", obj=second)
    assert one.sender == second
    assert one.part.type == "WelfareFile"
    assert Counter(states(second["files"].objectValues())) == {"open": 2, "transferred": 1}
    with api.env.adopt_user(username="brooklead"):
        assert [row.reference for row in query.register(who_asks())]
        assert not api.user.has_permission("View", obj=school)


def test_the_term_dates_are_entered(portal):
    for school in schools(portal):
        assert dates_of(school).school.is_school_day(date(2026, 11, 20))
