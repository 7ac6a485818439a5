"""The words a schedule may use: classes of file, triggers, and whose life a rule is for."""

from .years import eighteenth_birthday


#: Classes of file: those of the council's schedule (R163-R179).
CLASSES = {
    "looked_after": "Looked after child",
    "privately_fostered": "Privately fostered child",
    "adoption": "Adoption",
    "adoption_enquiry": "Adoption enquiry",
    "adopters": "Adopters",
    "adopters_withdrawn": "Adopters who died, or withdrew without a child placed",
    "foster_carers": "Foster carers",
    "child_protection": "Child protection (subject to a section 47 enquiry)",
    "child_protection_unit": "Child Protection Unit",
    "send": "SEND",
    "adult_risk": "Adult who poses a risk to children",
    "missing_person": "Missing persons record",
    "financial": "Financial",
    "other": "All other files",
}
#: What was raised and went into no file is kept by the schedule as well, in a class of its own.
RAISED = "raised_concern"
FILE_CLASSES = dict(CLASSES)
CLASSES[RAISED] = "Concern or request that went into no file"


def _birthday(facts):
    return facts.date_of_birth and eighteenth_birthday(facts.date_of_birth)


def _youngest(facts):
    return facts.youngest_born_on and eighteenth_birthday(facts.youngest_born_on)


#: What a period is counted from (R182): the fact it needs, and the day it gives.
TRIGGERS = {
    "birth": ("date_of_birth", lambda facts: facts.date_of_birth),
    "18th birthday": ("date_of_birth", _birthday),
    "death": ("died_on", lambda facts: facts.died_on),
    "closure": ("closed_on", lambda facts: facts.closed_on),
    "end of fostering": ("ceased_fostering_on", lambda facts: facts.ceased_fostering_on),
    "notification": ("notified_on", lambda facts: facts.notified_on),
    "adoption order": ("adoption_order_on", lambda facts: facts.adoption_order_on),
    "youngest child 18": ("youngest_born_on", _youngest),
    "transfer": ("transferred_on", lambda facts: facts.transferred_on),
    "last contact": ("last_contact_on", lambda facts: facts.last_contact_on),
}

ANY, LIVING, DIED_A_CHILD, DIED_AN_ADULT, NOT_DIED_A_CHILD = (
    "any",
    "living",
    "died before 18",
    "died at 18 or later",
    "did not die before 18",
)
LIVES = (ANY, LIVING, DIED_A_CHILD, DIED_AN_ADULT, NOT_DIED_A_CHILD)


def fits(life, facts):
    """Whether a rule for such a life is for this child; None when a fact is missing to tell."""
    died_a_child = facts.died_a_child
    if life == ANY:
        return True
    if life == LIVING:
        return facts.died_on is None
    if life == NOT_DIED_A_CHILD:
        return None if died_a_child is None else not died_a_child
    if facts.died_on is None:
        return False
    if died_a_child is None:
        return None
    return died_a_child if life == DIED_A_CHILD else not died_a_child
