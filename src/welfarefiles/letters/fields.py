"""What a letter may say of a file: a fixed list of fields, each a plain text. No Plone here.

A template never sees an object, only these texts; what is not in the list is not in a letter.
"""

from dataclasses import dataclass
from welfarefiles import _


@dataclass(frozen=True)
class MergeField:
    """One field: how it is called in a template, what it says, where its text comes from.

    :ivar example: what a preview shows; invented.
    """

    name: str
    label: str
    where: str
    example: str


OF_LETTER = _("The portal fills it in.")
OF_SHEET = _("The front sheet of the file.")
OF_PERSON = _("The person's row under People, on the front sheet.")
OF_SCHOOL = _("The page of the school.")
OF_SUMMARY = _("The closing summary, or the summary of transfer.")

FIELDS = (
    MergeField("today", _("Date of the letter"), OF_LETTER, "22 November 2026"),
    MergeField("sender_name", _("Who prepared the letter"), OF_LETTER, "Morgan Invented"),
    MergeField("reference", _("Reference of the file"), OF_LETTER, "WF-2026-000123"),
    MergeField("school_name", _("The school"), OF_SCHOOL, "Invented Primary School"),
    MergeField("local_authority", _("The local authority"), OF_SCHOOL, "Invented Council"),
    MergeField("recipient_name", _("To whom it is written"), OF_PERSON, "Orla Example"),
    MergeField("recipient_relation", _("Their relation or role"), OF_PERSON, "Mother"),
    MergeField("recipient_address", _("Their address"), OF_PERSON, "1 Example Street\nInventon"),
    MergeField("child_name", _("The child's name"), OF_SHEET, "Ash Example"),
    MergeField("child_given_name", _("The child's given name"), OF_SHEET, "Ash"),
    MergeField("child_date_of_birth", _("Date of birth"), OF_SHEET, "1 September 2016"),
    MergeField("child_year_group", _("Year group"), OF_SHEET, "Year 5"),
    MergeField("responsible_leader", _("Responsible leader"), OF_SHEET, "Robin Invented"),
    MergeField("lead_professional", _("Lead professional"), OF_SHEET, "Sam Invented, nurse"),
    MergeField(
        "continuing_support",
        _("Who will provide continuing support"),
        OF_SUMMARY,
        "The class teacher and the school nurse.",
    ),
    MergeField("receiving_school", _("Receiving school"), OF_SUMMARY, "Example High School"),
)
BY_NAME = {field.name: field for field in FIELDS}


def example_values():
    """`{field: text}` of an invented child, for previews."""
    return {field.name: field.example for field in FIELDS}
