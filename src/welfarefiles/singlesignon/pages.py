"""Pages of the school's own sign-in: to the provider and back, and its settings."""

from .. import _
from ..accounts import cookie
from ..accounts import sessions
from ..accounts import signing
from ..accounts.pages import OnTheWay
from ..accounts.pages import target
from ..accounts.sealing import seal
from ..accounts.settings import provider_enabled
from ..accounts.telling import enter_quietly
from ..people.typed import text_of
from ..people.typed import Typed
from . import account
from . import provider as protocol
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from zope.interface import alsoProvides

import logging
import re
import secrets
import transaction


logger = logging.getLogger(__name__)
COOKIE = "__ac_flow"
BACK = "school-account-back"
UNREACHED = _("Your school's sign-in cannot be reached just now. Try again in a few minutes.")
NOT_PROVED = _("Your school's sign-in did not prove who you are. Begin again.")
NO_FACTOR = _(
    "Your school's sign-in let you in without a second step, and these files need one. Ask the "
    "people who look after school accounts to ask for it (multi-factor authentication)."
)
NOT_NAMED = _("The settings of your school's sign-in are not complete: a group's line is wrong.")


class ToProvider(OnTheWay):
    """`school-account`: sends the browser to the school's own sign-in."""

    page_title = _("Sign in")

    def get(self):
        if not provider_enabled():
            return self.to(f"{self.portal_url}/login")
        flow, own = protocol.new_flow(), account.provider()
        try:
            address = protocol.address_to(own, flow, f"{self.portal_url}/@@{BACK}")
        except protocol.ProviderFault as error:
            logger.warning("School sign-in: %s", error)
            return self.refuse(None, UNREACHED)
        came_from = self.request.form.get("came_from") or ""
        account.keep_flow(flow, target(came_from) if isinstance(came_from, str) else "")
        self.request.response.setCookie(
            COOKIE,
            flow.state,
            path="/",
            http_only=True,
            same_site="Lax",
            secure=cookie.is_secure(self.request),
        )
        return self.request.response.redirect(address)

    post = get


class FromProvider(OnTheWay):
    """`school-account-back`: the provider's answer."""

    page_title = _("Sign in")

    def get(self):
        own = self.request.cookies.get(COOKIE, "")
        self.request.response.expireCookie(COOKIE, path="/")
        state, code = self.request.form.get("state"), self.request.form.get("code")
        if not (own and isinstance(state, str) and secrets.compare_digest(own, state)):
            return self.refuse(None, NOT_PROVED)
        flow, goes_to = account.take_flow(state)
        if flow is None or not isinstance(code, str) or not provider_enabled():
            return self.refuse(None, NOT_PROVED)
        try:
            return self.arrive(flow, code, goes_to)
        except protocol.ProviderFault as error:
            logger.warning("School sign-in: %s", error)
            return self.refuse(None, UNREACHED)
        except protocol.NotVouched as error:
            logger.warning("School sign-in: %s", error)
            enter_quietly("account.provider-refused", why="not proved")
            return self.refuse(None, NOT_PROVED)
        except account.Refused as error:
            enter_quietly("account.provider-refused", why="account")
            return self.refuse(None, error.args[0])
        except ValueError:
            return self.refuse(None, NOT_NAMED)

    post = get

    def arrive(self, flow, code, goes_to):
        """Let in whom the provider vouches for."""
        own = account.provider()
        claims = protocol.claims_for(own, flow, code, f"{self.portal_url}/@@{BACK}")
        factor = protocol.has_second_factor(own, claims)
        if account.read("require_factor") and not factor:
            enter_quietly("account.provider-refused", why="no second factor")
            return self.refuse(None, NO_FACTOR)
        # A GET, proved by what only this browser and the provider know.
        alsoProvides(self.request, IDisableCSRFProtection)
        user_id = account.account_of(claims)
        account.give_roles(user_id, account.groups_of(claims))
        # Before the session: a change of team ends those there are.
        transaction.commit()
        outcome = signing.start(
            self.accounts,
            user_id,
            self.accounts.getUserById(user_id).getUserName(),
            self.request,
            sessions.SCHOOL_ACCOUNT,
            goes_to,
            factor_given=factor,
        )
        cookie.give(self.request, outcome.token)
        return self.onward(outcome.session)


class Settings(BrowserView):
    """`school-sign-in`: the settings, and a test of them."""

    page_title = _("Sign-in with school accounts")
    lean = True
    error = None
    tested = None
    filled = None

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method == "POST":
            if "fill" in self.request.form:
                self.fill()
            else:
                self.act()
        return self.index()

    def fill(self):
        """Fill in what a known provider needs; nothing is saved."""
        name, values = PRESETS.get(text_of(self.request.form, "fill"), (None, None))
        if values is None:
            return
        if "{tenant}" in values["issuer"] and not TENANT.fullmatch(self.tenant):
            self.error = _("Enter your tenant's id: letters, digits, dots and hyphens.")
            return
        self.filled = {**values, "issuer": values["issuer"].format(tenant=self.tenant)}
        said = _("Filled in for ${name}, not saved yet.", mapping={"name": name})
        api.portal.show_message(said, self.request)

    @property
    def tenant(self):
        typed = self.request.form.get("tenant")
        return typed.strip() if isinstance(typed, str) else ""

    def act(self):
        """Save; and then, if asked to, try what was saved."""
        values, self.error = self.typed()
        if self.error:
            return
        account.save(values)
        api.portal.show_message(_("Saved"), self.request)
        if self.request.form.get("test"):
            try:
                number = protocol.test(account.provider())
                words = {"number": number}
                self.tested = _("The provider answers, with ${number} keys.", mapping=words)
            except protocol.ProviderFault as error:
                self.error = str(error)

    def typed(self):
        """(values to be saved, what is wrong or None)."""
        form, typed = self.request.form, Typed(self.request.form).shown
        values = {name: typed(name).strip() for name in TEXTS}
        values["enabled"] = bool(form.get("enabled"))
        values["require_factor"] = bool(form.get("require_factor"))
        lines = [line.strip() for line in typed("groups").splitlines() if line.strip()]
        values["groups"] = lines
        if typed("secret"):
            values["secret"] = seal(typed("secret").strip())
        if values["enabled"] and not protocol.is_safe(values["issuer"]):
            return values, _("The issuer must be an address that begins with https://.")
        for line in lines:
            try:
                account.parse(line)
            except ValueError:
                return values, _("This line is not understood: ${line}", mapping={"line": line})
        return values, None

    def value(self, name):
        """What a known provider needs, was typed, or is stored."""
        form = self.request.form
        if self.filled and name in self.filled:
            return self.filled[name]
        if self.error and name in form:
            return form[name]
        stored = account.read(name)
        return "\n".join(stored or ()) if name == "groups" else stored

    @property
    def back(self):
        return f"{api.portal.get().absolute_url()}/@@{BACK}"


TEXTS = ("name", "issuer", "client_id", "user_claim", "groups_claim", "factor_values", "acr_values")
TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{2,}")
#: Providers we know: name, and what they need. `tenant`: the school's own part of the address.
PRESETS = {
    "entra": (
        "Microsoft Entra",
        {
            "issuer": "https://login.microsoftonline.com/{tenant}/v2.0",
            "user_claim": "preferred_username",
            "groups_claim": "groups",
            "factor_values": "mfa",
            "acr_values": "",
            "require_factor": True,
        },
    ),
    "google": (
        "Google",
        {
            "issuer": "https://accounts.google.com",
            "user_claim": "email",
            "groups_claim": "",
            "factor_values": "",
            "acr_values": "",
            "require_factor": False,
        },
    ),
}
