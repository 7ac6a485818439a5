"""REST on contacts about several children: the rules are those of the pages."""

from .. import _
from ..people.stored import uid_of
from ..permissions import may
from ..records.events import file_of
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.fromjson import text_of
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from ..rest.wording import Unreadable
from .children import BadChoice
from .children import by_reference
from .panel import shown_copies
from .uploads import BadUpload
from .uploads import give
from .uploads import given
from .uploads import may_give
from .uploads import MODIFY
from .writing import BadJoint
from .writing import drafts_with
from .writing import part
from .writing import write_for
from plone.restapi.deserializer import json_body


NAME_THEM = _("Name the files by their references, as a list.")
BY_ITSELF = _("This record stands by itself.")


class Copies(JsonService):
    """``GET <record>/@joint``: the other copies the person may read."""

    def answer(self):
        items = [
            {"@id": one.absolute_url(), "UID": uid_of(one), "reference": file_of(one).reference}
            for one in shown_copies(self.context)
        ]
        return {
            "@id": f"{self.context.absolute_url()}/@joint",
            "items": items,
            "uploads": self.uploads(),
        }

    def uploads(self):
        """The files of a draft: whom they name (null: not to be read), which copies have them."""
        mine = may(MODIFY, self.context) and shown_copies(self.context)
        drafts = drafts_with(self.context) if mine else []
        drafts = [one for one in drafts if may_give(self.context, one)]
        return [
            {
                "field": one.field,
                "names": None if one.names is None else list(one.names),
                "copies": [{"UID": uid_of(copy), "has": has} for copy, has in one.copies],
            }
            for one in given(self.context, drafts)
            if one.copies
        ]


class Write(ChangeService):
    """``POST <record>/@joint``: `files`, references of the other files a draft goes into.

    With ``"part": true`` the copy stands by itself from now on; with `upload`, the name of a field,
    and `copy`, the UID of another draft, that file goes into that copy.
    """

    def answer(self):
        sent = json_body(self.request)
        if sent.get("part") is True:
            if not shown_copies(self.context):  # nobody learns here that there are others
                raise Refused([{"field": "part", "message": BY_ITSELF}])
            part(self.context)
            return self.reply_no_content()
        if sent.get("upload") is not None:
            return self.give(sent)
        try:
            text = ",".join(text_of(one) for one in listed(sent.get("files")))
            files = by_reference(file_of(self.context), text)
            copies = write_for(self.context, files)
        except (BadChoice, BadJoint, Unreadable) as error:
            raise Refused([{"field": "files", "message": error.args[0]}]) from error
        self.request.response.setStatus(201)
        tell_revision(self.context, self.request)
        return {"items": [{"@id": one.absolute_url()} for one in copies]}

    def give(self, sent):
        """Put a file of this draft into another."""
        name, uid = named_text(sent, "upload"), named_text(sent, "copy")
        drafts = drafts_with(self.context) if shown_copies(self.context) else []
        try:
            give(self.context, name, uid, drafts)
        except BadUpload as error:
            raise Refused([{"field": "upload", "message": error.args[0]}]) from error
        return self.reply_no_content()


def listed(given):
    """A list with something in it, or `Refused`."""
    if not (isinstance(given, list) and given):
        raise Refused([{"field": "files", "message": NAME_THEM}])
    return given
