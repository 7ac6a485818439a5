"""REST on the inbox: the steps are those of the pages."""

from ..access.guards import TransitionRefused
from ..calendars import london
from ..forms.content import CONCERN
from ..forms.messages import messages
from ..forms.raising import BadConcern
from ..forms.services import refused
from ..forms.services import Service
from ..people.names import fullname
from ..rest.deserialise import Refused
from . import handling
from . import reading
from .filing import file_called
from .filing import put_into
from plone import api


class Inbox(Service):
    """``GET <school>/concerns/@inbox``: what waits; with ``?show=settled`` what is settled."""

    ledger_action = "inbox.listed"

    def answer(self):
        who = reading.who_reads()
        items = [self.item(row, who) for row in self.rows(who)]
        return {"items": items, "items_total": len(items)}

    def rows(self, who):
        is_settled = self.request.form.get("show") == "settled"
        return reading.settled(who) if is_settled else reading.waiting(who)

    def item(self, row, who):
        line = reading.line(row, who)
        said = ("kind", "state", "age", "pattern")
        line |= {name: self.said(line[name]) if line[name] else None for name in said}
        url = self.request.physicalPathToURL(line.pop("path"))
        return {**line, "@id": url, "state_id": row.state}


class Search(Inbox):
    """``POST <school>/concerns/@inbox-search``: `text`; what it is found in."""

    ledger_action = "inbox.searched"

    def rows(self, who):
        return reading.found(self.asked("text"), who)


class Get(Service):
    """``GET`` of something raised."""

    ledger_action = "inbox.viewed"

    def answer(self):
        concern = self.context
        return {
            "@id": concern.absolute_url(),
            "@type": concern.portal_type,
            "UID": concern.UID(),
            "kind": concern.kind,
            "reference": concern.reference,
            "review_state": api.content.get_state(concern),
            "raised_at": concern.raised_at.isoformat(),
            "happened_at": concern.happened_at and concern.happened_at.isoformat(),
            "reporter": concern.reporter,
            "reporter_name": fullname(concern.reporter),
            "assigned_to": concern.assigned_to,
            "danger": concern.danger,
            "child": concern.child,
            "pupil": concern.pupil,
            "answers": [
                {"name": name, "label": label, "text": text}
                for name, label, text in concern.answers
            ],
            "marks": [dict(mark) for mark in concern.marks],
            "flags": list(concern.flags),
            "no_file_reason": concern.no_file_reason,
            "photographs": [
                f"{concern.absolute_url()}/@@photograph?number={number}"
                for number in range(1, len(concern.photographs) + 1)
            ],
            "messages": [
                {
                    "kind": one.kind,
                    "at": london.in_london(one.at).isoformat(),
                    "by": one.by,
                    "text": one.text,
                }
                for one in messages(concern)
            ],
        }


class Step(Get):
    """A step: what it does, then the concern as it is now."""

    ledger_action = ""

    def take(self):
        raise NotImplementedError

    def answer(self):
        try:
            self.take()
        except BadConcern as error:
            raise refused(error.field, error.args[0]) from error
        except TransitionRefused as error:
            found = [{"field": None, "message": self.said(one)} for one in error.reasons]
            raise Refused(found) from error
        return super().answer()


class TakeUp(Step):
    """``POST <concern>/@take-up``."""

    def take(self):
        handling.take_up(self.context)


class Assign(Step):
    """``POST <concern>/@assign``: `assignee`, user id of a lead."""

    def take(self):
        handling.assign(self.context, self.asked("assignee"))


class Reply(Step):
    """``POST <concern>/@reply``: `text` for who raised it."""

    def take(self):
        handling.reply(self.context, self.asked("text"))


class Note(Step):
    """``POST <concern>/@note``: `text` for leads."""

    def take(self):
        handling.note(self.context, self.asked("text"))


class NoFile(Step):
    """``POST <concern>/@no-file``: `reason`."""

    def take(self):
        handling.need_no_file(self.context, self.asked("reason"))


class DealtWith(Step):
    """``POST <concern>/@dealt-with``: `text`, what was done about a request."""

    def take(self):
        handling.answer_request(self.context, self.asked("text"))


class File(Step):
    """``POST <concern>/@file``: `file` (id or reference), `nature`, `told`."""

    def take(self):
        if self.context.kind != CONCERN:
            raise BadConcern(handling.DONE_ALREADY)
        file = file_called(self.context, self.asked("file"))
        put_into(self.context, file, self.asked("nature"), self.asked("told"))
