"""`@@joint` of a draft: parts this copy from the others."""

from .. import _
from ..people.typed import text_of
from ..submission import is_from_our_page
from ..submission import OUT_OF_DATE
from .panel import shown_copies
from .writing import part
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound


class Part(BrowserView):
    """Sent by the button of the panel; leads back to the record."""

    def __call__(self):
        if self.request.method != "POST" or text_of(self.request.form, "do") != "part":
            raise NotFound()
        if not shown_copies(self.context):  # nobody learns here that there are others
            raise NotFound()
        if is_from_our_page(self.request):
            part(self.context)
            api.portal.show_message(_("This copy stands by itself now"), self.request)
        else:
            api.portal.show_message(OUT_OF_DATE, self.request, "warning")
        return self.request.response.redirect(self.context.absolute_url())
