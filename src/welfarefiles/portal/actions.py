"""Buttons of our forms act on a POST alone; `heldback` lets none through without a good token."""

from .interfaces import ILeanLayer
from .lean import is_ours
from plone.app.z3cform.csrf import AuthenticatedButtonActions
from z3c.form.interfaces import IButtonForm
from zope.component import adapter
from zope.interface import Interface


@adapter(IButtonForm, ILeanLayer, Interface)
class LeanActions(AuthenticatedButtonActions):
    """Action manager of forms drawn in our frame; Plone's own (sign-in) keep Plone's rule."""

    def execute(self):
        if self.request.method == "POST" or not is_ours(self.form):
            super().execute()
