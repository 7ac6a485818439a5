"""A print or an export says first whom it names, where nobody has said why they stay."""

from .. import _
from ..interfaces import IWelfareFileBase
from .checking import said
from .checking import unsettled
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SEEN = "seen"


class SaysFirst(BrowserView):
    """Base of a view that lets something of a file or record out: `made` gives it (R106, R128).

    Where there is something to say (`sentences`), the answer is a page that says it, with the
    address that gives what was asked for as it is: `names=seen`. `mentions` are shown with the
    sentences they stand in, `look_at` is where one can settle them.
    """

    page_title = _("Before it leaves")
    first = ViewPageTemplateFile("templates/first.pt")
    mentions = ()

    def __call__(self):
        if self.was_told or not self.sentences():
            return self.made()
        # Nothing has left: what is entered is that it was looked at.
        is_file = IWelfareFileBase.providedBy(self.context)
        self.ledger_action = "files.viewed" if is_file else "records.viewed"
        return self.first()

    @property
    def was_told(self):
        """Whether the person has read it, and wants what was asked for as it is."""
        return self.request.form.get("names") == SEEN

    @property
    def as_it_is(self):
        """The same address, with the word that the warning was read."""
        asked = [self.request.get("QUERY_STRING", ""), f"names={SEEN}"]
        return f"{self.request['ACTUAL_URL']}?{'&'.join(filter(None, asked))}"


class RecordSaysFirst(SaysFirst):
    """The same of one record."""

    def sentences(self):
        self.mentions = unsettled(self.context)
        return [said(self.mentions)] if self.mentions else []

    @property
    def look_at(self):
        """The record: its page asks what is to become of each while it can be changed."""
        return f"{self.context.absolute_url()}#named"
