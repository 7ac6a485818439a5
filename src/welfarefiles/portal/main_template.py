"""The frame of a page: ours for our pages, Plone's for the rest."""

from .interfaces import ILeanLayer
from .lean import is_lean
from .lean import mark
from Products.CMFPlone.browser.main_template import MainTemplate as PloneMainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class MainTemplate(PloneMainTemplate):
    """`main_template` on our layer; same slots and macros (`master`, `content`) as Plone's."""

    lean_template = ViewPageTemplateFile("templates/main_template.pt")

    @property
    def template(self):
        """The lean frame or Plone's, by the page that is being published."""
        if self._is_lean:
            return self.lean_template
        return super().template

    @property
    def _is_lean(self):
        if not ILeanLayer.providedBy(self.request) and is_lean(None, self.context):
            # Called without the publisher: a script, a test, an error before traversal ended.
            mark(self.request)
        return ILeanLayer.providedBy(self.request)
