"""What the checklist reads off a file, and the gate made of it (R153, R160, R162)."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import UTC
from welfarefiles.closure import findings
from welfarefiles.closure.checklist import Answer
from welfarefiles.closure.checklist import load_lines
from welfarefiles.closure.facts import ActionFact
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import LetterFact
from welfarefiles.closure.facts import RecordFact
from welfarefiles.closure.facts import SignatureFact
from welfarefiles.closure.line_views import CHECK_TITLES
from welfarefiles.files.around import person_key

import pytest


TODAY = date(2026, 11, 21)
THEN = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)

FRONT = {
    "reference": "WF-2026-000123", "given_name": "Maya", "family_name": "Ellison",
    "date_of_birth": date(2012, 3, 14), "gender": "Female", "ethnicity": "White British",
    "religion": "None", "year_group": "10", "address": "1 Mill Lane", "telephone": "01632 960001",
    "reasons": {"welfare_concern"}, "responsible_leader": "adeyemi",
    "last_reviewed": date(2026, 11, 1), "referral_details": "From the form tutor",
    "consent": "given", "consent_date": date(2026, 9, 3), "consent_by": "Ruth Ellison",
    "people": [{
        "name": "Ruth Ellison", "relation": "Mother", "parental_responsibility": True,
        "may_be_contacted": True,
    }],
}  # fmt: skip
RUTH = person_key(FRONT["people"][0])


def record(portal_type, state, kind="", title=""):
    contact = portal_type in ("ContactNote", "Concern")
    return RecordFact(portal_type, state, THEN, kind, "okafor", title, is_contact=contact)


CONSENT_FORM = record("WelfareDocument", "signed", "consent", "Document")
NOTE = record("ContactNote", "signed", title="Contact note")
SUMMARY = replace(record("ClosingSummary", "authorised"), authorised_by="head", authorised_at=THEN)
SIGNED = SignatureFact("okafor", THEN)
WELL = FileFacts(TODAY, FRONT, (CONSENT_FORM, NOTE), summary=SUMMARY, signature=SIGNED)


def with_front(**changes):
    return replace(WELL, front=FRONT | changes)


def with_records(*records):
    return replace(WELL, records=(CONSENT_FORM, NOTE, *records))


def with_letters(*letters):
    return replace(WELL, letters=tuple(LetterFact(*one) for one in letters))


def with_summary(**changes):
    return replace(WELL, summary=replace(SUMMARY, **changes))


CASES = [
    ("header", WELL, True, "recorded"),
    ("header", with_front(reference=None, responsible_leader=" "), False,
     "lacks: responsible leader, record number"),
    ("front_sheet", WELL, True, "last checked on 1 November 2026"),
    ("front_sheet", with_front(address=""), False, "lacks: address"),
    ("front_sheet", with_front(reasons=set()), False, "lacks: reason"),
    ("front_sheet", with_front(telephone=""), False, "lacks: a telephone number"),
    ("front_sheet", with_front(telephone="", people=[{"telephone": "01632 960002"}]), True, ""),
    ("front_sheet", with_front(last_reviewed=None), False, "Nobody has said"),
    ("front_sheet", with_front(last_reviewed=date(2026, 8, 23)), True, ""),
    ("front_sheet", with_front(last_reviewed=date(2026, 8, 22)), False, "more than 90 days"),
    ("front_sheet", replace(WELL, signature=None), False, "nobody has signed it"),
    ("front_sheet", replace(WELL, signature=replace(SIGNED, is_changed=True)), False,
     "changed since it was signed on 3 November 2026"),
    ("basic_details", WELL, True, ""),
    ("basic_details", with_front(ethnicity=None, religion=""), False, "ethnicity, religion"),
    ("referral_details", WELL, True, ""),
    ("referral_details", with_front(referral_details="\n"), False, "no referral details"),
    ("relationships", WELL, True, "relation: 1."),
    ("relationships", with_front(people=[]), False, "Nobody is listed"),
    ("relationships", with_front(people=None), False, "Nobody is listed"),
    ("relationships", with_front(people=[{"name": "Ruth"}]), False, "or a relation: 1."),
    ("relationships", with_front(people=[{"name": "Al", "relation": "GP"}]), False,
     "parental responsibility"),
    # Consent
    ("consent", WELL, True, "the form of 3 November 2026 is on this file"),
    ("consent", with_front(consent_by="mother"), True, ""),
    ("consent", replace(WELL, records=(NOTE,)), None, "no signed consent form"),
    ("consent", with_front(consent_by="A neighbour"), None, "not recorded as having parental"),
    ("consent", with_front(consent_date=None), False, "without its date"),
    ("consent", with_front(consent_by=""), False, "without the name"),
    ("consent", with_front(consent="refused"), None, "refused"),
    ("consent", with_front(consent="not_needed"), None, "not needed"),
    ("consent", with_front(consent="not_sought"), False, "not been sought"),
    ("consent", with_front(consent=None), False, "not been sought"),
    ("consent", with_front(consent_by="Maya Ellison"), False, "before the age of 16"),
    ("consent", with_front(consent_by="maya"), False, "before the age of 16"),
    ("consent", with_front(consent_by="Young person"), False, "before the age of 16"),
    ("consent", with_front(consent_by="Maya Ellison", date_of_birth=date(2010, 9, 3)), True, ""),
    ("consent", with_front(consent_by="Maya Ellison", date_of_birth=date(2010, 9, 4)), False,
     "before the age of 16"),
    ("consent", with_front(consent_by="Maya Ellison", date_of_birth=None), False, "16"),
    # Records
    ("assessments_authorised", WELL, True, "no assessment"),
    ("assessments_authorised", with_records(record("Assessment", "authorised")), True, "(1)"),
    ("assessments_authorised", with_records(record("Assessment", "struck")), True, "no assess"),
    ("assessments_authorised",
     with_records(record("Assessment", "submitted", title="Assessment")), False,
     "Not finished: Assessment of 3 November 2026."),
    ("assessments_authorised", with_records(record("Assessment", "returned")), False, ""),
    ("assessments_authorised", with_records(record("Concern", "draft")), False, ""),
    ("chronology", WELL, True, "entries: 2"),
    ("chronology", replace(WELL, records=()), False, "nothing"),
    ("chronology", replace(WELL, records=(replace(NOTE, state="struck"),)), False, "nothing"),
    ("chronology", with_records(record("Decision", "draft", title="Decision")), False,
     "Still drafts: Decision of 3 November 2026."),
    ("chronology", with_records(*[record("Concern", "draft", title="Concern")] * 7), False,
     "and 2 more."),
    ("plans", WELL, None, "There is no plan"),
    ("plans", with_records(record("Plan", "authorised", "cin")), True, "(1)"),
    ("plans", with_records(record("Plan", "draft", "cin")), False, "Not authorised"),
    ("plans", with_records(record("Plan", "draft", "pep")), None, ""),
    ("plans", with_front(cp_plan_category="neglect"), False, "no plan is on this file"),
    ("education_plans", WELL, None, "no PEP"),
    ("education_plans", with_records(record("Plan", "authorised", "pep")), True, ""),
    ("education_plans", with_records(record("Plan", "returned", "pep")), False, ""),
    ("education_plans", with_front(reasons={"looked_after"}), False, "looked after"),
    ("referral_document", WELL, None, "No Referral"),
    ("referral_document", with_records(record("WelfareDocument", "signed", "referral")), None,
     "of 3 November 2026"),
    ("delegated_authority", WELL, None, "No signed"),
    ("delegated_authority",
     with_records(record("WelfareDocument", "signed", "delegated_authority")), True, ""),
    ("delegated_authority", with_records(record("DelegatedAuthority", "signed")), True, ""),
    ("delegated_authority", with_records(record("DelegatedAuthority", "draft")), None, ""),
    ("assessments_authorised", with_records(record("CourtReport", "submitted")), False, ""),
    ("private_fostering", with_records(record("FosteringArrangement", "signed",
     "private_fostering")), None, "is recorded: say how it stands on Carers"),
    ("private_fostering", with_records(record("FosteringArrangement", "draft",
     "private_fostering")), False, "still a draft"),
    ("delegated_authority",
     with_records(record("WelfareDocument", "draft", "delegated_authority")), None, ""),
    ("open_actions", WELL, True, "No action"),
    ("open_actions", replace(WELL, open_actions=(ActionFact(None, THEN),)), False, "actions: 1."),
    ("open_actions", replace(WELL, open_actions=(
        ActionFact(date(2026, 12, 1), THEN), ActionFact(date(2026, 11, 9), THEN),
    )), False, "actions: 2; the earliest was due on 9 November 2026"),
    ("open_actions", replace(WELL, open_actions=(ActionFact(TODAY, THEN),)), False, "is due on"),
    # What a local authority does
    ("statutory_visits", WELL, None, "no statutory visit"),
    ("statutory_visits",
     with_records(record("ContactNote", "signed", "statutory_visit")), True, ""),
    ("statutory_visits", with_records(record("ContactNote", "draft", "statutory_visit")), False,
     "Not signed"),
    ("section_47", WELL, None, "no section 47"),
    ("section_47", with_front(section_47=True), None, "but no document"),
    ("section_47", with_records(record("WelfareDocument", "signed", "strategy")), True, ""),
    ("section_47", with_records(record("WelfareDocument", "draft", "strategy")), False, ""),
    ("section_47", with_records(record("Meeting", "signed", "strategy")), True, ""),
    ("conferences", with_records(record("Meeting", "signed", "lac_review")), True, ""),
    ("conferences", with_records(record("Meeting", "draft", "core_group")), False, ""),
    ("conferences", WELL, None, ""),
    ("conferences", with_records(record("WelfareDocument", "signed", "conference")), True, ""),
    ("visit_assessments", WELL, None, ""),
    ("visit_assessments",
     with_records(record("Assessment", "draft", "statutory_visit")), False, ""),
    ("agency_notification", WELL, None, ""),
    ("agency_notification", with_records(record("Notification", "signed")), True, ""),
    ("private_fostering", WELL, None, "not marked"),
    ("private_fostering", replace(WELL, markers=frozenset({"private_fostering"})), None, "Carers"),
    ("plans", replace(WELL, markers=frozenset({"cpp"})), False, "marker"),
    ("plans", replace(WELL, markers=frozenset({"cpp"}), purpose="transfer"), None, ""),
    ("education_plans", replace(WELL, markers=frozenset({"cla"})), False, "marker"),
    # Letters
    ("letter_to_referrer", WELL, None, "No letter"),
    ("letter_to_referrer", with_letters(("referrer", "draft", "")), False, "waits"),
    ("letter_to_referrer", with_letters(("referrer", "signed", "")), True, "was sent"),
    ("letter_to_referrer", with_letters(("referrer", "struck", "")), None, "No letter"),
    ("letters_listed", WELL, None, "No letter"),
    ("letters_listed", with_letters(("other", "draft", "")), True, "waiting to be sent: 1."),
    ("letters_to_parents", WELL, None, "No letter"),
    ("letters_to_parents", with_front(people=[]), None, "no parents"),
    ("letters_to_parents", with_letters(("closure_parents", "draft", RUTH)), False, "wait"),
    ("letters_to_parents", with_letters(("closure_parents", "signed", RUTH)), True, ": 1."),
    ("letters_to_parents", with_letters(("closure_parents", "signed", "x")), False, "0 of 1"),
    ("letters_to_parents",
     replace(with_letters(("closure_parents", "signed", RUTH)), purpose="transfer"), None, ""),
    ("letters_to_professionals", WELL, None, "no professionals"),
    ("shared_with_family", WELL, None, "no assessment"),
    ("shared_with_family", with_records(record("Plan", "authorised")), True, "how it was shared"),
    ("shared_with_family",
     replace(with_records(record("Plan", "authorised")), not_shared=1), None, "shared: 1."),
    # Summary and agreement
    ("summary_signed_off", WELL, True, "closing summary is authorised"),
    ("summary_signed_off", replace(WELL, summary=None), False, "no closing summary"),
    ("summary_signed_off", replace(WELL, summary=None, purpose="transfer"), False,
     "no transfer summary"),
    ("summary_authorised", with_summary(state="draft"), False, "not been submitted"),
    ("summary_authorised", with_summary(state="submitted"), False, "waits"),
    ("summary_authorised", with_summary(state="returned"), False, "returned"),
    ("summary_authorised", with_summary(state="struck"), False, "not authorised"),
    ("summary_authorised", replace(WELL, summary=None), False, "to authorise"),
    ("checklist_saved", with_summary(state="submitted"), True, ""),
    ("checklist_saved", with_summary(state="draft"), False, ""),
    ("manager_agreement", WELL, True, "Agreed on 3 November 2026"),
    ("manager_agreement", with_summary(state="submitted"), False, "No manager"),
    ("manager_agreement", with_summary(authorised_by="okafor"), False, "who wrote it"),
    ("manager_agreement", with_summary(authorised_at=None), False, "lacks"),
    ("manager_agreement", with_summary(authorised_by=""), False, "lacks"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "facts", "ok", "sentence"), CASES)
def test_finding(check, facts, ok, sentence):
    found = findings.find(facts)[check]
    assert (found.ok, sentence in found.sentence) == (ok, True), found.sentence
    assert found.sentence.endswith(".")


def test_every_check_is_tried():
    assert {case[0] for case in CASES} == set(findings.CHECKS)


def test_every_check_has_its_words_and_its_place():
    assert set(CHECK_TITLES) == set(findings.PLACES) == set(findings.CHECKS)


def test_no_sentence_holds_a_name():
    for _check, facts, _ok, _sentence in CASES:
        told = " ".join(found.sentence for found in findings.find(facts).values())
        assert not [name for name in ("Maya", "Ellison", "Ruth", "Mill Lane") if name in told]


def test_what_an_empty_file_lacks_is_told_without_failing(caplog):
    found = findings.find(FileFacts(TODAY))
    assert not caplog.records
    assert [name for name, one in found.items() if one.ok] == [
        "assessments_authorised", "open_actions",
    ]  # fmt: skip


def test_an_evaluator_that_fails_blocks_and_logs_nothing_of_the_file(caplog, monkeypatch):
    def broken(facts):
        raise KeyError(facts.front["family_name"])

    monkeypatch.setitem(findings.CHECKS, "plans", broken)
    found = findings.find(WELL)["plans"]
    assert found.ok is False
    assert "could not check" in found.sentence
    assert "KeyError" in caplog.text
    assert "Ellison" not in caplog.text


LINES = load_lines()
ANSWERS = {
    line.key: Answer("not_applicable", "Not a council's file", "adeyemi", THEN)
    for line in LINES
    if line.check is None or findings.find(WELL)[line.check].ok is None
}


def test_a_complete_file_may_close():
    assert findings.reasons_not_to("submit", LINES, ANSWERS, WELL) == []
    assert findings.reasons_not_to("close", LINES, ANSWERS, WELL) == []


def test_before_the_manager_only_the_workers_part_must_hold():
    draft = with_summary(state="draft", authorised_by="", authorised_at=None)
    assert findings.reasons_not_to("submit", LINES, ANSWERS, draft) == []
    missing = findings.reasons_not_to("close", LINES, ANSWERS, draft)
    assert [sentence[:3] for sentence in missing] == ["C01", "C02", "C27", "C28"]


@pytest.mark.parametrize("key", sorted(ANSWERS))
def test_each_answer_is_needed(key):
    answers = {one: answer for one, answer in ANSWERS.items() if one != key}
    (sentence,) = findings.reasons_not_to("close", LINES, answers, WELL)
    assert sentence.startswith(f"{key} ")
    assert "Not answered yet." in sentence


def test_a_care_leaver_keeps_an_open_file():
    facts = with_front(care_leaver_adult_services=True)
    for phase in ("submit", "close"):
        (sentence,) = findings.reasons_not_to(phase, LINES, ANSWERS, facts)
        assert "stays open" in sentence
    moving = replace(facts, purpose="transfer")
    assert findings.reasons_not_to("close", LINES, ANSWERS, moving) == []


def test_no_edit_of_the_checklist_replaces_the_manager():
    shorter = [line for line in LINES if line.key != "C28"]
    facts = with_summary(authorised_by="okafor")
    expected = ["The summary was authorised by the person who wrote it."]
    assert findings.reasons_not_to("close", shorter, ANSWERS, facts) == expected
    assert len(findings.reasons_not_to("close", LINES, ANSWERS, facts)) == 1
