"""Pages of the policy that is read first, and of who must read it (R036)."""

from .. import _
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..marking import mark
from ..people.names import fullname
from ..people.stored import uid_of
from ..people.typed import Typed
from . import policy
from . import sessions
from . import signing
from . import stages
from .interfaces import IReadFirst
from .own import when
from .pages import OnTheWay
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from zope.component import queryUtility


KINDS = {
    policy.VOLUNTEER: _("Volunteer"),
    policy.STUDENT: _("Student"),
    policy.SUPPLY: _("Supply staff"),
}


class ReadFirst(OnTheWay):
    """`read-policy`: on the way in, until the present text is acknowledged."""

    page_title = _("Before you begin")
    stage = stages.POLICY

    def documents(self):
        """What there is to read: title and HTML of the school's policies, or one plain text."""
        source = queryUtility(IReadFirst)
        for title, text in policy.documents():
            yield {"title": title, "text": text, "html": title and source.html(text)}

    @property
    def version(self):
        return policy.version()

    def get(self):
        return self.index() if self.waiting() is not None else ""

    def post(self):
        session = self.waiting()
        if session is None:
            return ""
        form, user_id = self.request.form, session.user_id
        # Whoever is on the way in has no token; `refuse_foreign` stands in its place.
        mark(self.request, IDisableCSRFProtection)
        if not form.get("read"):
            return self.refuse(None, _("Tick that you have read it."))
        if not policy.acknowledge(user_id, form.get("version")):
            return self.refuse(None, _("The policy has just been changed. Read it once more."))
        enter_now(
            "account.policy-acknowledged", about=user_id, person=user_id, version=self.version
        )
        return self.onward(signing.go_on(session, sessions.OPEN))


class Newcomers(BrowserView):
    """`newcomers` of a school: who must read the policy first, and when they did."""

    page_title = _("Volunteers, students, supply staff")
    error = None

    def __call__(self):
        if self.request.method == "POST" and self.act():
            return self.request.response.redirect(f"{self.context.absolute_url()}/@@newcomers")
        return self.index()

    def act(self):
        """Mark somebody, or take a mark away; False where it was refused."""
        ending = self.typed("end").strip()
        user_id = self.typed("user_id").strip() or ending
        kind = None if ending else self.typed("kind")
        if api.portal.get_tool("acl_users").getUserById(user_id) is None and kind is not None:
            self.error = _("Enter the user name of somebody with an account.")
        elif kind is not None and kind not in KINDS:
            self.error = _("Choose what they are.")
        elif user_id == api.user.get_current().getId():
            self.error = _("Somebody else of the team does that for you.")
        elif self.is_elsewhere(user_id):
            self.error = _("This person is of another school, which says whether they read first.")
        if self.error:
            return False
        policy.mark(user_id, kind)
        # What they have not read yet, they reach no longer either.
        sessions.end_all_of(user_id, "policy to be read")
        enter("account.newcomer", self.context, about=user_id, what=kind or "none")
        api.portal.show_message(_("Saved"), self.request)
        return True

    def is_elsewhere(self, user_id):
        """Whether somebody has a place in other schools' teams, and none in this one's."""
        schools = stages.school_uids(user_id)
        return bool(schools) and uid_of(self.context) not in schools

    def people(self):
        """Everybody marked, by name."""
        here = (one for one in policy.newcomers_now() if not self.is_elsewhere(one[0]))
        for user_id, kind in here:
            given = policy.acknowledged(user_id)
            yield {
                "user_id": user_id,
                "name": fullname(user_id),
                "kind": KINDS[kind],
                "given": given and when(given),
            }

    def kinds(self):
        return KINDS.items()

    def typed(self, name):
        return Typed(self.request.form).shown(name)
