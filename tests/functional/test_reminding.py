"""The mail of the morning: who gets it, and that it names nobody (R042, R076)."""

from datetime import timedelta
from plone import api
from tests.sample import make_file
from tests.sample import make_user
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import NOW
from tests.school import signed_in
from types import SimpleNamespace
from welfarefiles.access.barriers import barriers
from welfarefiles.access.guards import perform
from welfarefiles.calendars import london
from welfarefiles.deadlines.reminding import previous_working_day
from welfarefiles.deadlines.reminding import remind
from welfarefiles.notices.waiting import read_mail
from welfarefiles.notices.waiting import waiting

import os
import pytest
import transaction


PEOPLE = ("lead", "head", "office", "worker")


@pytest.fixture
def place(functional):
    """A file whose review is due today and an assessment that waits for the head."""
    portal = functional["portal"]
    for user_id in PEOPLE:
        make_user(portal, user_id)
        api.user.get(userid=user_id).setMemberProperties({"email": f"{user_id}@school.example"})
    school = make_staffed_school(portal)
    with signed_in("lead"):
        file = make_file(
            school,
            given_name="Orlando",
            family_name="Zephyrine",
            next_review=london.today(),
            responsible_leader="lead",
        )
        perform(make_record(file, "Assessment"), "submit")
    transaction.commit()
    yield SimpleNamespace(portal=portal, school=school, file=file)
    for path in waiting():
        os.unlink(path)


def mails(place, today):
    """`{address: text}` of what was written about this file."""
    for path in waiting():
        os.unlink(path)
    remind(place.portal, today)
    transaction.commit()
    found = (read_mail(path) for path in waiting())
    about = place.file.reference
    return {to: mail for [to], mail in found if about in mail.get_content()}


def test_who_is_told_of_what(place):
    found = mails(place, london.today())
    assert set(found) == {"lead@school.example", "head@school.example"}
    lead = found["lead@school.example"].get_content()
    assert f"{place.file.reference}: Review of the file, due today." in lead
    assert "authoriser" in found["head@school.example"].get_content()
    for mail in found.values():
        assert "Zephyrine" not in mail.as_string()
        assert "Orlando" not in mail.as_string()
        assert place.file.reference not in mail["Subject"]


def test_nothing_new_is_not_told_again(place):
    tomorrow = london.today() + timedelta(days=1)
    while previous_working_day(tomorrow).isocalendar()[:2] != tomorrow.isocalendar()[:2] or (
        previous_working_day(tomorrow) < london.today()
    ):
        tomorrow += timedelta(days=1)
    assert mails(place, tomorrow) == {}


def test_who_is_shut_out_is_not_told(place):
    barriers(place.file).add("lead", "Relative", "head")
    transaction.commit()
    assert "lead@school.example" not in mails(place, london.today())


def test_nothing_of_a_closed_file(place):
    assert mails(place, (NOW - timedelta(days=400)).date()) == {}
