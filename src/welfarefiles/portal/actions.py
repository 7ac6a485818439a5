"""Buttons of our forms: they act on a POST with a valid token, and otherwise give the text back.

Plone drops a POST whose token is missing or wrong and redirects; what somebody typed is lost in
silence. Here the form comes back with everything in it and a sentence that says what happened.
"""

from .. import _
from .interfaces import ILeanLayer
from .lean import is_ours
from plone.app.z3cform.csrf import AuthenticatedButtonActions
from plone.protect.authenticator import check
from z3c.form.interfaces import IButtonForm
from zExceptions import Forbidden
from zope.component import adapter
from zope.interface import Interface


REFUSED = _(
    "Nothing was saved, because the page you sent this from had gone out of date. "
    "What you entered is still below: check it and save again."
)


@adapter(IButtonForm, ILeanLayer, Interface)
class LeanActions(AuthenticatedButtonActions):
    """Action manager of forms drawn in our frame; Plone's own (sign-in) keep Plone's rule."""

    def execute(self):
        if not self.executedActions:
            return
        if not getattr(self.form, "needs_token", is_ours(self.form)) or self._may_act():
            super().execute()
        else:
            self.form.refused = True
            self.form.status = REFUSED

    def _may_act(self):
        if self.request.get("REQUEST_METHOD") != "POST":
            return False
        try:
            check(self.request)
        except Forbidden:
            return False
        return True
