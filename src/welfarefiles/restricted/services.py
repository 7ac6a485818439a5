"""REST on the restricted section: the rules are those of the pages."""

from ..access.who import restricted_only
from ..access.who import who_asks
from ..files.serialise import addresses
from ..files.serialise import row_summary
from ..files.services import Post
from ..lookup import query
from ..rest.deserialise import named_text
from ..rest.deserialise import Refused
from ..rest.listing import batching
from ..rest.listing import page_asked
from ..rest.refusing import JsonService
from .restricting import BadRestriction
from .restricting import keep_restricted
from .restricting import may_add
from .restricting import may_restrict
from .restricting import restrict
from AccessControl import Unauthorized
from plone import api
from plone.restapi.deserializer import json_body
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.i18n import translate


class Restricted(JsonService):
    """``GET <file>/@restricted``: records of the section, the newest event first."""

    ledger_detail = {"page": ""}

    def answer(self):
        address, asked = addresses(api.portal.get()), self.request.form
        who, uid = restricted_only(who_asks()), IUUID(self.context)
        page = query.records(who, uid, descending=True, **page_asked(asked))
        url = f"{self.context.absolute_url()}/@restricted"
        return {
            "@id": url,
            "items": [row_summary(row, address) for row in page],
            "items_total": sum(query.count_records(who, uid).values()),
            **batching(url, asked, page.next),
        }


class AddRestricted(Post):
    """``POST <file>/@restricted``: add a record that never stands anywhere else."""

    def answer(self):
        if not may_add(self.context):
            raise Unauthorized()
        return super().answer()

    def made(self, obj, status):
        if status == 201:
            keep_restricted(obj)
        return super().made(obj, status)


class Restrict(JsonService):
    """``POST <record>/@restrict`` with a `reason`: move it into the section, for good."""

    def answer(self):
        if not may_restrict(self.context):
            raise NotFound()
        try:
            restrict(self.context, named_text(json_body(self.request), "reason"))
        except BadRestriction as error:
            said = [translate(one, context=self.request) for one in error.sentences]
            raise Refused([{"field": error.field, "message": one} for one in said]) from error
        return self.reply_no_content()
