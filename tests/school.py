"""A school with one person for each role, files that lack nothing, records of every type.

Built on `tests.sample`; for tests of rights, workflows and closure in all folders. Commit before an
HTTP call.
"""

from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import timedelta
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from tests import moving
from tests.sample import make_file
from tests.sample import make_school
from tests.sample import make_users
from welfarefiles.access.grants import grants
from welfarefiles.access.guards import perform
from welfarefiles.calendars.london import LONDON
from welfarefiles.closure.answers import give_answers
from welfarefiles.closure.lines import lines
from welfarefiles.frontsheet.keeping import lacks
from welfarefiles.frontsheet.keeping import sign as sign_front_sheet
from welfarefiles.letters.register import WORD
from welfarefiles.people.entry import TeamEntry
from welfarefiles.people.team import school_of
from welfarefiles.people.team import team
from welfarefiles.transfer.knowing import transfer_of
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


TEAM = {
    "staff": "Staff Member",
    "lead": "Welfare Lead",
    "head": "Authoriser",
    "office": "Welfare Administrator",
    "records": "Records Manager",
    "auditor": "Auditor",
}
GRANTED = {
    "worker": "Case Worker",
    "reader": "Case Reader",
    "privileged": "Privileged Reader",
}
NOW = datetime.now(LONDON)
#: In working hours: no day, no hour that comes twice or never begins near it.
YESTERDAY = (NOW - timedelta(days=1)).replace(hour=11, minute=20, second=0, microsecond=0)

#: A front sheet that the closing checklist finds nothing wrong with.
FRONT_SHEET = {
    "gender": "Girl",
    "ethnicity": "White British",
    "religion": "None",
    "year_group": "5",
    "address": "1 Invented Street",
    "telephone": "01632 960001",
    "referral_details": "By the class teacher.",
    "last_reviewed": NOW.date(),
    "consent": "given",
    "consent_date": date(2026, 1, 5),
    "consent_by": "Mother",
    "people": [
        {
            "name": "Orla Zephyrine",
            "relation": "Mother",
            "parental_responsibility": True,
            "may_be_contacted": True,
            "telephone": "01632 960001",
        }
    ],
}
#: The original of the record of an email.
MESSAGE = b"""From: Orla Zephyrine <orla@example.org>
To: Lead <lead@oakfield.example>
Date: Thu, 19 Nov 2026 15:40:00 +0000
Subject: Monday morning

He is at the breakfast place from Monday.
"""
#: Fields of a complete record of each type.
RECORDS = {
    "ContactNote": {
        "contact_group": "parents",
        "kind": "home_visit",
        "with_whom": "Mother",
        "present": "The mother and the child.",
        "discussion": "She described the mornings.",
        "outcome": "A breakfast place from Monday.",
    },
    "Concern": {
        "nature": "Tired in lessons",
        "what_happened": "Fell asleep twice.",
        "parents_told": True,
    },
    "Meeting": {
        "kind": "tac",
        "discussion": "How the mornings go.",
        "outcome": "The breakfast place goes on.",
        "attendance": [{"name": "Orla Zephyrine", "role": "Mother", "attended": "attended"}],
    },
    "SchoolEvent": {"kind": "behaviour", "what_happened": "Late on four days of ten."},
    "Notification": {
        "kind": "agency",
        "with_whom": "School nurse",
        "how": "telephone",
        "discussion": "He has lost weight.",
        "outcome": "She sees him on Thursday.",
    },
    "WelfareDocument": {"kind": "minutes", "heading": "Minutes of the meeting"},
    "Correspondence": {
        "sender": "Orla Zephyrine <orla@example.org>",
        "recipients": "Lead <lead@oakfield.example>",
        "subject": "Monday morning",
        "body": "He is at the breakfast place from Monday.",
        "led_to": "The register of the breakfast place was changed.",
    },
    "Letter": {
        "kind": "closure_parents",
        "recipient": "Orla Zephyrine",
        "recipient_relation": "Mother",
        "address": "1 Invented Street",
        "how": "by_hand",
        "sent_on": NOW.date(),
    },
    "Decision": {"decision": "Offer early help.", "reasons": "The family asked for it."},
    "MedicationLog": {"need": "Asthma: an inhaler before sport."},
    "CourtOrder": {
        "kind": "child_arrangements",
        "court": "Family Court at Oakfield",
        "made_on": date(2026, 1, 5),
        "says": "Lives with the mother.",
    },
    "ContactArrangement": {"who": "Father", "how_often": "Every second Saturday."},
    "DelegatedAuthority": {
        "given_by": "Mother",
        "given_to": "Foster carer",
        "decisions": [{"what": "Day trips", "limits": None}],
    },
    "FosteringArrangement": {
        "kind": "private_fostering",
        "carer": "Great-aunt",
        "starts_on": date(2026, 1, 5),
        "agreed": "She signs for day trips.",
        "authority_told_on": date(2026, 1, 6),
    },
    "CourtReport": {
        "kind": "school",
        "written_by": "Form tutor",
        "court": "Family Court at Oakfield",
        "asked_by": "The guardian",
        "summary": "Attendance and friendships.",
    },
    "OriginalDocument": {
        "kind": "birth_certificate",
        "received_from": "Mother",
        "kept_where": "Office safe",
        "condition": "Unharmed",
    },
    "ChildContribution": {"kind": "written", "what": "A letter"},
    "PaperVolume": {"what": "Volume 1, 2019 to 2022", "kept_where": "Archive, cabinet 3"},
    "Assessment": {
        "kind": "early_help",
        "summary": "Needs met by early help.",
        "recommendation": "no_further_action",
    },
    "Plan": {"kind": "pep", "objectives": "Attendance above 95 per cent."},
    "ClosingSummary": {
        "purpose": "closure",
        "reason_for_involvement": "Attendance.",
        "actions_and_outcomes": "Breakfast place; attendance is good.",
        "professionals_views": "The school nurse agrees.",
        "continuing_support": "The class teacher.",
    },
}


def make_people(portal):
    """Accounts for everyone in `TEAM` and `GRANTED`; `stranger` has one and no role."""
    make_users(portal, *TEAM, *GRANTED, "stranger")


def make_staffed_school(portal):
    """A school with each team role held by the person of `TEAM`, for both kinds of file."""
    return make_school(portal, **TEAM)


def name_for(school, user_id, role, *portal_types):
    """Give a person a team role for these kinds of file only (R003)."""
    team(school).add(TeamEntry(user_id, role, frozenset(portal_types)))


def grant_all(file):
    """Give the people of `GRANTED` their roles on a file."""
    for user_id, role in GRANTED.items():
        grants(file).give(user_id, role, "Works with the child", "lead")


@contextmanager
def signed_in(user_id):
    """Act as somebody, as in a request of its own: what was remembered of rights is dropped."""
    forget_answers()
    with api.env.adopt_user(user_id):
        yield
    forget_answers()


def sign_in(portal, user_id):
    """Become somebody (None: nobody) until the next `sign_in`."""
    forget_answers()
    login(portal, user_id) if user_id else logout()


def forget_answers():
    """Drop what this request remembers about roles and accounts."""
    answers = IAnnotations(getRequest())
    for key in list(answers):
        del answers[key]


def make_complete_file(school, portal_type="WelfareFile", **fields):
    """An open file by `lead` that has everything closing asks of the front sheet and one entry."""
    with signed_in("lead"):
        file = make_file(school, portal_type, **{**FRONT_SHEET, **fields})
        perform(make_record(file, "ContactNote"), "sign")
        if not lacks(file):
            sign_front_sheet(file)
    return file


def make_record(file, portal_type, **fields):
    """A complete draft of any record type, of yesterday, by whoever is signed in."""
    values = {"happened_at": YESTERDAY, **RECORDS[portal_type], **fields}
    if portal_type in ("WelfareDocument", "DelegatedAuthority", "CourtReport"):
        values.setdefault("file", NamedBlobFile(b"Minutes", "text/plain", "minutes.txt"))
    if portal_type == "Letter":
        values.setdefault("file", NamedBlobFile(b"%PDF-1.7", "application/pdf", "letter.pdf"))
        values.setdefault("document", NamedBlobFile(b"PK", WORD, "letter.docx"))
    if portal_type == "Correspondence":
        values.setdefault("file", NamedBlobFile(MESSAGE, "message/rfc822", "message.eml"))
    return createContentInContainer(file, portal_type, checkConstraints=False, **values)


def answer_all(summary, reason="There is none in this file."):
    """Answer every line of the checklist that may be: not applicable, with a reason."""
    asked = [line for line in lines(summary) if line.applies == "if_applicable"]
    give_answers(summary, {line.key: ("not_applicable", reason) for line in asked})


def make_agreed_summary(file, purpose="closure", author="lead", authoriser="head"):
    """A summary with its checklist, submitted by its author, authorised by the manager.

    For a transfer also what is asked about that, where nobody has answered it yet.
    """
    more = {"receiving_school": "Oakfield"} if purpose == "transfer" else {}
    if purpose == "transfer" and transfer_of(file, school_of(file)) is None:
        moving.prepared(file, author)
    with signed_in(author):
        summary = make_record(file, "ClosingSummary", purpose=purpose, **more)
        answer_all(summary)
        perform(summary, "submit")
    with signed_in(authoriser):
        perform(summary, "authorise")
    return summary


def put(content, state):
    """Bring content into a state of its workflow past all guards, for tests of the rights there."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    [workflow] = workflow_tool.getWorkflowsFor(content)
    status = workflow_tool.getStatusOf(workflow.getId(), content)
    changed = {**status, workflow.state_var: state}
    workflow_tool.setStatusOf(workflow.getId(), content, changed)
    workflow.updateRoleMappingsFor(content)
    if hasattr(content, "reindexObject"):
        content.reindexObject()
    forget_answers()


def state_of(content):
    """Id of the state content is in."""
    return api.content.get_state(content)
