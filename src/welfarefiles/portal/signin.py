"""Signing in, in our words; Plone's form does the work."""

from .. import _
from Products.CMFPlone.browser.login.login import LoginForm
from Products.Five.browser import BrowserView


class SignIn(LoginForm):
    """Plone's sign-in form with our template, without its inline style."""

    label = page_title = _("Sign in")
    enable_unload_protection = False
    # The token was made for nobody, and this request is somebody's already.
    needs_token = False

    def updateWidgets(self):
        super().updateWidgets()
        if not self.use_email_as_login():
            self.widgets["ac_name"].label = _("User name")

    def updateActions(self):
        super().updateActions()
        self.actions["login"].title = self.label


class SignedIn(BrowserView):
    """`@@signed-in`: nothing for whoever is signed in; anybody else is sent to the sign-in page.

    The page's script asks before it sends a form, whose text would be lost on that way.
    """

    def __call__(self):
        self.request.response.setStatus(204)
        self.request.response.setHeader("Cache-Control", "no-store")
        return ""
