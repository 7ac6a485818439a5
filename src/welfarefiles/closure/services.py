"""REST on the closing checklist: how every line stands, and answering it (R157, R184)."""

from .. import _
from ..records.events import file_of
from ..rest.deserialise import Refused
from ..rest.fromjson import text_of
from ..rest.fromjson import Unreadable
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..rest.times import moment
from .answers import answers_of
from .answers import give_answers
from .answers import open_lines
from .checklist import Answer
from .checklist import answer_problem
from .checklist import ANSWERS
from .checklist import NOT_DONE
from .checklist import PHASES
from .findings import find
from .gate import checklist_now
from .gate import file_facts
from .gate import missing_now
from .lines import lines
from .snapshot import has_snapshot
from AccessControl import Unauthorized
from plone.restapi.deserializer import json_body


NO_ANSWERS = _("Give the answers as {line: {“answer”: …, “reason”: …}}.")
NO_LINE = _("The checklist has no such line.")
NOT_NOW = _("You cannot answer this line now.")
NO_ANSWER = _("Give an answer: done, not_applicable or not_done.")


class Checklist(JsonService):
    """``GET …/@checklist``: every line, what the portal found, what people said, what is left."""

    def answer(self):
        summary = self.context
        tell_revision(summary, self.request)
        file, given, open_now = file_of(summary), answers_of(summary), open_lines(summary)
        return {
            "@id": f"{summary.absolute_url()}/@checklist",
            "lines": [
                line_as_json(result, given.get(result.key), result.key in open_now)
                for result in checklist_now(file, summary)
            ],
            "missing": {phase: self.missing(phase) for phase in PHASES},
        }

    def missing(self, phase):
        """Sentences for what is left; nothing is, once the file was closed with this summary."""
        if has_snapshot(self.context):
            return []
        return missing_now(file_of(self.context), self.context, phase)


def line_as_json(result, given, is_open):
    """One line: how it stands, and apart from that what somebody answered."""
    return {
        "key": result.key,
        "section": result.section,
        "text": result.text,
        "phase": result.phase,
        "status": result.status,
        "found": result.found,
        "by_system": result.by_system,
        "by": result.by or None,
        "at": moment(result.at) if result.at else None,
        "answer": given.answer if given else None,
        "reason": given.reason if given else "",
        "open": is_open,
        "signs": result.signs,
        "missing": result.blocking,
    }


class GiveAnswers(ChangeService, Checklist):
    """``PATCH …/@checklist``: answer lines, all or none; answered with the checklist as it then is.

    Open are the lines that are open on the page (`closure.answers.open_lines`).
    """

    def answer(self):
        open_now = open_lines(self.context)
        if not open_now:
            raise Unauthorized
        answers = json_body(self.request).get("answers")
        if not isinstance(answers, dict) or not answers:
            raise Refused([{"field": "answers", "message": NO_ANSWERS}])
        self.refuse_wrong(answers, open_now)
        give_answers(self.context, {key: said(given) for key, given in answers.items()})
        return super().answer()

    def refuse_wrong(self, answers, open_now):
        """Raise `Refused` with a sentence for each line whose answer cannot stand."""
        known = {line.key: line for line in lines(self.context)}
        findings = find(file_facts(file_of(self.context), self.context))
        problems = {
            key: problem(known.get(key), given, findings, open_now)
            for key, given in answers.items()
        }
        wrong = [{"field": key, "message": why} for key, why in problems.items() if why]
        if wrong:
            raise Refused(wrong)


def problem(line, given, findings, open_now):
    """Why an answer cannot be kept, as a sentence; None when it can."""
    if line is None:
        return NO_LINE
    if line.key not in open_now:
        return NOT_NOW
    if not isinstance(given, dict) or given.get("answer") not in ANSWERS:
        return NO_ANSWER
    try:
        answer = Answer(*said(given))
    except Unreadable as error:
        return error.args[0]
    if answer.answer == NOT_DONE:
        return None
    return answer_problem(line, answer, findings.get(line.check))


def said(given):
    """(answer, reason) of one line; raises `Unreadable`."""
    return given["answer"], text_of(given.get("reason") or "")
