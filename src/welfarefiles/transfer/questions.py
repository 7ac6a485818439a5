"""What is asked about a transfer before anything goes, and which answers can be. Needs no Plone."""

from dataclasses import dataclass
from datetime import date

import re


GIVEN, REFUSED, NOT_SOUGHT = "given", "refused", "not_sought"
CONSENTS = (GIVEN, REFUSED, NOT_SOUGHT)
YES, NO = "yes", "no"
WELFARE_FILE = "WelfareFile"

_DFE = re.compile(r"[0-9]{3}/[0-9]{4}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class BadStep(ValueError):
    """A step that may not be done. The text is for whoever tried; `field` is what it is about."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Answers:
    """What is asked before anything is sent: to whom, and R146, R149, R150.

    `consent` is to send the welfare file (`CONSENTS`); `shared_early`: whether anything relevant is
    shared before the child leaves; `chaser`: user id of who asks for the receipt.
    `receiver`: id of the receiving school where it is one of the same site, else "".
    """

    school: str
    email: str
    leaves_on: date
    chaser: str
    address: str = ""
    telephone: str = ""
    dfe_number: str = ""
    consent: str = ""
    consent_by: str = ""
    consent_on: date | None = None
    shared_early: str = ""
    early_reason: str = ""
    parents_told: str = ""
    parents_reason: str = ""
    receiver: str = ""


def check(answers, has_welfare=True):
    """Raise `BadStep` for the first answer that cannot be."""
    refuse_books(vars(answers))
    for name, is_good, message in _RULES:
        if name == "email" and answers.receiver:
            continue  # nothing is mailed there
        if not is_good(getattr(answers, name)):
            raise BadStep(message, name)
    if has_welfare and answers.consent == GIVEN:
        if not answers.consent_by.strip():
            raise BadStep("Enter who gave consent.", "consent_by")
        if answers.consent_on is None:
            raise BadStep("Enter the day consent was given.", "consent_on")


#: Letters of one answer.
LONGEST = 5000
TOO_LONG = "This is too long: at most 5,000 characters."
_CHOOSE = "Choose one of the answers."
#: (field, what it must be, what is said otherwise), in the order of the form.
_RULES = (
    ("school", str.strip, "Enter the receiving school."),
    ("email", _EMAIL.fullmatch, "Enter the school's official email address."),
    ("dfe_number", lambda text: is_dfe_number(text), "A DfE number is like 999/1234."),
    ("leaves_on", lambda day: is_likely(day), "Enter the day the child leaves or left."),
    ("chaser", bool, "Choose who asks for the receipt."),
    ("consent", ("", *CONSENTS).__contains__, _CHOOSE),
    ("shared_early", ("", YES, NO).__contains__, _CHOOSE),
    ("parents_told", ("", YES, NO).__contains__, _CHOOSE),
)


def is_likely(day):
    """Whether a day is one on which a child can move: the clocks run from it."""
    return day is not None and 2000 <= day.year < 3000


def is_address(text):
    """Whether a text is an email address as schools have them."""
    return bool(_EMAIL.fullmatch(text)) and text.isascii()


def is_dfe_number(text):
    """Whether a text is a DfE number, or nothing."""
    return not text or bool(_DFE.fullmatch(text))


def refuse_books(values):
    """Raise `BadStep` for the first text that is too long; `values` by their fields."""
    for name, value in values.items():
        if isinstance(value, str) and len(value) > LONGEST:
            raise BadStep(TOO_LONG, name)


def said(why):
    """A reason without blanks around it. Raises `BadStep` for none, or for a book."""
    if not why.strip():
        raise BadStep("Say why.", "why")
    refuse_books({"why": why})
    return why.strip()
