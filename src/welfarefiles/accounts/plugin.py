"""The plugin of the user folder: sessions, guarded passwords, signing out, rules for passwords.

It stands in the place of Plone's own: signed cookies that no server could end, tokens of twelve
hours, and a password taken from any form on any page.
"""

from ..interfaces import IWelfareFilesLayer
from . import cookie
from . import passwords
from . import sessions
from . import setting_passwords
from . import signing
from . import stages
from .checking import check
from .settings import basic_allowed
from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.interface import implementer


PLUGIN_ID = "welfarefiles_accounts"
BASIC = "credentials_basic_auth"
INTERFACES = (
    IExtractionPlugin,
    IAuthenticationPlugin,
    ICredentialsUpdatePlugin,
    ICredentialsResetPlugin,
    IValidationPlugin,
)


@implementer(*INTERFACES, IUserManagement)
class AccountsPlugin(BasePlugin):
    """See the module. `delegates`: ids of the plugins that know passwords, asked by us alone."""

    meta_type = "Welfare Files Accounts"
    security = ClassSecurityInfo()
    delegates = ()
    #: What our installing deactivated: ((interface name, plugin id), …), for uninstalling.
    replaced = ()

    def __init__(self, id, title=""):
        self._setId(id)
        self.title = title

    @security.private
    def extractCredentials(self, request):
        """See `IExtractionPlugin`."""
        token = cookie.token_of(request)
        return {"session": token} if token else {}

    @security.private
    def authenticateCredentials(self, credentials):
        """See `IAuthenticationPlugin`: a session past all its stages, or a right password."""
        if "session" in credentials:
            return self._of_session(credentials["session"])
        login, password = credentials.get("login"), credentials.get("password")
        if not login or password is None:
            return None
        if isinstance(password, bytes):
            password = password.decode("utf-8", "replace")
        return self._of_password(login, password, credentials.get("extractor"))

    def _of_session(self, token):
        accounts, session = self._getPAS(), sessions.of_token(token)
        if session is None or session.stage != sessions.OPEN:
            return None
        if session.folder != stages.path_of(accounts) or not signing.is_current(accounts, session):
            return None
        return session.user_id, session.login

    def _of_password(self, login, password, extractor):
        accounts = self._getPAS()
        if extractor == BASIC and not self._is_zopes_own() and not basic_allowed():
            return None
        if extractor not in (None, BASIC) and IWelfareFilesLayer.providedBy(self.REQUEST):
            return None  # on our pages only the sign-in page takes a name and a password
        checked = check(accounts, login, password, self.REQUEST)
        if checked.user_id is None or not same(checked.folder, accounts):
            return None
        if extractor == BASIC and not self._is_zopes_own() and asks_more(accounts, checked.user_id):
            return None
        return checked.user_id, checked.login

    def _is_zopes_own(self):
        return self._getPAS()._isTop()

    @security.private
    def updateCredentials(self, request, response, login, new_password):
        """See `ICredentialsUpdatePlugin`: somebody changed their own password.

        Their other sessions end, because their account's mark is another now; this one goes on.
        """
        signing.renew(self._getPAS(), request)

    @security.private
    def resetCredentials(self, request, response):
        """See `ICredentialsResetPlugin`: signing out ends the session, not only the cookie."""
        signing.sign_out(request)

    @security.private
    def validateUserInfo(self, user, set_id, set_info):
        """See `IValidationPlugin`: the sentences that stand against a new password."""
        password = (set_info or {}).get("password")
        if password is None:
            return []
        faults = passwords.faults(password, passwords.words_about(user, set_id, set_info))
        return [{"id": "password", "error": fault} for fault in faults]

    # `IUserManagement`: we keep no accounts, but see every new password whatever the way to it.

    @security.private
    def doAddUser(self, login, password):
        """A new account: refused with a password that is none; else the next plugin makes it."""
        setting_passwords.refuse_bad(password, login)
        return False

    @security.private
    def doChangeUser(self, user_id, password, **kw):
        """A new password; raises RuntimeError, by which the caller goes on to the next plugin."""
        setting_passwords.refuse_bad(password, user_id)
        setting_passwords.tell_of_change(self._getPAS(), user_id)
        raise RuntimeError("The next plugin keeps the password")

    @security.private
    def doDeleteUser(self, user_id):
        """An account goes; raises KeyError, by which the caller goes on to the next plugin."""
        raise KeyError(user_id)


InitializeClass(AccountsPlugin)


def same(folder, accounts):
    """Whether two user folders are one."""
    return folder.getPhysicalPath() == accounts.getPhysicalPath()


def asks_more(accounts, user_id):
    """Whether a password alone is not enough for a person."""
    return stages.first(accounts, user_id) != sessions.OPEN
