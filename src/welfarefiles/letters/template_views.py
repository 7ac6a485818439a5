"""Templates of a school's letters: read, previewed, given another wording, added, withdrawn."""

from .. import _
from ..calendars import london
from ..closure.tabs import Tabs
from ..people.names import fullname
from ..people.typed import text_of
from .fields import example_values
from .fields import FIELDS
from .merging import merge
from .printing import letter_pdf
from .register import letters_of
from .register import WORD
from .sending_views import served
from .shipped import AUDIENCES
from .shipped import BY_ID
from .shipped import PURPOSES
from .word import BadTemplate
from .word import MOST_BYTES
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate

import re


CHOOSE_FILE = _("Choose a Word document.")


class TemplatesPage(Tabs, BrowserView):
    """What pages about templates share."""

    tab = "letter-templates"
    errors = ()
    ledger_action = ""

    def __call__(self):
        if self.request.method == "POST" and self.done():
            return self.request.response.redirect(self.next_url)
        return self.index()

    def done(self):
        """Whether what was sent could be done; else the page says why not."""
        try:
            self.act()
        except BadTemplate as error:
            self.errors = error.sentences
            return False
        return True

    def act(self):
        raise NotFound()

    @cached_property
    def kept(self):
        return letters_of(self.context)

    @property
    def url(self):
        return self.context.absolute_url()

    def said(self, name):
        return text_of(self.request.form, name)

    def uploaded(self):
        """Bytes of the chosen file; raises `BadTemplate` for none."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            raise BadTemplate(CHOOSE_FILE)
        return upload.read(MOST_BYTES + 1)


class Templates(TemplatesPage):
    """`letter-templates`: all of them, and every field a letter may have."""

    page_title = _("Templates of letters")

    def templates(self, withdrawn=False):
        return [self.shown(one) for one in self.kept.all(withdrawn)]

    def withdrawn(self):
        return self.templates(withdrawn=True)

    def shown(self, template):
        latest = template.versions[-1] if template.versions else None
        return {
            "title": template.title,
            "url": f"{self.url}/@@letter-template?id={template.id}",
            "audience": AUDIENCES[template.audience],
            "version": template.version,
            "since": latest and london.format_short_date(london.london_date(latest.at)),
            "by": latest and fullname(latest.by),
        }

    def fields(self):
        return FIELDS


class TemplatePage(TemplatesPage):
    """`letter-template`: its versions, a preview, another wording."""

    @cached_property
    def template(self):
        found = self.kept.get(self.said("id"))
        if found is None:
            raise NotFound()
        return found

    @property
    def page_title(self):
        return self.template.title

    @property
    def is_own(self):
        return self.template.id not in BY_ID

    @property
    def audience(self):
        return AUDIENCES[self.template.audience]

    @property
    def purpose(self):
        return PURPOSES[self.template.purpose]

    def versions(self):
        """The latest first; of a shipped letter down to what came with the portal."""
        for one in reversed(self.template.versions):
            day = london.format_short_date(london.london_date(one.at))
            yield self.version(one.number, f"{day}, {fullname(one.by)}")
        if not self.is_own:
            yield self.version(0, _("As it came with the portal"))

    def version(self, number, said):
        address = f"id={self.template.id}&version={number}"
        return {
            "number": number,
            "said": said,
            "preview": f"{self.url}/@@letter-preview?{address}",
            "word": f"{self.url}/@@letter-template-file?{address}",
            "current": number == self.template.version,
        }

    def act(self):
        if self.said("withdraw"):
            self.kept.withdraw(self.template.id)
            api.portal.show_message(_("Withdrawn: this letter is written no more."))
            return
        self.kept.change(self.template.id, self.uploaded())
        api.portal.show_message(_("The new version is in use. Preview it once."))

    @property
    def next_url(self):
        return f"{self.url}/@@letter-template?id={self.template.id}"


class AddTemplate(TemplatesPage):
    """`add-letter-template`: a letter of the school's own."""

    page_title = _("Add a letter")
    added = None

    def act(self):
        title = " ".join(self.said("title").split())[:120]
        given = (self.said("audience"), self.said("purpose"))
        self.added = self.kept.add(title, *given, self.uploaded())
        api.portal.show_message(_("Added. Preview it once."))

    @property
    def next_url(self):
        return f"{self.url}/@@letter-template?id={self.added.id}"

    def audiences(self):
        return AUDIENCES.items()

    def purposes(self):
        return PURPOSES.items()


class TemplateFile(TemplatePage):
    """`letter-template-file`: a version as it was uploaded, to edit in Word."""

    def __call__(self):
        return served(self.request, self.data, WORD, f"letter-{self.template.id}.docx")

    @property
    def data(self):
        number = self.said("version")
        if not re.fullmatch(r"[0-9]{1,6}", number):
            raise NotFound()
        data = self.template.data(int(number))
        if data is None:
            raise NotFound()
        return data


class Preview(TemplateFile):
    """`letter-preview`: a version with an invented child, as PDF."""

    def __call__(self):
        now = london.now()
        letter = merge(self.data, example_values(), now)
        title = translate(_("Preview of a letter"), context=self.request)
        pdf = letter_pdf(letter, title, now, demonstration=True)
        return served(self.request, pdf, "application/pdf", "letter-preview.pdf")
