"""Letters of one file: those there are, and preparing more."""

from .. import _
from ..calendars import london
from ..files.around import person_key
from ..files.tabs import PermittedTab
from ..files.views import FilePage
from ..interfaces import IRecordAction
from ..interfaces import IWelfareFilesLayer
from ..named.checking import warning
from ..people.names import fullname
from ..people.team import school_of
from ..people.typed import text_of
from ..people.typed import texts_of
from ..permissions import ADD_RECORD
from ..permissions import may
from ..permissions import SEND_LETTER
from ..records.views import MoveOn
from .interfaces import ILetter
from .preparing import letters_in
from .preparing import LettersRefused
from .preparing import people_for
from .preparing import prepare
from .register import letters_of
from .shipped import PARENTS
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zope.component import adapter
from zope.interface import implementer


CHOOSE_LETTER = _("Choose a letter.")
DONE = _("Prepared: read it, then have it sent.")


class LettersTab(PermittedTab):
    """The tab of a file, for those who prepare its letters."""

    order = 45
    title = _("Letters")
    permission = ADD_RECORD


class FileLetters(FilePage):
    """`letters`: what was written to whom, what waits; a form for each letter there is."""

    tab = "letters"
    page_title = _("Letters")
    errors = ()

    def __call__(self):
        if self.request.method == "POST" and self.prepared():
            url = f"{self.context.absolute_url()}/@@letters"
            return self.request.response.redirect(url)
        return self.index()

    def prepared(self):
        """Whether the letters that were asked for are there."""
        template = self.kept.get(self.chosen)
        if template is None or template.withdrawn:
            self.errors = [CHOOSE_LETTER]
            return False
        try:
            prepare(self.context, template, texts_of(self.request.form, "to"))
        except LettersRefused as error:
            self.errors = error.sentences
            return False
        api.portal.show_message(DONE)
        return True

    @property
    def kept(self):
        return letters_of(school_of(self.context))

    @property
    def chosen(self):
        """Id of the letter the form is about."""
        return text_of(self.request.form, "letter")

    def choices(self):
        """Every letter with the people it can go to."""
        picked = texts_of(self.request.form, "to")
        for template in self.kept.all():
            yield {
                "id": template.id,
                "title": template.title,
                "open": template.id == self.chosen,
                "to_parents": template.audience == PARENTS,
                "people": [
                    {
                        "key": person_key(one),
                        "name": one.get("name"),
                        "relation": one.get("relation"),
                        "picked": person_key(one) in picked,
                    }
                    for one in people_for(self.context, template)
                ],
            }

    @cached_property
    def rows(self):
        """Rows of the letters, the latest first."""
        return letters_in(self.context)[::-1]

    def letters(self):
        for row in self.rows:
            letter = self.context.get(row.path.rsplit("/", 1)[-1])
            if letter is not None and may("View", letter):
                yield self.shown(letter, row)

    def shown(self, letter, row):
        return {
            "heading": row.heading,
            "url": letter.absolute_url(),
            "prepared": london.format_short_date(london.london_date(letter.recorded_at)),
            "by": fullname(letter.author),
            "sent": self.sent_said(letter),
            "state": row.state,
            "send": self.send_url(letter) if row.state == "draft" else None,
            # said before it goes out (R128): what the portal made is struck through and made anew
            "names": warning(letter) if row.state == "draft" else None,
        }

    def sent_said(self, letter):
        if not letter.sent_on:
            return ""
        day = london.format_short_date(letter.sent_on)
        names = {"day": day, "name": fullname(letter.signed_by)}
        return _("${day}, noted by ${name}", mapping=names)

    def send_url(self, letter):
        return address_to_send(letter) if may(SEND_LETTER, letter) else None


def address_to_send(letter):
    """The page that notes that a letter was sent; it stands on the school (R158)."""
    return f"{school_of(letter).absolute_url()}/@@send-letter?letter={IUUID(letter)}"


@implementer(IRecordAction)
@adapter(ILetter, IWelfareFilesLayer)
class NoteSent:
    """The way from a letter that waits to the page on which it is noted as sent."""

    order = 5
    title = _("Note that it was sent")

    def __init__(self, letter, request):
        self.letter = letter

    def available(self):
        is_waiting = api.content.get_state(self.letter) == "draft"
        return is_waiting and may(SEND_LETTER, self.letter)


class GoToSending(BrowserView):
    """`note-sent` of a letter: the page of the school, where the office does it too."""

    def __call__(self):
        return self.request.response.redirect(address_to_send(self.context))


class MoveOnLetter(MoveOn):
    """As any record, but that sending one asks how and when, on a page of its own."""

    def __call__(self):
        if self.transition == "sign" and may(SEND_LETTER, self.context):
            return self.request.response.redirect(address_to_send(self.context))
        return super().__call__()
