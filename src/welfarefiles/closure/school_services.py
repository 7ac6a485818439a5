"""REST on what a school decides about closure: its checklist, and closing several files."""

from .. import _
from ..rest.deserialise import needed
from ..rest.deserialise import Refused
from ..rest.fromjson import texts_of
from ..rest.refusing import JsonService
from ..rest.times import moment
from .checklist import Line
from .gate import current_summary
from .guards import Close
from .lines import BadLines
from .lines import every_line
from .lines import save
from .lines import versions_of
from .prefill import prefilled
from .together import close_together
from .together import NotTogether
from dataclasses import asdict
from plone.restapi.deserializer import json_body


NO_LINES = _("Give all lines of the checklist, each with key, section and text.")


class SchoolLines(JsonService):
    """``GET <school>/@closing-checklist``: the lines in order, and who changed them when."""

    ledger_action = ""

    def answer(self):
        return {
            "@id": f"{self.context.absolute_url()}/@closing-checklist",
            "lines": [asdict(line) for line in every_line(self.context)],
            "changes": [
                {"by": one["by"], "at": moment(one["at"])} for one in versions_of(self.context)
            ],
        }


class ChangeSchoolLines(SchoolLines):
    """``POST <school>/@closing-checklist`` with all `lines`: they take the place of those there."""

    def answer(self):
        given = json_body(self.request).get("lines")
        try:
            if not isinstance(given, list):
                raise TypeError
            lines = [Line(**one) for one in given]
            if not all(map(is_plain, lines)):
                raise TypeError
        except TypeError as error:
            raise Refused([{"field": "lines", "message": NO_LINES}]) from error
        try:
            save(self.context, lines)
        except BadLines as error:
            raise Refused([{"field": "lines", "message": error.args[0]}]) from error
        return super().answer()


def is_plain(line):
    """Whether every value has the kind it is to have."""
    texts = (line.key, line.section, line.text, line.phase, line.applies, line.signs)
    return (
        all(isinstance(one, str) for one in texts)
        and (line.check is None or isinstance(line.check, str))
        and isinstance(line.retired, bool)
    )


class CloseTogetherService(JsonService):
    """``POST <school>/@close-together`` with `files`, a list of UIDs: the id of the job."""

    def answer(self):
        uids = needed(json_body(self.request), "files", texts_of)
        try:
            job = close_together(self.context, sorted(uids))
        except NotTogether as error:
            raise Refused([{"field": "files", "message": error.args[0]}]) from error
        self.request.response.setStatus(202)
        return {"job": job}


class Closing(JsonService):
    """``GET <file>/@closing``: what is missing, the summary, and what a new one begins with."""

    def answer(self):
        file = self.context
        summary = current_summary(file, "closure")
        return {
            "@id": f"{file.absolute_url()}/@closing",
            "summary": summary.absolute_url() if summary is not None else None,
            "missing": [self.said(one) for one in Close(file).reasons()],
            "prefilled": prefilled(file),
        }
