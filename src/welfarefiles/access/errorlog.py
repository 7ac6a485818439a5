"""The site's error log without what stood on the page: no texts, no form, no variables (R042).

The stock log keeps the whole request of a failed page, the message of the error and the variables
of its templates, for every Manager to read and in the server's log. Ours keeps the kind of error,
where in the code it came from, and the address without its query.
"""

from .. import _
from .places import places
from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from Products.SiteErrorLog.SiteErrorLog import SiteErrorLog
from secrets import token_hex

import logging
import time


logger = logging.getLogger("Zope.SiteErrorLog")

ID = "error_log"
KEPT = 20


class QuietErrorLog(SiteErrorLog):
    """Stands in for a portal's `error_log`."""

    meta_type = "Welfare Files Error Log"
    title = _("Errors, without their texts")
    security = ClassSecurityInfo()

    @security.private
    def raising(self, info):
        """Note an error. Called by Zope with what `sys.exc_info` gave."""
        kind = getattr(info[0], "__name__", str(info[0]))
        if kind in self._ignored_exceptions:
            return None
        entry = entry_of(kind, places(info[2]), getattr(self, "REQUEST", None))
        log = self._getLog()
        log.append(entry)
        del log[:-KEPT]
        logger.error("%s %s %s\n%s", entry["id"], entry["url"], kind, entry["tb_text"])
        return f"{self.absolute_url()}/showEntry?id={entry['id']}"


InitializeClass(QuietErrorLog)


def entry_of(kind, text, request):
    """An entry in the stock log's form, for its pages."""
    user = getSecurityManager().getUser()
    return {
        "type": kind,
        "value": "",
        "time": time.time(),
        "id": token_hex(8),
        "tb_text": text,
        "tb_html": None,
        "username": user.getUserName(),
        "userid": user.getId(),
        "url": request.get("URL", "") if request is not None else "",
        "req_html": None,
    }


def install(portal):
    """Put ours in the place of the portal's; again and again without harm."""
    exchange(portal, QuietErrorLog())


def uninstall(portal):
    """Put the stock one back."""
    exchange(portal, SiteErrorLog())


def exchange(portal, log):
    """Replace the error log, unless it is of that kind already."""
    present = portal.get(ID)
    if type(getattr(present, "aq_base", present)) is type(log):
        return
    if present is not None:
        portal._delObject(ID)
    portal._setObject(ID, log)
