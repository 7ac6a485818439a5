"""The register of holds: what stands and why, setting one, releasing one by two people."""

from .. import _
from ..calendars import london
from ..lookup import query
from ..people.names import fullname
from ..people.typed import text_of
from . import words
from .acting import holds_known
from .acting import release_hold
from .acting import set_hold
from .acting import sibling
from .holds import BadHold
from .holds import SCOPES
from .tabs import Tabs
from .terms import CLASSES
from .views import read_day
from plone import api
from Products.Five.browser import BrowserView


class HoldsPage(Tabs, BrowserView):
    """List, set, release. An error stands at its field and what was typed is kept."""

    tab = "holds"
    page_title = _("Holds")
    error = None
    wrong_field = ""

    def __call__(self):
        if self.request.method == "POST" and self.act():
            url = f"{self.context.absolute_url()}/@@holds"
            return self.request.response.redirect(url)
        return self.index()

    def act(self):
        """Do what the pressed button says; False when it was refused."""
        try:
            if self.typed("release"):
                self.release()
            else:
                self.set()
        except BadHold as error:
            self.error, self.wrong_field = str(error), error.field
            return False
        return True

    def release(self):
        id = self.typed("release")
        hold = release_hold(self.context, id, self.typed(f"reason-{id}"))
        if hold.stands:
            api.portal.show_message(_("Noted. The hold ends when a second person agrees."))
        else:
            api.portal.show_message(_("The hold has ended."))

    def set(self):
        review_on = self.review_day()
        given = (self.typed("authority"), self.typed("why"), self.typed("scope"))
        set_hold(self.context, *given, self.value(), review_on)
        api.portal.show_message(_("The hold stands from now on."))

    def review_day(self):
        try:
            day = read_day(self.typed("review_on"), "review_on")
        except ValueError as error:
            raise BadHold(str(error), "review_on") from None
        if day is None:
            raise BadHold("Say when the hold is looked at again.", "review_on")
        return day

    def value(self):
        """What the hold is for, by its scope; raises `BadHold`."""
        scope = self.typed("scope")
        if scope == "class":
            return self.typed("class") if self.typed("class") in CLASSES else ""
        return self.file_named() if scope == "file" else ""

    def file_named(self):
        """UID of the file whose reference was typed."""
        try:
            return sibling(self.context, self.typed("reference"), None).file_uid
        except ValueError as error:
            raise BadHold(str(error), "value") from None

    def typed(self, name):
        return text_of(self.request.form, name)

    def holds(self):
        """Holds for the page: those that stand first, then the ended ones."""
        found = holds_known(self.context)
        return [shown(hold) for hold in sorted(found, key=lambda hold: not hold.stands)]

    def may_release(self, hold):
        """Whether the person's word is still missing."""
        me = api.user.get_current().getId()
        return hold["stands"] and me not in hold["released_ids"]

    def scopes(self):
        return SCOPES.items()

    def classes(self):
        return CLASSES.items()


def shown(hold):
    """A hold in words."""
    return {
        "id": hold.id,
        "authority": hold.authority,
        "reason": hold.reason,
        "scope": scope_in_words(hold),
        "since": words.day(london.london_date(hold.at)),
        "set_by": fullname(hold.set_by) if hold.set_by else _("the portal, as it was set up"),
        "review_on": words.day(hold.review_on),
        "review_late": hold.stands and hold.review_on < london.today(),
        "stands": hold.stands,
        "released_ids": [release.by for release in hold.releases],
        "releases": [
            {
                "by": fullname(release.by),
                "on": words.day(london.london_date(release.at)),
                "reason": release.reason,
            }
            for release in hold.releases
        ],
    }


def scope_in_words(hold):
    """What a hold covers; a file by its reference."""
    if hold.scope == "file":
        row = query.file_row(hold.value)
        return row.reference if row is not None else _("A file that is no longer here")
    if hold.scope == "class":
        return words.class_title(hold.value)
    return SCOPES[hold.scope]
