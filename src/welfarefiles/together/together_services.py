"""REST on several files that go to one school."""

from ..arranging.services import answers_of
from ..rest.deserialise import named
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.fromjson import day_of
from ..rest.refusing import JsonService
from ..transfer.questions import BadStep
from . import together
from .together import Consent
from plone.restapi.deserializer import json_body


class Together(JsonService):
    """``POST <school>/@transfer-together``: the id of the job that hands the files over.

    With the answers for all, as for one file, and `files`: for each its UID as `file`, and the
    `consent`, `consent_by`, `consent_on` of a welfare file.
    """

    def answer(self):
        given = json_body(self.request)
        files = given.get("files")
        if not isinstance(files, list) or not all(isinstance(one, dict) for one in files):
            raise Refused([{"field": "files", "message": together.NONE}])
        consents = {named_text(one, "file"): consent_of(one) for one in files}
        try:
            job = together.hand_over_together(self.context, answers_of(given), consents)
        except BadStep as error:
            found = {"field": error.field, "message": error.args[0]}
            about = getattr(error, "file", "")
            raise Refused([{**found, "file": about} if about else found]) from None
        self.request.response.setStatus(202)
        return {"job": job}


def consent_of(given):
    """The `Consent` of one file."""
    words = (named_text(given, name) for name in ("consent", "consent_by"))
    return Consent(*words, named(given, "consent_on", day_of))
