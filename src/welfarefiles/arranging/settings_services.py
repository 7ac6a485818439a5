"""REST on how a school transfers: the rules are those of the page."""

from ..rest.deserialise import named_text
from ..rest.deserialise import NO_SUCH_FIELD
from ..rest.deserialise import Refused
from ..rest.revision import Conditional
from ..rest.revision import etag_of
from ..transfer.questions import BadStep
from ..transfer.store import Settings
from ..transfer.store import transfers_of
from .settings_page import change
from dataclasses import asdict
from plone.restapi.deserializer import json_body


class SettingsService(Conditional):
    """What both requests answer with."""

    def shown(self):
        found = asdict(transfers_of(self.context).settings)
        self.request.response.setHeader("ETag", etag_of(found))
        return {"@id": f"{self.context.absolute_url()}/@transfer-settings", **found}


class ReadSettings(SettingsService):
    """``GET <school>/@transfer-settings``."""

    def answer(self):
        return self.shown()


class ChangeSettings(SettingsService):
    """``PATCH <school>/@transfer-settings``: what is sent is changed, the rest stays."""

    def answer(self):
        now, given = asdict(transfers_of(self.context).settings), json_body(self.request)
        stale = self.not_as_read(etag_of(now))
        if stale is not None:
            return stale
        unknown = [name for name in given if name not in now]
        if unknown:
            raise Refused([{"field": name, "message": NO_SUCH_FIELD} for name in unknown])
        sent = {name: named_text(given, name) for name in given}
        try:
            change(self.context, Settings(**{**now, **sent}))
        except BadStep as error:
            raise Refused([{"field": error.field, "message": str(error)}]) from None
        return self.shown()
