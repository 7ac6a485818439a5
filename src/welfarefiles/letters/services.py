"""REST on letters: the rules are those of the pages (R158, R184)."""

from .. import _
from ..files.around import person_key
from ..people.team import school_of
from ..permissions import may
from ..records.events import file_of
from ..rest.address import Names
from ..rest.deserialise import named_text
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.fromjson import text_of
from ..rest.fromjson import texts_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from ..rest.upload import decoded
from .preparing import letters_in
from .preparing import LettersRefused
from .preparing import people_for
from .preparing import prepare
from .register import letters_of
from .sending import letter_to_send
from .sending import send
from .sending import waiting
from .word import BadTemplate
from plone import api
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound


NO_LETTER = _("There is no such letter.")


def letter_as_json(letter):
    """A letter, without its documents."""
    school = school_of(letter).absolute_url()
    uid = IUUID(letter)
    return {
        "UID": uid,
        "reference": file_of(letter).reference,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "address": letter.address,
        "prepared_by": letter.author,
        "prepared_at": moment(letter.recorded_at),
        "state": api.content.get_state(letter),
        "how": letter.how,
        "sent_on": letter.sent_on and letter.sent_on.isoformat(),
        "sent_by": letter.signed_by,
        "pdf": f"{school}/@@letter-document?letter={uid}&as=pdf",
        "word": f"{school}/@@letter-document?letter={uid}&as=docx",
    }


def refused(error):
    return Refused([{"field": None, "message": sentence} for sentence in error.sentences])


class FileLetters(JsonService):
    """``GET <file>/@letters``: those there are, and to whom each letter can go."""

    def answer(self):
        file = self.context
        found = (file.get(row.path.rsplit("/", 1)[-1]) for row in letters_in(file))
        seen = [one for one in found if one is not None and may("View", one)]
        return {
            "@id": f"{file.absolute_url()}/@letters",
            "items": [letter_as_json(one) for one in seen],
            "letters": [
                {
                    "id": template.id,
                    "title": self.said(template.title),
                    "people": [
                        {"key": person_key(one), "name": one.get("name")}
                        for one in people_for(file, template)
                    ],
                }
                for template in letters_of(school_of(file)).all()
            ],
        }


class PrepareLetters(JsonService):
    """``POST <file>/@letters`` with `letter` and `to`, a list of keys: one letter for each."""

    def answer(self):
        sent = json_body(self.request)
        template = letters_of(school_of(self.context)).get(needed(sent, "letter", text_of))
        if template is None or template.withdrawn:
            raise Refused([{"field": "letter", "message": NO_LETTER}])
        try:
            letters = prepare(self.context, template, needed(sent, "to", texts_of))
        except LettersRefused as error:
            raise refused(error) from error
        self.request.response.setStatus(201)
        return {"items": [letter_as_json(one) for one in letters]}


class WaitingLetters(JsonService):
    """``GET <school>/@letters-to-send``: those that wait, for whoever sends them."""

    ledger_action = "letters.list-seen"

    def answer(self):
        items = [letter_as_json(one) for one in waiting(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@letters-to-send", "items": items}


class Send(Names, JsonService):
    """``POST <school>/@letters-to-send/<uid>`` with `how` and `sent_on`: note that it was sent."""

    def answer(self):
        if len(self.names) != 1:
            raise NotFound()
        letter = letter_to_send(self.context, self.names[0])
        if api.content.get_state(letter) != "draft":
            raise NotFound()
        sent = json_body(self.request)
        day = needed(sent, "sent_on", day_of)
        try:
            send(letter, named_text(sent, "how"), day)
        except LettersRefused as error:
            raise refused(error) from error
        return letter_as_json(letter)


def template_as_json(template):
    return {
        "id": template.id,
        "title": template.title,
        "audience": template.audience,
        "purpose": template.purpose,
        "version": template.version,
        "withdrawn": template.withdrawn,
        "versions": [
            {"version": one.number, "by": one.by, "at": moment(one.at)} for one in template.versions
        ],
    }


class Templates(JsonService):
    """``GET <school>/@letter-templates``: all of them, with who gave each version and when."""

    ledger_action = ""

    def answer(self):
        kept = letters_of(self.context)
        items = [template_as_json(one) for one in (*kept.all(), *kept.all(withdrawn=True))]
        return {"@id": f"{self.context.absolute_url()}/@letter-templates", "items": items}


class ChangeTemplate(Names, JsonService):
    """``POST <school>/@letter-templates``: add a letter (`title`, `audience`, `purpose`, `data`).

    ``…/<id>`` with `data`: another version of it. `data` is the Word document in base64.
    """

    def answer(self):
        kept, sent = letters_of(self.context), json_body(self.request)
        data = needed(sent, "data", decoded)
        if self.names and (len(self.names) > 1 or kept.get(self.names[0]) is None):
            raise NotFound()
        try:
            if self.names:
                changed = kept.change(self.names[0], data)
            else:
                given = (named_text(sent, name) for name in ("title", "audience", "purpose"))
                changed = kept.add(*given, data)
        except BadTemplate as error:
            raise refused(error) from error
        self.request.response.setStatus(201)
        return template_as_json(changed)
