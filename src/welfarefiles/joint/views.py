"""`@@joint` of a draft: parts this copy from the others, or puts a file of it into another."""

from .. import _
from ..givingback import TYPED
from ..people.typed import text_of
from .panel import shown_copies
from .uploads import BadUpload
from .uploads import give
from .writing import drafts_with
from .writing import part
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Joint(BrowserView):
    """Sent by the buttons of the panel; leads back to the record."""

    def __call__(self):
        if TYPED in self.request.environ:
            return self.context.restrictedTraverse("@@view")()
        act = {"part": self.part, "give": self.give}.get(text_of(self.request.form, "do"))
        if self.request.method != "POST" or act is None:
            raise NotFound()
        if not shown_copies(self.context):  # nobody learns here that there are others
            raise NotFound()
        act()
        return self.request.response.redirect(self.context.absolute_url())

    def part(self):
        part(self.context)
        api.portal.show_message(_("This copy stands by itself now"), self.request)

    def give(self):
        form = self.request.form
        name, uid = text_of(form, "upload"), text_of(form, "copy")
        try:
            give(self.context, name, uid, drafts_with(self.context))
        except BadUpload as error:
            api.portal.show_message(error.args[0], self.request, "error")
            return
        api.portal.show_message(_("The file is in that copy too"), self.request)
