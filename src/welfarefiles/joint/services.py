"""REST on contacts about several children: the rules are those of the pages."""

from .. import _
from ..records.events import file_of
from ..rest.deserialise import Refused
from ..rest.fromjson import text_of
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..rest.wording import Unreadable
from .children import BadChoice
from .children import by_reference
from .panel import shown_copies
from .writing import BadJoint
from .writing import part
from .writing import write_for
from plone.restapi.deserializer import json_body


NAME_THEM = _("Name the files by their references, as a list.")
BY_ITSELF = _("This record stands by itself.")


class Copies(JsonService):
    """``GET <record>/@joint``: the other copies the person may read."""

    def answer(self):
        items = [
            {"@id": one.absolute_url(), "reference": file_of(one).reference}
            for one in shown_copies(self.context)
        ]
        return {"@id": f"{self.context.absolute_url()}/@joint", "items": items}


class Write(ChangeService):
    """``POST <record>/@joint``: `files`, references of the other files a draft goes into.

    With ``"part": true`` the copy stands by itself from now on.
    """

    def answer(self):
        sent = json_body(self.request)
        if sent.get("part") is True:
            if not shown_copies(self.context):  # nobody learns here that there are others
                raise Refused([{"field": "part", "message": BY_ITSELF}])
            part(self.context)
            return self.reply_no_content()
        try:
            text = ",".join(text_of(one) for one in listed(sent.get("files")))
            files = by_reference(file_of(self.context), text)
            copies = write_for(self.context, files)
        except (BadChoice, BadJoint, Unreadable) as error:
            raise Refused([{"field": "files", "message": error.args[0]}]) from error
        self.request.response.setStatus(201)
        tell_revision(self.context, self.request)
        return {"items": [{"@id": one.absolute_url()} for one in copies]}


def listed(given):
    """A list with something in it, or `Refused`."""
    if not (isinstance(given, list) and given):
        raise Refused([{"field": "files", "message": NAME_THEM}])
    return given
