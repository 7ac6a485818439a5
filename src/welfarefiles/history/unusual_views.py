"""The page of unusual access: what there is to look at, and saying what it was."""

from .. import _
from ..calendars import london
from ..people.names import fullname
from .looking import DAYS
from .looking import explain
from .looking import NotForYou
from .looking import to_look
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


WHAT = {
    "barred": _("Asked for a file they are barred from"),
    "many-files": _("Saw ${number} files within an hour"),
    "night": _("Saw ${number} files at night"),
    "refusals": _("Was refused ${number} times within an hour"),
}
NO_REASON = _("Say what it was.")
GONE = _("This is not there to be explained any more. Somebody else may have looked at it.")
LONGEST = 500


class UnusualAccess(BrowserView):
    """Findings of the last days; each is looked at by somebody else than the person it is about."""

    page_title = _("Unusual access")
    ledger_action = "history.viewed"
    days = DAYS
    refused_key = ""
    error = None

    def __call__(self):
        if self.request.method == "POST" and self.keep():
            api.portal.show_message(_("Entered in the ledger"))
            return self.request.response.redirect(self.address)
        return self.index()

    @property
    def address(self):
        return f"{self.context.absolute_url()}/@@unusual-access"

    @property
    def me(self):
        return api.user.get_current().getId()

    def keep(self):
        """Enter what was said; False when it was refused (the page says why)."""
        key, reason = self.field("finding"), self.reason
        if not reason:
            self.refused_key, self.error = key, NO_REASON
            return False
        try:
            explain(self.context, key, reason, self.me)
        except NotForYou:
            self.error = GONE
            return False
        return True

    def field(self, name):
        value = self.request.form.get(name)
        return value if isinstance(value, str) else ""

    @property
    def reason(self):
        return " ".join(self.field("reason").split())[:LONGEST]

    @cached_property
    def all(self):
        return to_look(self.context)

    def waiting(self):
        """What nobody has looked at."""
        return [self.shown(one) for one in self.all if one.looked is None]

    def looked_at(self):
        return [self.shown(one) for one in self.all if one.looked is not None]

    def shown(self, one):
        """One finding for the template."""
        finding, looked = one.finding, one.looked
        link = f"{self.context.absolute_url()}/@@history?person={finding.person}"
        return {
            "key": finding.key,
            "name": fullname(finding.person),
            "own": finding.person == self.me,
            "what": _(WHAT[finding.rule], mapping={"number": finding.number}),
            "tag": "bad" if finding.rule == "barred" else "warn",
            "when": london.format_weekday_time(finding.first),
            "until": london.format_time(finding.last),
            "references": finding.references,
            "url": f"{link}&from={finding.day.isoformat()}",
            "wrong": self.refused_key == finding.key,
            "looked": looked and fullname(looked.person),
            "reason": looked and looked.reason,
            "looked_when": looked and london.format_weekday_time(london.in_london(looked.moment)),
        }
