"""The letters a school begins with: plain words, made into Word documents. No Plone here."""

from dataclasses import dataclass
from docx import Document
from docx.shared import Pt
from functools import cache
from welfarefiles import _

import io


PARENTS, PROFESSIONALS = "parents", "professionals"
AUDIENCES = {
    PARENTS: _("Parents with parental responsibility who may be contacted"),
    PROFESSIONALS: _("Professionals of the file who may be contacted"),
}

CLOSURE_PARENTS = "closure_parents"
CLOSURE_PROFESSIONALS = "closure_professionals"
TRANSFER_PARENTS = "transfer_parents"
REFERRER = "referrer"
OTHER = "other"
#: What a letter is for -> its title. The closing checklist reads letters by these tokens.
PURPOSES = {
    CLOSURE_PARENTS: _("Closure letter to parents"),
    CLOSURE_PROFESSIONALS: _("Closure letter to professionals"),
    TRANSFER_PARENTS: _("Information about transfer to parents"),
    REFERRER: _("Letter to referrer, with Team Around the Family notification"),
    OTHER: _("Another letter"),
}


@dataclass(frozen=True)
class Shipped:
    """One letter of the package. `paragraphs`: of the body, after the head, before the name."""

    id: str
    audience: str
    subject: str
    paragraphs: tuple

    @property
    def title(self):
        return PURPOSES[self.id]


ASK = "If you have a question about this letter, please ask {{ responsible_leader }} at the school."
SHIPPED = (
    Shipped(
        CLOSURE_PARENTS,
        PARENTS,
        "The school's support for {{ child_name }}",
        (
            "The school has kept a file on the support it gave to {{ child_given_name }}. "
            "This work has come to its end, and we are going to close the file.",
            "{% if continuing_support %}From now on support comes from: "
            "{{ continuing_support }}{% endif %}",
            "The closed file is kept safely for as long as the law asks and is then destroyed. "
            "You have the right to ask to see what is recorded about your own child.",
            "If you are worried about {{ child_given_name }} at any time, please tell us. " + ASK,
        ),
    ),
    Shipped(
        CLOSURE_PROFESSIONALS,
        PROFESSIONALS,
        "{{ child_name }}, born {{ child_date_of_birth }}: our involvement ends",
        (
            "We write to you as {{ recipient_relation }}. The school is going to close its file "
            "on {{ child_name }} (our reference {{ reference }}).",
            "{% if continuing_support %}From now on support comes from: "
            "{{ continuing_support }}{% endif %}",
            "Please tell us within ten days if there is anything that should be considered first. "
            "If you become concerned about the child later, please contact the school at once.",
        ),
    ),
    Shipped(
        TRANSFER_PARENTS,
        PARENTS,
        "{{ child_name }}: sharing information with the next school",
        (
            "{{ child_given_name }} is going to move to {{ receiving_school }}. When a child "
            "changes school, information about their welfare is shared with the new school, "
            "so that the support they need goes on.",
            "The new school confirms that it has received the file. You have the right to ask "
            "to see what is recorded about your own child.",
            ASK,
        ),
    ),
    Shipped(
        REFERRER,
        PROFESSIONALS,
        "{{ child_name }}, born {{ child_date_of_birth }}: your referral",
        (
            "Thank you for your referral (our reference {{ reference }}). This letter tells you "
            "that the school's involvement has come to its end.",
            "{% if lead_professional %}The Team Around the Family is told by this letter too. "
            "The lead professional is {{ lead_professional }}.{% endif %}",
            "{% if continuing_support %}From now on support comes from: "
            "{{ continuing_support }}{% endif %}",
            "If you become concerned about the child again, please contact the school at once.",
        ),
    ),
)
BY_ID = {one.id: one for one in SHIPPED}


@cache
def shipped_document(id: str) -> bytes:
    """The Word document of a shipped letter."""
    letter, document = BY_ID[id], Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    header = document.sections[0].header.paragraphs[0]
    header.text = "{{ school_name }}{% if local_authority %}, {{ local_authority }}{% endif %}"
    document.add_paragraph("{{ recipient_name }}")
    _write(document, "{% if recipient_address %}{{ recipient_address }}{% endif %}")
    document.add_paragraph("{{ today }}")
    document.add_paragraph("Dear {{ recipient_name }}")
    document.add_paragraph().add_run(letter.subject).bold = True
    for text in letter.paragraphs:
        _write(document, text)
    document.add_paragraph("Yours sincerely")
    document.add_paragraph("{{ sender_name }}")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _write(document, text):
    """A paragraph; one that is wholly an `if` leaves no empty line where it does not hold."""
    if not text.startswith("{% if "):
        document.add_paragraph(text)
        return
    condition, _mark, rest = text.partition("%}")
    document.add_paragraph(condition.replace("{% if", "{%p if") + "%}")
    document.add_paragraph(rest.removesuffix("{% endif %}"))
    document.add_paragraph("{%p endif %}")
