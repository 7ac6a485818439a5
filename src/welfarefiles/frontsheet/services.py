"""REST on the signed front sheet: the rules are those of the page."""

from ..rest.deserialise import Refused
from ..rest.refusing import JsonService
from ..rest.revision import ChangeService
from ..rest.revision import tell_revision
from . import keeping


class FrontSheet(JsonService):
    """``GET <file>/@front-sheet``: who signed it, each version signed, what was changed since."""

    def answer(self):
        tell_revision(self.context, self.request)
        return as_json(self.context)


class Sign(ChangeService):
    """``POST <file>/@front-sheet``: sign it as the state that `If-Match` names."""

    def answer(self):
        try:
            keeping.sign(self.context)
        except keeping.CannotSign as error:
            raise Refused([{"field": None, "message": error.args[0]}]) from None
        self.request.response.setStatus(201)
        tell_revision(self.context, self.request)
        return as_json(self.context)


def as_json(file):
    """The state of the signature, the versions signed here, those of schools that sent the file."""
    return {
        "@id": f"{file.absolute_url()}/@front-sheet",
        "lacks": keeping.lacks(file),
        "changed_since_signed": keeping.changed_since(file),
        "items": [dict(one) for one in keeping.signatures(file)],
        "received": [dict(one) for one in keeping.received(file)],
    }
