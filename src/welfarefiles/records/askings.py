"""The kinds of contact and concern a file's menu offers, and how the form of each asks.

Every type of contact is recorded (R085); a statutory or section 47 visit by the responsible social
worker, to whose record the school's own refers (R079).
"""

from .. import _
from .asking import Asking


PROMISE = _(
    "You cannot promise the child that you will keep this to yourself. Say so: you have a duty to "
    "keep children safe, and this could mean telling other people."
)
NO_QUESTIONS = _("Write what was said in the child's own words. Ask nothing that leads the child.")
_AMONG_PROFESSIONALS = ("tac", "cin", "referral", "statutory_visit")

CONTACTS = (
    Asking(
        "parents",
        _("Contact with parents or carers"),
        values={"contact_group": "parents"},
        not_offered={"kind": _AMONG_PROFESSIONALS},
    ),
    Asking(
        "professionals",
        _("Contact with other professionals"),
        values={"contact_group": "professionals"},
        not_offered={"kind": ("home_visit", "observation", "referral")},
        hints={"with_whom": _("Name, role and agency")},
    ),
    Asking(
        "child",
        _("Talk with the child"),
        values={"contact_group": "child", "child_seen": True},
        not_offered={"kind": ("tac", "cin", "referral", "statutory_visit")},
    ),
    Asking(
        "no_access",
        _("Visit, no access gained"),
        values={"kind": "home_visit", "contact_group": "parents"},
        fixed={"no_access": True},
        leave_out=(
            "child_seen",
            "present",
            "purpose",
            "child_views",
            "parent_views",
            "interpreter_dispensed_reason",
        ),
        labels={
            "with_whom": _("Who was to be seen"),
            "discussion": _("What you saw, and what you did"),
            "outcome": _("What happens next"),
        },
        hints={
            "discussion": _("For example: knocked twice, a light upstairs, left a card"),
            "outcome": _("When you try again, and who was told"),
        },
        note=_("All contacts are recorded, even if no access to the individual is gained."),
    ),
    Asking(
        "referral",
        _("Referral to another agency"),
        values={"contact_group": "professionals"},
        fixed={"kind": "referral"},
        needed=("referral_purpose", "family_discussion"),
        leave_out=("present", "child_seen", "purpose"),
        labels={"with_whom": _("Agency and person")},
    ),
    Asking(
        "statutory_visit",
        _("Statutory or section 47 visit"),
        values={"contact_group": "professionals"},
        fixed={"kind": "statutory_visit", "investigation": True},
        needed=("present",),
        labels={"with_whom": _("Responsible social worker")},
        note=_(
            "The responsible social worker records the visit itself. Write what the school saw and "
            "heard, and say under See also where the full record is."
        ),
    ),
)

CONCERNS = (
    Asking("concern", _("Concern"), fixed={"kind": "concern"}, note=PROMISE),
    Asking(
        "disclosure",
        _("Disclosure by the child"),
        fixed={"kind": "disclosure"},
        needed=("child_words", "present", "agreed_actions"),
        leave_out=("child_views",),
        labels={
            "nature": _("What it is about"),
            "what_happened": _("How it came about, and what you said and saw"),
            "agreed_actions": _("What was agreed with the child, and done"),
        },
        hints={
            "child_words": NO_QUESTIONS,
            "what_happened": _("Where, what led to it, how the child was"),
            "agreed_actions": _("If nothing was agreed, say so"),
        },
        note=PROMISE,
    ),
)
