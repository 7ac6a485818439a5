"""Each kind of record asks its own fields, in its own words, and no more (R018-R025, R077-R094)."""

from lxml import html
from Products.statusmessages.interfaces import IStatusMessage
from tests.pages import errors_of
from tests.pages import page
from tests.pages import send
from tests.sample import make_file
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import sign_in
from tests.school import signed_in
from tests.school import state_of
from tests.school import YESTERDAY
from welfarefiles.access.guards import perform
from welfarefiles.access.guards import TransitionRefused
from welfarefiles.index.interfaces import IIndexRows
from zope.globalrequest import getRequest
from zope.i18n import translate

import pytest


WHEN = {"happened_at-date": "2026-11-19", "happened_at-time": "15:40"}
CONTACT = {**WHEN, "with_whom": "Ms Zephyrine", "discussion": "Lateness.", "outcome": "A call."}
DISCLOSURE = {
    **WHEN,
    "nature": "Home",
    "what_happened": "In the reading corner.",
    "child_words": "“He shouts at night.”",
    "present": "The child and I.",
    "agreed_actions": "The lead is told today.",
    "parents_told": "selected",
}
#: Type, kind, what is typed, what the record then has.
KINDS = [
    ("ContactNote", "parents", {**CONTACT, "contact_group": ["parents"], "kind": ["text"]}, {}),
    (
        "ContactNote",
        "professionals",
        {**CONTACT, "contact_group": ["professionals"], "kind": ["tac"]},
        {},
    ),
    (
        "ContactNote",
        "child",
        {**CONTACT, "contact_group": ["child"], "kind": ["meeting"], "child_seen": "selected"},
        {"child_seen": True},
    ),
    (
        "ContactNote",
        "no_access",
        {**CONTACT, "contact_group": ["parents"], "kind": ["home_visit"]},
        {"no_access": True},
    ),
    (
        "ContactNote",
        "referral",
        {
            **CONTACT,
            "contact_group": ["professionals"],
            "referral_purpose": "Speech therapy",
            "family_discussion": "Agreed with the mother.",
        },
        {"kind": "referral"},
    ),
    (
        "ContactNote",
        "statutory_visit",
        {**CONTACT, "contact_group": ["professionals"], "present": "The child and he."},
        {"kind": "statutory_visit", "investigation": True},
    ),
    (
        "Concern",
        "concern",
        {**WHEN, "nature": "Tired", "what_happened": "Slept.", "parents_told": "selected"},
        {"kind": "concern"},
    ),
    ("Concern", "disclosure", DISCLOSURE, {"kind": "disclosure"}),
]


@pytest.fixture
def file(integration):
    portal = integration["portal"]
    make_people(portal)
    file = make_file(make_staffed_school(portal))
    sign_in(portal, "lead")
    return file


def asked(form):
    """Names of the fields a form asks."""
    inputs = form.cssselect("[name^='form.widgets.']")
    return {one.get("name").split(".")[2].split(":")[0].split("-")[0] for one in inputs}


@pytest.mark.parametrize(("portal_type", "kind", "typed", "kept"), KINDS)
def test_each_kind_is_recorded_and_signed(file, portal_type, kind, typed, kept):
    form = page(file, f"++add++{portal_type}", kind=kind)
    assert {name.split("-")[0] for name in typed} <= asked(form)
    assert not set(kept) - {"child_seen"} & asked(form)
    [name] = form.cssselect("input[name=kind]")
    assert name.get("value") == kind
    _answer, target = send(file, f"++add++{portal_type}", "finish", widgets=typed, kind=kind)
    [record] = file.objectValues()
    assert target == record.absolute_url()
    assert state_of(record) == "signed"
    assert {name: getattr(record, name) for name in kept} == kept


def test_the_plain_form_leaves_out_what_is_seldom_needed(file):
    plain = asked(page(file, "++add++ContactNote"))
    every = asked(page(file, "++add++ContactNote", ask="all"))
    assert {"kind", "discussion", "child_views", "actions"} <= plain
    assert every - plain == {
        *("no_access", "referral_purpose", "family_discussion", "interpreter_dispensed_reason")
    }


def test_what_a_chosen_kind_needs_is_asked_when_it_is_missing(file):
    typed = {**CONTACT, "contact_group": ["professionals"], "kind": ["referral"]}
    answer, target = send(file, "++add++ContactNote", "finish", widgets=typed)
    assert target is None
    assert not file.objectIds()
    assert errors_of(answer) == [
        "Say what the referral is for.",
        "Say what was discussed with the family beforehand, or what precluded it.",
    ]
    assert 'name="form.widgets.referral_purpose"' in answer


def test_a_disclosure_is_not_signed_without_the_childs_words(file):
    typed = {**DISCLOSURE, "child_words": "", "agreed_actions": ""}
    answer, target = send(file, "++add++Concern", "finish", widgets=typed, kind="disclosure")
    assert target is None
    assert not file.objectIds()
    assert len(errors_of(answer)) == 2
    assert typed["what_happened"] in answer


@pytest.mark.parametrize("kind", ["concern", "disclosure"])
def test_nobody_is_promised_confidentiality(file, kind):
    [note] = page(file, "++add++Concern", kind=kind).cssselect("form .note")
    assert note.text_content().startswith("You cannot promise the child")


def test_needs_of_the_family_are_shown_where_a_contact_is_recorded(file):
    assert not page(file, "++add++ContactNote").cssselect("form .note")
    file.format_needs, file.first_language = "Large print", "English"
    form = page(file, "++add++ContactNote")
    assert [one.text_content() for one in form.cssselect("form .note")] == [
        "Language and format the child or family needs: Large print"
    ]
    assert "interpreter_dispensed_reason" in asked(form)


def test_a_draft_is_asked_about_as_what_it_is(file):
    typed = {**CONTACT, "contact_group": ["parents"], "kind": ["home_visit"]}
    send(file, "++add++ContactNote", widgets=typed, kind="no_access")
    [note] = file.objectValues()
    form = page(note, "edit")
    assert "What you saw, and what you did" in form.text_content()
    assert "no_access" not in asked(form)
    assert "no_access" in asked(page(note, "edit", ask="all"))


def test_the_menu_offers_each_kind(file):
    menu = page(file, "view").cssselect(".head .menu section")
    offered = {
        one.cssselect("h2")[0].text: [link.text for link in one.cssselect("a")] for one in menu
    }
    assert list(offered)[:4] == ["Contact note", "Concern", "Meeting", "Notification"]
    assert offered["Contact note"][:2] == [
        "Contact with parents or carers",
        "Contact with other professionals",
    ]
    assert offered["Concern"] == ["Concern", "Disclosure by the child"]
    assert "Core group" in offered["Meeting"]
    assert "Unexplained absence" in offered["School event"]
    assert offered["Assessments and plans"] == ["Assessment", "Plan"]
    assert offered["The file"] == ["Close this file"]


def test_abbreviations_are_written_out_and_unknown_ones_named(file):
    typed = {**CONTACT, "contact_group": ["professionals"], "kind": ["telephone"]}
    typed["discussion"] = "The TAC & the XYZB met; <b>TAC</b> again."
    send(file, "++add++ContactNote", widgets=typed)
    said = [translate(one.message) for one in IStatusMessage(getRequest()).show()]
    [note] = file.objectValues()
    shown = html.tostring(page(note, "view"), encoding="unicode")
    assert '<abbr title="Team Around the Child">TAC</abbr>' in shown
    assert shown.count("(Team Around the Child)") == 1
    assert "&lt;b&gt;TAC&lt;/b&gt; again" in shown
    assert any("abbreviations: XYZB." in one for one in said)
    assert note.discussion == typed["discussion"]


def test_a_court_report_is_due_until_a_manager_has_authorised_it(file):
    with signed_in("lead"):
        report = make_record(file, "CourtReport", due_on=YESTERDAY.date())

    def dues():
        rows = IIndexRows(report).rows().dues
        return [(due.sentence, due.responsible) for due in rows if due.what == "court"]

    assert dues() == [("due_court_report", "lead")]
    with signed_in("lead"):
        perform(report, "submit")
        with pytest.raises(TransitionRefused):
            perform(report, "authorise")
    assert dues() != []
    with signed_in("head"):
        perform(report, "authorise")
    assert dues() == []
    form = page(file, "++add++CourtReport", kind="received")
    assert asked(form).isdisjoint({"asked_by", "due_on", "how_shared"})
