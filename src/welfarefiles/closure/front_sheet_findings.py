"""Checklist lines that are read off the front sheet (C00, C04, C06, C08, C19, C20, R153)."""

from datetime import date
from datetime import timedelta
from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.london import london_date
from welfarefiles.closure.facts import CLOSURE
from welfarefiles.closure.facts import FileFacts
from welfarefiles.closure.facts import Finding
from welfarefiles.closure.record_findings import signed_document
from welfarefiles.files.identity import age
from welfarefiles.files.identity import normalise_name
from welfarefiles.frontsheet.complete import lacking
from welfarefiles.frontsheet.complete import lacking_for_signing
from welfarefiles.frontsheet.complete import said as filled


FRESH_DAYS = 90
CONSENT_AGE = 16  # R162

HEADER = ("responsible_leader", "reference", "given_name", "family_name", "date_of_birth")
BASIC_DETAILS = ("gender", "ethnicity", "religion", "date_of_birth", "address", "year_group")
ONESELF = {normalise_name(word) for word in ("child", "pupil", "young person", "self")}


def header(facts: FileFacts) -> Finding:
    """C00: who works on the file, its number, the child's name and date of birth."""
    return _filled(facts, HEADER, "Worker, record number, name and date of birth are recorded.")


def basic_details(facts: FileFacts) -> Finding:
    """C19: the classifications, address and year group."""
    return _filled(facts, BASIC_DETAILS, "The basic details are recorded.")


def _filled(facts: FileFacts, names: tuple[str, ...], well: str) -> Finding:
    found = lacking(facts.front, names)
    if found:
        return Finding(False, f"The front sheet lacks: {', '.join(found)}.")
    return Finding(True, well)


def _people(facts: FileFacts) -> list:
    return [person for person in facts.front.get("people") or () if person]


def front_sheet(facts: FileFacts) -> Finding:
    """C04: complete, checked not long ago (R009), and signed as it stands now."""
    found = lacking_for_signing(facts.front)
    if found:
        return Finding(False, f"The front sheet lacks: {', '.join(found)}.")
    checked = facts.front.get("last_reviewed")
    if not checked:
        return Finding(False, "Nobody has said when the front sheet was last checked.")
    said = f"The front sheet is complete and was last checked on {format_date(checked)}"
    if facts.today - checked > timedelta(days=FRESH_DAYS):
        return Finding(False, f"{said}, more than {FRESH_DAYS} days ago: check it again.")
    return _signed(facts, said)


def _signed(facts: FileFacts, said: str) -> Finding:
    signature = facts.signature
    if signature is None:
        return Finding(False, f"{said}, but nobody has signed it.")
    if signature.is_changed:
        day = format_date(london_date(signature.at))
        return Finding(False, f"The front sheet was changed since it was signed on {day}.")
    return Finding(True, f"{said}; it is signed.", by=signature.by, at=signature.at)


def referral_details(facts: FileFacts) -> Finding:
    """C06: the details of the referral stand on the front sheet."""
    if filled(facts.front, "referral_details"):
        return Finding(True, "Referral details are on the front sheet.", present=True)
    return Finding(False, "There are no referral details on the front sheet.")


def relationships(facts: FileFacts) -> Finding:
    """C20, R032: people with their relation, and who has parental responsibility."""
    people = _people(facts)
    if not people:
        return Finding(False, "Nobody is listed under People.")
    unclear = [p for p in people if not (p.get("name") and p.get("relation"))]
    if unclear:
        return Finding(False, f"People without a name or a relation: {len(unclear)}.")
    if not any(p.get("parental_responsibility") for p in people):
        return Finding(False, "Nobody is recorded as having parental responsibility.")
    return Finding(True, f"People listed with their relation: {len(people)}.")


def consent(facts: FileFacts) -> Finding:
    """C08, R007, R162: consent and its form; the young person may sign from 16."""
    kind = facts.front.get("consent")
    if kind == "given":
        return _given(facts)
    told = {
        "refused": "Consent was refused: say whether the form is on file.",
        "not_needed": "Consent is recorded as not needed.",
    }
    if kind in told:
        return Finding(None, told[kind])
    return Finding(False, "Consent has not been sought.")


def _given(facts: FileFacts) -> Finding:
    day, by = facts.front.get("consent_date"), filled(facts.front, "consent_by")
    if not day or not by:
        lacks = "its date" if by else "the name of who gave it"
        return Finding(False, f"Consent is recorded as given without {lacks}.", present=True)
    said = f"Consent was given on {format_date(day)}"
    who = _who_signed(facts, by)
    if who == "child" and not _old_enough(facts, day):
        return Finding(False, f"{said} by the young person before the age of 16.", present=True)
    if who is None:
        said += " by somebody not recorded as having parental responsibility"
    form = signed_document(facts, "consent")
    if form is None:
        return Finding(None, f"{said}; no signed consent form is on this file.")
    if who is None:
        return Finding(None, f"{said}; check the form of {form}.")
    return Finding(True, f"{said}; the form of {form} is on this file.", present=True)


def _who_signed(facts: FileFacts, by: str) -> str | None:
    signed = normalise_name(by)
    responsible = [p for p in _people(facts) if p.get("parental_responsibility")]
    known = {normalise_name(p.get(field)) for p in responsible for field in ("name", "relation")}
    if signed in known - {""}:
        return "parent"
    return "child" if signed in _own_names(facts) | ONESELF else None


def _own_names(facts: FileFacts) -> set[str]:
    family = facts.front.get("family_name") or ""
    own = [facts.front.get("given_name"), facts.front.get("known_as")]
    return {normalise_name(f"{given} {last}") for given in own if given for last in ("", family)}


def _old_enough(facts: FileFacts, day: date) -> bool:
    born = facts.front.get("date_of_birth")
    return bool(born) and age(born, day) >= CONSENT_AGE


def care_leaver(facts: FileFacts) -> Finding:
    """R153: a care leaver served by Children's and Adult Services keeps an open file."""
    if facts.purpose == CLOSURE and facts.front.get("care_leaver_adult_services"):
        return Finding(
            False,
            "The child is a care leaver with services from both Children's and Adult "
            "Services: the file stays open.",
            present=True,
        )
    return Finding(True, "Not a care leaver with continuing services.")
