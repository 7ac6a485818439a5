"""The page on which two people reduce the sender's copy of what was received elsewhere."""

from .. import _
from ..people.names import fullname
from ..submission import whole
from ..transfer.knowing import known_transfer
from ..transfer.knowing import me
from ..transfer.questions import BadStep
from ..transfer.words import part_title
from . import reducing
from .batch import BadStep as BadBatchStep
from .views import Form
from functools import cached_property
from plone import api
from zExceptions import NotFound


class ReducePage(Form):
    """``@@reduce-copy?id=…`` of a school: what stands in the way of each part, and the buttons."""

    page_title = _("The school's own copy")

    def __call__(self):
        if self.request.method == "POST":
            try:
                with whole():
                    return self.request.response.redirect(self.act())
            except (BadStep, BadBatchStep) as error:
                self.error = str(error)
        return self.index()

    def act(self):
        part_id = self.typed("part")
        if self.typed("do") == "propose":
            reducing.propose(self.context, self.transfer, part_id)
            api.portal.show_message(_("Proposed. A second person has to agree."))
            return self.url
        if self.typed("do") != "agree":
            raise NotFound()
        job_id = reducing.agree(self.context, self.transfer, part_id)
        return f"{api.portal.get().absolute_url()}/@@job/{job_id}"

    @cached_property
    def transfer(self):
        found = known_transfer(self.context, self.typed("id"))
        if found is None:
            raise NotFound()
        return found

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@reduce-copy?id={self.transfer.id}"

    @property
    def transfer_url(self):
        return f"{self.context.absolute_url()}/@@transfer-of?id={self.transfer.id}"

    def parts(self):
        return [self.shown(part) for part in self.transfer.parts]

    def shown(self, part):
        asked = self.transfer.reduced.get(part.id) or {}
        blocked = list(reducing.obstacles(self.context, self.transfer, part))
        return {
            "id": part.id,
            "title": part_title(part),
            "reference": part.reference,
            "obstacles": [] if asked.get("at") else blocked,
            "done": self.moment(asked.get("at")),
            "by": fullname(asked.get("by")),
            "agreed_by": fullname(asked.get("agreed_by")),
            "may_propose": not blocked and not asked and self.may(reducing.PREPARE),
            "may_agree": not blocked
            and bool(asked)
            and not asked.get("agreed_by")
            and asked["by"] != me()
            and self.may(reducing.AUTHORISE),
        }
