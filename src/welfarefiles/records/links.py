"""Addresses of records in what somebody wrote become links, for whoever may open them (R084)."""

from .. import _
from ..access.who import who_asks
from ..calendars import london
from ..lookup import query
from html import escape
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate

import re


SAID = _("${name} of ${day}")
#: By whatever name of the portal it was written.
ADDRESS = re.compile(
    r"https?://[^\s<>\"'&]{1,200}?"
    r"(/school-[0-9a-f]{16}/files/[0-9a-f]{16}/[0-9a-f]{16})(?![0-9a-z/@?])"
)


def linked(html):
    """HTML of a text with a link, by its kind and day, where the address of a record stands.

    An address the person may not open, or that leads nowhere here, stays as it was written.
    """
    return ADDRESS.sub(_link, html) if "/files/" in html else html


def _link(found):
    portal = api.portal.get()
    row = query.item_at("/".join(portal.getPhysicalPath()) + found[1])
    if row is None or not query.may_see(who_asks(), row.uid):
        return found[0]
    day = london.format_short_date(london.london_date(row.happened_at))
    said = _(SAID, mapping={"name": row.heading or row.title, "day": day})
    url = f"{portal.absolute_url()}{found[1]}"
    return f'<a href="{url}">{escape(translate(said, context=getRequest()))}</a>'
