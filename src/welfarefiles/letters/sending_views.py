"""What waits to be sent, and noting that it was: pages of the school (R158)."""

from .. import _
from ..calendars import london
from ..closure.tabs import pages
from ..closure.tabs import Tabs
from ..errors import FieldInvalid
from ..files.navigation import schools
from ..granting.form import CHOICE
from ..granting.form import DAY
from ..granting.form import Field
from ..granting.form import SmallForm
from ..interfaces import INavigationItem
from ..interfaces import IWelfareFilesLayer
from ..named.checking import warning
from ..people.names import fullname
from ..people.typed import text_of
from ..records.events import file_of
from ..records.heading import heading_of
from ..records.served import served_name
from .guards import wrong_with
from .register import WORD
from .schema import WAYS
from .sending import letter_to_send
from .sending import send
from .sending import waiting
from functools import cached_property
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


DUE_PAGE = "letters-to-send"


class ToSend(Tabs, BrowserView):
    """`letters-to-send`: each letter that waits, with its document; nothing else of the file."""

    tab = DUE_PAGE
    page_title = _("Letters to send")
    ledger_action = "letters.list-seen"

    @cached_property
    def letters(self):
        base = self.context.absolute_url()
        return [
            {
                "heading": heading_of(letter),
                "reference": file_of(letter).reference,
                "address": letter.address or "",
                "prepared": london.format_short_date(london.london_date(letter.recorded_at)),
                "by": fullname(letter.author),
                "uid": IUUID(letter),
                "pdf": f"{base}/@@letter-document?letter={IUUID(letter)}&as=pdf",
                "word": f"{base}/@@letter-document?letter={IUUID(letter)}&as=docx",
                "send": f"{base}/@@send-letter?letter={IUUID(letter)}",
            }
            for letter in waiting(self.context)
        ]


class OneLetter:
    """A page of the school about one letter, named in the address by its uid."""

    @cached_property
    def letter(self):
        return letter_to_send(self.context, text_of(self.request.form, "letter"))

    @property
    def ledger_context(self):
        return self.letter


class LetterDocument(OneLetter, BrowserView):
    """`letter-document`: the letter as it goes out, for whoever sends it."""

    ledger_action = "letters.taken"
    KINDS = {"pdf": ("file", "application/pdf"), "docx": ("document", WORD)}

    def __call__(self):
        kind = text_of(self.request.form, "as")
        if kind not in self.KINDS:
            raise NotFound()
        field, content_type = self.KINDS[kind]
        blob = getattr(self.letter, field)
        return served(self.request, blob.data, content_type, self.name(blob))

    def name(self, blob):
        day = london.london_date(self.letter.happened_at)
        return served_name(file_of(self.letter).reference, "letter", day, blob.filename)


def served(request, data, content_type, name):
    """Answer with a document under a name; a PDF opens in the browser, Word is saved."""
    response = request.response
    response.setHeader("Content-Type", content_type)
    where = "inline" if content_type == "application/pdf" else "attachment"
    response.setHeader("Content-Disposition", f'{where}; filename="{name}"')
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "no-store")
    return data


class SendLetter(OneLetter, SmallForm):
    """`send-letter`: how and when it went out; it then stands in the file for good."""

    page_title = _("Letter sent")
    button = _("Note that it was sent")
    done = _("Noted: the letter is filed as sent.")
    ledger_action = "letters.list-seen"

    @property
    def warnings(self):
        """Whom it names, as whoever sends it may know (R128)."""
        return list(filter(None, [warning(self.letter)]))

    @property
    def about(self):
        return f"{file_of(self.letter).reference}: {heading_of(self.letter)}"

    def __call__(self):
        if api.content.get_state(self.letter) != "draft":
            raise NotFound()
        return super().__call__()

    @property
    def fields(self):
        return (
            Field("how", _("How was it sent?"), CHOICE, options=tuple(WAYS.items())),
            Field("sent_on", _("On which day?"), DAY, value=london.today().isoformat()),
        )

    @property
    def carried(self):
        return {"letter": IUUID(self.letter)}

    def act(self):
        how, day = self.typed.text("how"), self.typed.day("sent_on")
        for field, sentence in wrong_with(self.letter, how, day):
            raise FieldInvalid(translate(sentence, context=self.request), field)
        send(self.letter, how, day)

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@letters-to-send"


@implementer(INavigationItem)
@adapter(IPloneSiteRoot, IWelfareFilesLayer)
class LettersItem:
    """The way to the letters that wait; for others the first page about closure they may open."""

    steady = True
    order = 45

    def __init__(self, portal, request):
        self.found = [(one, pages(one)) for one in schools(portal)]
        sends = [school for school, names in self.found if DUE_PAGE in names]
        self.title = _("Letters") if sends else _("Closure")
        # Leads have them among what needs attention; the office has this number alone.
        self.count = 0 if self.leads else sum(len(waiting(school)) for school in sends)

    @property
    def leads(self):
        """Whether the person closes files, and so reads them."""
        return any("close-together" in names for _school, names in self.found)

    @property
    def url(self):
        return next(f"{one.absolute_url()}/@@{names[0]}" for one, names in self.found if names)

    def available(self):
        return any(names for _school, names in self.found)
