"""The school's list of pupils: looked through by the form, replaced by an import."""

from .. import _
from ..people.team import school_of
from ..people.typed import text_of
from .pupils import BadList
from .pupils import pupils
from .pupils import read_list
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound

import json


MOST_BYTES = 2 * 1024 * 1024
CHOOSE = _("Choose the file with the list")
TOO_LARGE = _("This file is larger than 2 MB.")


def offered(folder, text):
    """What the form offers for what was typed: key and label of pupils, the same for everybody."""
    found = pupils(school_of(folder)).find(text)
    return [{"key": one.key, "label": one.label} for one in found]


class Find(BrowserView):
    """`@@find-pupil`: by POST, because a name in an address would stay in every log."""

    #: It changes nothing, and its script is answered in JSON.
    takes_any = True

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound()
        text = text_of(self.request.form, "text")
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "no-store")
        return json.dumps(offered(self.context, text))


class Import(BrowserView):
    """`@@pupils`: the list, and the file that replaces it."""

    page_title = _("List of pupils")
    ledger_action = "forms.pupils-viewed"
    error = None

    def __call__(self):
        if self.request.method == "POST" and self.take():
            words = {"number": len(pupils(school_of(self.context)))}
            message = _("The list has ${number} pupils now.", mapping=words)
            api.portal.show_message(message, self.request)
            url = f"{self.context.absolute_url()}/@@pupils"
            return self.request.response.redirect(url)
        return self.index()

    def take(self):
        """Whether the list was replaced."""
        upload = self.request.form.get("list")
        data = upload.read(MOST_BYTES + 1) if hasattr(upload, "read") else b""
        try:
            if not data:
                raise BadList(CHOOSE)
            if len(data) > MOST_BYTES:
                raise BadList(TOO_LARGE)
            pupils(school_of(self.context)).replace(read_list(data))
        except BadList as error:
            self.error = error.args[0]
            return False
        return True

    @property
    def has_errors(self):
        return self.error is not None

    def lines(self):
        return pupils(school_of(self.context)).all()
