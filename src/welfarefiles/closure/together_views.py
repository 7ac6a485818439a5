"""The page that closes several files."""

from .. import _
from ..calendars import london
from ..files.serialise import addresses
from ..files.states import RECORD_STATES
from ..files.states import tag_of
from ..people.typed import texts_of
from .tabs import Tabs
from .together import close_together
from .together import NotTogether
from .together import open_files
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView


class CloseTogetherPage(Tabs, BrowserView):
    """`close-together`: open files with how far their closing summary is; the job does the rest."""

    tab = "close-together"
    page_title = _("Close several files")
    ledger_action = "files.register-viewed"
    error = None

    def __call__(self):
        if self.request.method == "POST" and (job := self.asked()):
            url = f"{api.portal.get().absolute_url()}/@@job/{job}"
            return self.request.response.redirect(url)
        return self.index()

    def asked(self):
        """Id of the job, or None: the page says why not."""
        try:
            return close_together(self.context, self.chosen)
        except NotTogether as error:
            self.error = error.args[0]
            return None

    @property
    def chosen(self):
        return texts_of(self.request.form, "file")

    @cached_property
    def files(self):
        """Those a manager agreed to first."""
        address = addresses(api.portal.get())
        chosen = set(self.chosen)
        found = [
            {
                "uid": row.uid,
                "reference": row.reference,
                "name": row.child_name,
                "url": f"{address(row)}/@@closing",
                "summary": RECORD_STATES.get(state, ""),
                "tag": tag_of(state),
                "ready": state == "authorised",
                "chosen": row.uid in chosen,
                "review": row.next_review and london.format_short_date(row.next_review),
            }
            for row, state in open_files(self.context)
        ]
        return sorted(found, key=lambda one: not one["ready"])
