"""Each kind of record written in a browser, by a lead and by a case worker, and signed."""

from datetime import timedelta
from tests.sample import make_file
from tests.school import grant_all
from tests.school import NOW
from tests.school import signed_in
from tests.school import YESTERDAY
from welfarefiles.deadlines.marking import set_marker

import pytest
import transaction


CONTACT = {
    "Who it was with": "Mother",
    "What was said and seen": "She described the mornings.",
    "Outcome": "A breakfast place from Monday.",
}
MEETING = {"What was discussed": "How the mornings go.", "Decisions": "The plan goes on."}
TOLD = {"Who was told": "Duty worker", "What was said": "He is missing.", "Answer": "They visit."}
NO_REPORT = {"Why there is no written report": "Called on the same day."}


def add_person(visitor):
    visitor.page.get_by_role("button", name="Add person").click()
    visitor.group("Person 1").get_by_label("Name").fill("Orla Zephyrine")


def add_log_entry(visitor):
    visitor.page.get_by_role("button", name="Add entry").click()
    entry = visitor.group("Entry 1")
    entry.get_by_label("Date").fill(f"{YESTERDAY:%Y-%m-%d}")
    entry.get_by_label("Time").fill("09:25")
    entry.get_by_label("Nature of the concern").fill("Late")


def choose_event(visitor):
    visitor.group("What it is about").get_by_role("radio").first.check()


#: Type, kind: label and text of fields; label and title of lists; groups and what is ticked there;
#: what else is done.
KINDS = {
    ("ContactNote", "parents"): (CONTACT, {"Kind of contact": "Telephone call"}, {}, None),
    ("ContactNote", "professionals"): (CONTACT, {"Kind of contact": "TAC meeting"}, {}, None),
    ("ContactNote", "child"): (CONTACT, {"Kind of contact": "Meeting"}, {}, None),
    ("ContactNote", "no_access"): (
        {
            "Who was to be seen": "Mother",
            "What you saw, and what you did": "Knocked twice.",
            "What happens next": "Again tomorrow.",
        },
        {},
        {},
        None,
    ),
    ("ContactNote", "referral"): (
        {
            **{
                "Agency and person" if one == "Who it was with" else one: CONTACT[one]
                for one in CONTACT
            },
            "Purpose of a referral made": "Speech therapy",
            "What was discussed with the family beforehand": "They agree.",
        },
        {},
        {},
        None,
    ),
    ("ContactNote", "statutory_visit"): (
        {
            "Responsible social worker": "M. Quill",
            "Who was present": "The child and he.",
            "What was said and seen": "He saw the child.",
            "Outcome": "His own record follows.",
        },
        {},
        {},
        None,
    ),
    ("Concern", "concern"): (
        {"Nature of the concern": "Tired", "What was seen, heard or said": "Fell asleep."},
        {},
        {"Why parents have not been told": "It may place the child at risk of significant harm"},
        None,
    ),
    ("Concern", "disclosure"): (
        {
            "What it is about": "Home",
            "How it came about": "In the library.",
            "The child's exact words": "“He shouts.”",
            "Who was present": "The child and I.",
            "What was agreed with the child": "The lead is told.",
        },
        {},
        {"Why parents have not been told": "It may place the child at risk of significant harm"},
        None,
    ),
    ("Meeting", "tac"): (MEETING, {}, {}, None),
    ("Meeting", "cp_conference"): ({**MEETING, **NO_REPORT}, {}, {}, add_person),
    ("Meeting", "core_group"): ({**MEETING, **NO_REPORT}, {}, {}, add_person),
    ("Meeting", "strategy"): (MEETING, {}, {}, None),
    ("Meeting", "reintegration"): (
        {"What was discussed": "The first day.", "What was agreed": "A quiet start."},
        {},
        {},
        None,
    ),
    ("SchoolEvent", "exclusion_fixed"): (
        {"From": "2026-11-03", "To": "2026-11-04", "Reason": "A chair."},
        {},
        {},
        None,
    ),
    ("SchoolEvent", "exclusion_permanent"): (
        {"From": "2026-11-03", "Reason": "A chair."},
        {},
        {},
        None,
    ),
    ("SchoolEvent", "absence"): ({"What was done to find out": "Rang twice."}, {}, {}, None),
    ("SchoolEvent", "change"): ({"What has changed": "A new address."}, {}, {}, None),
    ("SchoolEvent", "behaviour"): ({"What the information shows": "91 per cent."}, {}, {}, None),
    ("SchoolEvent", "tutor_log"): ({}, {}, {}, add_log_entry),
    ("Notification", "social_care"): (TOLD, {}, {"How": "Telephone call"}, choose_event),
    ("Notification", "domestic_violence"): (
        {
            "Who it came from": "Police",
            "What it says": "Officers were called.",
            "What the school does": "Breakfast.",
            "Staff who were told": "The class teacher.",
        },
        {},
        {"How": "Secure email"},
        None,
    ),
    ("Notification", "agency"): (TOLD, {}, {"How": "Letter"}, None),
}


@pytest.fixture
def file(school):
    with signed_in("lead"):
        made = make_file(school)
        set_marker(made, "cpp", NOW - timedelta(days=30), "Letter of social care")
    grant_all(made)
    transaction.commit()
    return made.absolute_url()


@pytest.mark.parametrize("user_id", ["lead", "worker"])
def test_every_kind_is_written_and_signed(visit, file, user_id):
    person = visit(user_id)
    for (portal_type, kind), (texts, chosen, ticked, more) in KINDS.items():
        person.go(f"{file}/++add++{portal_type}?kind={kind}")
        person.page.locator("input[type=date]").first.fill(f"{YESTERDAY:%Y-%m-%d}")
        person.page.locator("input[type=time]").first.fill(f"{YESTERDAY:%H:%M}")
        for label, text in texts.items():
            person.fill(label, text)
        for label, title in chosen.items():
            person.pick(label, title)
        for group, label in ticked.items():
            person.tick(label, group=group)
        if more:
            more(person)
        person.press("Sign and file")
        assert person.message == "Signed and filed", (kind, person.text[:400])
        assert person.lines(".head .tag")[0] == "Signed", kind


def test_the_menu_and_the_forms_work_without_a_script(visit, file):
    person = visit("lead", scripts=False)
    person.go(file)
    person.page.locator(".head summary", has_text="More").click()
    person.picture("20-menu")
    person.follow("Team around the child (TAC)")
    person.press("Show every field")
    assert person.page.get_by_label("Kind of meeting").count() == 1
    person.picture("21-meeting")
    person.go(f"{file}/++add++Meeting?kind=core_group")
    person.press("Sign and file")
    assert "Say who attended, sent apologies or sent a report." in person.errors
