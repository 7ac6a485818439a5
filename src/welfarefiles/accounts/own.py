"""My account: second factor, where one is signed in, signing out there; the time that is left."""

from .. import _
from ..calendars import london
from ..notices import choice
from ..people.names import fullname
from . import clock
from . import factors
from . import sessions
from . import signing
from . import stages
from .devices import device
from .telling import enter_quietly
from plone import api
from Products.Five.browser import BrowserView

import json


WAYS = {
    sessions.PASSWORD: _("user name and password"),
    sessions.TOKEN: _("a program (API)"),
    sessions.SCHOOL_ACCOUNT: _("school account"),
}


MAIL_WAYS = (
    (choice.AT_ONCE, _("At once, one mail for each message")),
    (choice.DAILY, _("One mail a day, in the morning")),
)


class MyAccount(BrowserView):
    """`my-account`: what protects the account, and where it is in use."""

    page_title = _("My account")

    def __call__(self):
        if self.request.method == "POST":
            self.act()
            return self.request.response.redirect(f"{self.context.absolute_url()}/@@my-account")
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    def act(self):
        """Do what the button says."""
        if "mail" in self.request.form:
            self.choose_mail(self.request.form["mail"])
        else:
            self.sign_out()

    def choose_mail(self, way):
        """Keep how mail comes; nothing for a way there is not."""
        if way in choice.WAYS:
            choice.choose(self.user.getId(), way)
            api.portal.show_message(_("Saved"), self.request)

    def mail_ways(self):
        """(value, title, whether it is the person's)."""
        own = choice.way_of(self.user.getId())
        return [(way, title, way == own) for way, title in MAIL_WAYS]

    def sign_out(self):
        """Sign out where a button says so."""
        form, own = self.request.form, self.own_session
        chosen = [one for one in self.sessions if one.id != (own and own.id)]
        if form.get("end"):
            chosen = [one for one in chosen if one.id == form["end"]]
        elif not form.get("end-others"):
            chosen = []
        for one in chosen:
            sessions.end(one, "ended elsewhere")
            enter_quietly("account.session-ended", about=one.user_id)
        if chosen:
            api.portal.show_message(_("Signed out there"), self.request)

    @property
    def user(self):
        return api.user.get_current()

    @property
    def name(self):
        return fullname(self.user.getId())

    @property
    def own_session(self):
        return signing.session_of(self.request)

    @property
    def folder(self):
        own = self.own_session
        return own.folder if own else stages.path_of(api.portal.get_tool("acl_users"))

    @property
    def sessions(self):
        return sessions.of_person(self.user.getId(), self.folder)

    def places(self):
        """Where the person is signed in: this browser first."""
        own = self.own_session
        for one in sorted(self.sessions, key=lambda one: one.id != (own and own.id)):
            yield {
                "id": one.id,
                "here": own is not None and one.id == own.id,
                "device": device(one.browser),
                "way": WAYS.get(one.way, one.way),
                "address": one.address,
                "began": when(one.began),
                "seen": when(one.seen),
                "pending": one.stage != sessions.OPEN,
            }

    @property
    def factor(self):
        return factors.has(self.folder, self.user.getId())

    @property
    def codes_left(self):
        return factors.codes_left(self.folder, self.user.getId())


class SessionLeft(BrowserView):
    """`session-left`: seconds until the session ends if nothing is done. Asking is nothing."""

    def __call__(self):
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "no-store")
        person = api.user.get_current().getId()
        return json.dumps({"seconds": seconds_left(self.request), "person": person})


def seconds_left(request):
    """Whole seconds until the session of a request ends if nothing is done; 0 without a session."""
    session = signing.session_of(request)
    left = session.left(clock.now()).total_seconds() if session is not None else 0
    return max(0, int(left))


def when(instant):
    """A moment as people here read it."""
    return london.format_datetime(instant.astimezone(london.LONDON))
