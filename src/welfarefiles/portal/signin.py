"""Signing in, in our words; Plone's form does the work."""

from .. import _
from Products.CMFPlone.browser.login.login import LoginForm


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
