"""Prepare letters of a file: one for each person, filed as the very document that will go out."""

from .. import _
from ..calendars import london
from ..chronology.typesetting import TypesettingFailed
from ..closure.gate import current_summary
from ..files import vocabularies
from ..files.around import address_of
from ..files.around import parents_to_write_to
from ..files.around import person_key
from ..files.around import professionals_to_write_to
from ..files.identity import display_name
from ..ledger.writing import enter
from ..lookup import query
from ..people.names import fullname
from ..people.team import school_of
from .fields import BY_NAME
from .merging import merge
from .merging import MissingFields
from .printing import letter_pdf
from .register import WORD
from .shipped import PARENTS
from .shipped import PURPOSES
from .shipped import TRANSFER_PARENTS
from .word import BadTemplate
from plone import api
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from zope.i18n import translate

import secrets


TYPE = "Letter"
CHOOSE = _("Choose to whom the letter goes.")
NOT_THEM = _("This letter cannot go to somebody you chose: reload the page and choose again.")
WAITS = _("The same letter to the same person waits to be sent already.")
NO_PDF = _(
    "The PDF of this letter could not be made. Try again, or ask who looks after the portal."
)


class LettersRefused(ValueError):
    """Letters cannot be prepared or sent. `sentences`: why, without names, never empty."""

    def __init__(self, *sentences):
        super().__init__(*sentences)
        self.sentences = list(sentences)


def people_for(file, template):
    """Rows of the front sheet that a letter may go to (R032)."""
    chosen = parents_to_write_to if template.audience == PARENTS else professionals_to_write_to
    return chosen(file.people or ())


def prepare(file, template, keys):
    """One letter for each person, to be sent; the list of them. All, or `LettersRefused` and none.

    :param keys: of people (`files.around.person_key`).
    """
    allowed = {person_key(one): one for one in people_for(file, template)}
    if not keys:
        raise LettersRefused(CHOOSE)
    if set(keys) - set(allowed):
        raise LettersRefused(NOT_THEM)
    waiting = {(row.kind, row.details.get("to")) for row in letters_in(file) if is_waiting(row)}
    if any((template.purpose, key) in waiting for key in keys):
        raise LettersRefused(WAITS)
    now = london.storable(london.now())
    made = [drawn_up(file, template, allowed[key], now) for key in allowed if key in set(keys)]
    return [filed(file, template, values) for values in made]


def letters_in(file):
    """Rows of the letters of a file, with what this request has changed."""
    return query.records_now(IUUID(file), [TYPE])


def is_waiting(row):
    return row.state == "draft"


def drawn_up(file, template, person, now):
    """The fields of one letter; nothing is filed yet."""
    try:
        word = merge(template.data(), values_for(file, template, person, now), now)
        title = translate(PURPOSES[template.purpose])
        pdf = letter_pdf(word, f"{title} ({file.reference})", now)
    except MissingFields as error:
        raise LettersRefused(*map(lacking, error.names)) from error
    except BadTemplate as error:
        raise LettersRefused(*error.sentences) from error
    except TypesettingFailed as error:
        raise LettersRefused(NO_PDF) from error
    stem = f"{file.reference}-letter-{now:%Y-%m-%d}"
    return {
        "happened_at": now,
        "kind": template.purpose,
        "recipient": person["name"].strip(),
        "recipient_relation": person.get("relation") or None,
        "address": address_of(person, file.address) or None,
        "template": f"{translate(template.title)}, {version_said(template)}",
        "document": NamedBlobFile(data=word, contentType=WORD, filename=f"{stem}.docx"),
        "file": NamedBlobFile(data=pdf, contentType="application/pdf", filename=f"{stem}.pdf"),
    }


def version_said(template):
    return f"version {template.version}" if template.version else "as it came with the portal"


def lacking(name):
    """Which field is missing, and where it is filled in."""
    field = BY_NAME[name]
    return _(
        "The letter needs “${field}”, and there is none. ${where}",
        mapping={"field": field.label, "where": field.where},
    )


def filed(file, template, values):
    """The letter as a record that waits to be sent."""
    letter = createContent(TYPE, **values)
    letter.id = secrets.token_hex(8)
    file._setObject(letter.id, letter)
    enter("letters.prepared", file[letter.id], template=template.id, version=template.version)
    return file[letter.id]


def values_for(file, template, person, now):
    """`{field: text}` of one letter: all a template will ever see of a file."""
    school = school_of(file)
    purpose = "transfer" if template.purpose == TRANSFER_PARENTS else "closure"
    summary = current_summary(file, purpose)
    return {
        "today": london.format_date(london.london_date(now)),
        "sender_name": fullname(api.user.get_current().getId()),
        "reference": file.reference,
        "school_name": school.title,
        "local_authority": school.local_authority,
        "recipient_name": person.get("name"),
        "recipient_relation": person.get("relation"),
        "recipient_address": address_of(person, file.address),
        "child_name": display_name(file.given_name, file.family_name),
        "child_given_name": file.known_as or file.given_name,
        "child_date_of_birth": london.format_date(file.date_of_birth),
        "child_year_group": translate(
            vocabularies.title_of(vocabularies.year_groups, file.year_group)
        ),
        "responsible_leader": file.responsible_leader and fullname(file.responsible_leader),
        "lead_professional": file.lead_professional,
        "continuing_support": getattr(summary, "continuing_support", None),
        "receiving_school": getattr(summary, "receiving_school", None),
    }
