"""Pages on the way in: user name and password, second factor, setting it up. Public: whoever is on
their way in is nobody yet; what may be done is decided by the session the browser holds."""

from .. import _
from ..ledger.writing import enter_now
from ..people.typed import Typed
from ..rest.origin import place
from . import cookie
from . import factors
from . import sealing
from . import sessions
from . import signing
from . import stages
from .settings import local_allowed
from .settings import local_for_all
from .settings import PREFIX
from .settings import provider_enabled
from .settings import setting
from plone import api
from Products.Five.browser import BrowserView
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zExceptions import Forbidden

import segno


#: Where nobody is sent after signing in.
ON_THE_WAY = frozenset(
    {"login", "logout", "logged-out", "login-help", "require_login", *stages.PAGES.values()}
)


class OnTheWay(BrowserView):
    """What the pages on the way in share. `stage`: of the session they are for."""

    error = None
    stage = None
    #: Who is on their way in may have signed in in another tab; `refuse_foreign` asks for each.
    takes_any = True

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method == "POST":
            refuse_foreign(self.request)
            return self.post()
        return self.get()

    @property
    def accounts(self):
        return api.portal.get_tool("acl_users")

    def typed(self, name):
        """The one text of a field, "" for none and for what no form of ours sends."""
        return Typed(self.request.form).shown(name)

    @property
    def portal_url(self):
        return api.portal.get().absolute_url()

    def to(self, address):
        return self.request.response.redirect(address)

    def onward(self, session):
        """Send the browser to what the session needs next: a page, or where it was going."""
        page = stages.PAGES.get(session.stage)
        if page:
            return self.to(f"{self.portal_url}/@@{page}")
        return self.to(target(session.goes_to) or self.portal_url)

    def waiting(self):
        """The session this page is for; None: the browser is sent where it belongs."""
        session = signing.session_of(self.request)
        if session is None:
            self.to(f"{self.portal_url}/login")
        elif session.stage != self.stage:
            self.onward(session)
        else:
            folder = signing.folder_of(self.accounts, session)
            if folder is not None and signing.is_current(folder, session):
                return session
            self.to(f"{self.portal_url}/login")
        return None

    def refuse(self, wait, sentence):
        """Say why it did not work, for how long in vain."""
        self.error = wait_sentence(wait) or sentence
        return self.index()

    @property
    def has_errors(self):
        return bool(self.error)


class SignIn(OnTheWay):
    """`login`: user name and password, or the school's own sign-in."""

    page_title = label = _("Sign in")

    def get(self):
        session = signing.session_of(self.request)
        if session is not None and session.stage in stages.PAGES and not self.request.get("anew"):
            return self.onward(session)
        return self.index()

    @property
    def school_account(self):
        """Address of the school's own sign-in and its name; None where there is none."""
        if not provider_enabled():
            return None
        query = urlencode({"came_from": self.came_from})
        name = setting(PREFIX + "provider_name") or _("school account")
        return {"url": f"{self.portal_url}/@@school-account?{query}", "name": name}

    @property
    def local_open(self):
        """Whether the fields for name and password are shown at once."""
        return local_for_all() or bool(self.error)

    def post(self):
        login, password = self.typed("__ac_name"), self.typed("__ac_password")
        if not (login and password):
            return self.refuse(None, _("Enter your user name and your password."))
        if not local_allowed(login):
            return self.refuse(None, _("Sign in with your school account."))
        outcome = signing.with_password(
            self.accounts, login.strip(), password, self.request, goes_to=self.came_from
        )
        if outcome.session is None:
            return self.refuse(outcome.wait, WRONG)
        self.end_former()
        cookie.give(self.request, outcome.token)
        return self.onward(outcome.session)

    def end_former(self):
        """Whoever was signed in with this browser before is not any more."""
        former = signing.session_of(self.request)
        if former is not None:
            sessions.end(former, "signed in anew")

    @property
    def came_from(self):
        """Where the browser was going, "" for the portal's own page."""
        return target(self.typed("came_from") or self.request.get("HTTP_REFERER") or "")

    @property
    def typed_name(self):
        return self.typed("__ac_name")


WRONG = _(
    "That did not work. Check the user name and the password: capital and small letters differ."
)
WRONG_CODE = _("That code is not right, or was used before. Wait for the next one and enter it.")


class SecondFactor(OnTheWay):
    """`second-factor`: the six digits of the app, or a recovery code."""

    page_title = _("Second step")
    stage = stages.CODE

    def get(self):
        return self.index() if self.waiting() is not None else ""

    def post(self):
        session = self.waiting()
        if session is None:
            return ""
        code = self.typed("code")
        after, wait = signing.give_code(self.accounts, session, code, self.request)
        return self.refuse(wait, WRONG_CODE) if after is None else self.onward(after)


class SetUp(OnTheWay):
    """`set-up-second-factor`: for somebody who must, on the way in, or who wants to, signed in."""

    page_title = _("Set up the second step")
    stage = stages.SET_UP
    codes = ()

    def waiting(self):
        session = signing.session_of(self.request)
        if session is not None and session.stage == sessions.OPEN and not self.is_set_up(session):
            return session
        return super().waiting()

    def is_set_up(self, session):
        return factors.has(session.folder, session.user_id)

    def get(self):
        session = self.waiting()
        if session is None:
            return ""
        self.prepare(session, factors.new_secret())
        return self.index()

    def prepare(self, session, secret):
        """What the page shows: the secret as a picture and as text, and sealed for the way back."""
        self.secret = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        self.sealed = sealing.seal(f"{session.id} {secret}")
        address = factors.address_of(secret, session.login)
        self.picture = segno.make(address, error="m").svg_data_uri(scale=5, light="#fff")

    def post(self):
        session = self.waiting()
        if session is None:
            return ""
        secret = self.offered(session)
        if secret is None:
            return self.to(f"{self.portal_url}/@@set-up-second-factor")
        code = self.typed("code")
        codes = factors.set_up(session.folder, session.user_id, secret, code)
        if codes is None:
            self.prepare(session, secret)
            return self.refuse(None, _("That code is not the one the app shows. Try the next one."))
        enter_now("account.factor-set-up", about=session.user_id, person=session.user_id)
        if session.stage == self.stage:
            after = stages.after_factor(session.user_id)
            session = signing.go_on(session, after)
        self.codes, self.next = codes, self.address_after(session)
        return self.index()

    def offered(self, session):
        """The secret this very session was shown; None for anything else."""
        try:
            id, _space, secret = sealing.unseal(self.typed("offered")).partition(" ")
        except (sealing.SealBroken, UnicodeEncodeError, ValueError):
            return None
        return secret if id == session.id else None

    def address_after(self, session):
        page = stages.PAGES.get(session.stage)
        if page:
            return f"{self.portal_url}/@@{page}"
        return target(session.goes_to) or self.portal_url


def target(address):
    """Where to go after signing in: an address of this portal that is no page on the way; or ""."""
    portal_url = api.portal.get_tool("portal_url")
    try:
        steps = urlsplit(address).path.split("/")
    except ValueError:
        return ""
    if not address or not portal_url.isURLInPortal(address):
        return ""
    return "" if any(step.lstrip("@") in ON_THE_WAY for step in steps) else address


def wait_sentence(wait):
    """The sentence for a wait (timedelta); None where there is none."""
    if not wait:
        return None
    minutes = -(-int(wait.total_seconds()) // 60)
    if minutes <= 1:
        return _("Too many wrong tries. Wait one minute, then try again.")
    return _(
        "Too many wrong tries. Wait ${minutes} minutes, then try again.",
        mapping={"minutes": minutes},
    )


def refuse_foreign(request):
    """Raise Forbidden for a form that another site sent: it would sign a browser in as another."""
    origin = request.getHeader("Origin")
    if origin and place(origin) != place(request["SERVER_URL"]):
        raise Forbidden("Sent from another site")
