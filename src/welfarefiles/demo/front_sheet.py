"""The fields of a file's front sheet for an invented child."""

from .children import full_name
from .plans import entries
from .sources import source
from .wording import filled
from datetime import timedelta


REVIEW_EVERY = 60  # days between two reviews of an open file


def front_sheet(plan, child, known, today):
    """Values of the fields, by name; the reference and the days are given elsewhere."""
    return {
        **identity(plan, child),
        **details(plan, child),
        **why(plan, known),
        **agreement(plan, child),
        **reviews(plan, today),
        **protection(plan),
    }


def identity(plan, child):
    entry = plan.entry
    year = entry["year"]
    return {
        "given_name": child.given_name,
        "family_name": child.family_name,
        "known_as": child.known_as or None,
        "date_of_birth": child.date_of_birth,
        "upn": child.upn,
        "year_group": "left" if entry.get("left") else year,
        "class_group": None if entry.get("left") else f"{year}{child.teacher.split()[-1][0]}",
        "people": people(plan, child),
        "volume": entry.get("volume", 1),
        "paper_file": entry.get("paper_file"),
        "care_leaver_adult_services": entry.get("care_leaver", False),
    }


def details(plan, child):
    chance, lists = plan.random("details"), source("names")
    language = chance.choice(lists["first_languages"])
    return {
        "gender": "Female" if child.sex == "f" else "Male",
        "ethnicity": plan.story.get("ethnicity", chance.choice(lists["ethnicities"])),
        "religion": plan.story.get("religion", chance.choice(lists["religions"])),
        "first_language": plan.story.get("language", language),
        "format_needs": plan.story.get("format_needs"),
        "address": child.address,
        "telephone": child.telephone,
    }


def why(plan, known):
    """Grounds for the file, and who works with the family."""
    told = plan.story
    lead = told.get("lead_professional")
    return {
        "reasons": set(told["reasons"]),
        "reason_detail": filled(told["reason_detail"], known),
        "referral_details": filled(told["referral_details"], known)
        if "referral_details" in told
        else None,
        "lead_professional": f"{known[lead]}, {title(lead)}" if lead else None,
        "responsible_leader": plan.leader,
        "reviewer": plan.leader,
        "separate_cp_file": plan.portal_type == "WelfareFile" and has_other_file(plan),
    }


def has_other_file(plan):
    """Whether a child protection file about the same child is in the plan."""
    return any(entry.get("same") == plan.key for entry in entries())


def agreement(plan, child):
    """Consent, with its date where somebody decided."""
    consent = plan.entry["consent"]
    decided = consent in ("given", "refused")
    grown = plan.entry.get("care_leaver", False)
    by = full_name(child) if grown else child.adults[0].full_name
    return {
        "consent": consent,
        "consent_date": plan.date(2) if decided else None,
        "consent_by": by if decided else None,
        **explained(plan, by),
    }


def explained(plan, by):
    """Access to records, promoted at the first meetings; not yet where consent is still sought."""
    if plan.entry["consent"] == "not_sought":
        return {}
    how = f"{by} was shown the school's leaflet and told whom to ask."
    return {"access_explained_on": plan.date(3), "access_explained_how": how}


def reviews(plan, today):
    """The last review and the next; a file that is not open has none to come."""
    if "review" not in plan.entry:
        return {"next_review": None, "last_reviewed": plan.date(plan.last)}
    following = today + timedelta(days=plan.entry["review"])
    return {
        "next_review": following,
        "last_reviewed": max(following - timedelta(days=REVIEW_EVERY), plan.date(0)),
    }


def protection(plan):
    """What only a child protection file has."""
    if plan.portal_type != "ChildProtectionFile":
        return {}
    starts, ends = plan.story.get("cp_plan", (None, None))
    return {
        "section_47": True,
        "cp_plan_category": plan.story.get("cp_category"),
        "cp_plan_start": plan.date(starts) if starts else None,
        "cp_plan_end": plan.date(ends) if ends and plan.state != "open" else None,
    }


def people(plan, child):
    """Rows of the family and of the professionals of this story."""
    rows = [adult.row for adult in child.adults]
    rows += [row(name, relation, note="Also at this school") for name, relation in child.siblings]
    rows += [
        {**row(child.professionals[role], title(role)), "professional": True}
        for role in plan.story["professionals"]
    ]
    return rows


def row(name, relation, note=""):
    """Somebody without parental responsibility."""
    return {
        "name": name,
        "relation": relation,
        "parental_responsibility": False,
        "professional": False,
        "may_be_contacted": True,
        "telephone": "",
        "address": "",
        "note": note,
    }


def title(role):
    """What a professional is called on the front sheet."""
    return source("names")["titles"][role]
