"""What the form macros need to draw any z3c form: errors, buttons, hidden values."""

from .. import _
from ..givingback import GivingBack
from ..givingback import KEEPING
from .both import MINE
from .both import SAVED
from .errors import all_widgets
from .errors import summary
from .interfaces import IBodyMapWidget
from .interfaces import ILeanLayer
from .interfaces import IRowsWidget
from .lean import is_ours
from .widgets.field import RenderField
from .widgets.plain import Described
from pathlib import Path
from plone.z3cform.interfaces import IFormWrapper
from plone.z3cform.interfaces import IWrappedForm
from plone.z3cform.templates import FormTemplateFactory
from plone.z3cform.templates import path as inner_path
from plone.z3cform.templates import ZopeTwoFormTemplateFactory
from Products.Five.browser import BrowserView
from z3c.form.interfaces import IForm
from zope.component import getMultiAdapter
from zope.i18n import translate


CANCEL = "cancel"
RENDER = "ploneform-render-widget"
TEMPLATE = str(Path(__file__).parent / "templates" / "form.pt")


class FormMacros(BrowserView):
    """`ploneform-macros` on our pages; same macros as Plone's."""

    def __getitem__(self, name):
        return self.index.macros[name]


class FormLook(BrowserView):
    """`@@form-look`: asked with the form."""

    def errors(self, form):
        """Errors of the form, in the order of its fields, in the reader's words."""
        return [
            {**error, "text": translate(error["text"], context=self.request)}
            for error in summary(form)
        ]

    def errors_title(self, errors):
        """Headline of the error summary."""
        number = len(errors)
        text = (
            _("There is one thing to put right")
            if number == 1
            else _("There are ${number} things to put right", mapping={"number": number})
        )
        return translate(text, context=self.request)

    def buttons(self, form):
        """Buttons of the form, the main one first; Cancel as a link where the form says whereto."""
        first = True
        for action in form.actions.values():
            href = self._leaves(form, action)
            css = "btn" if first else "btn plain"
            first = first and bool(href)
            yield {
                "name": action.name,
                "id": action.id,
                "title": translate(action.title, context=self.request),
                "css": css,
                "href": href,
            }

    def _leaves(self, form, action):
        if action.__name__ != CANCEL:
            return None
        return getattr(form, "cancel_url", None) or self.context.absolute_url()

    def form_class(self, form):
        """Class of the form element."""
        return f"ours {getattr(form, 'css_class', None) or ''}".strip()

    def leave_check(self, form):
        """Value of `data-leave-check`: forms of ours ask before typed text is left behind."""
        asks = getattr(form, "enable_unload_protection", True)
        return "1" if asks and is_ours(form) else None

    def drafted(self, form):
        """Where what is typed is kept, and how the form is called there; None: it is not."""
        if not isinstance(form, GivingBack):
            return None
        url = f"{form.context.absolute_url()}/@@{KEEPING}"
        return {"url": url, "form": form.draft_form}

    def status_class(self, form):
        """How to draw the form's status where no field is wrong."""
        wrong = form.status == getattr(form, "formErrorsMessage", None)
        bad = wrong or getattr(form, "refused", False) or getattr(form, "came_back", False)
        return "sum" if bad else "message info"

    def carried(self, form):
        """Hidden values that come back with the form: `carried` of the form, a dictionary."""
        carried = getattr(form, "carried", None) or {}
        return [{"name": name, "value": value} for name, value in carried.items()]

    def sides(self, difference):
        """The two texts of a `both.Difference`, to choose one."""
        nothing = translate(_("(nothing)"), context=self.request)
        for value, label, text in (
            (SAVED, _("Keep what they saved"), difference.saved),
            (MINE, _("Keep what I wrote"), difference.mine),
        ):
            yield {
                "value": value,
                "label": translate(label, context=self.request),
                "text": text or nothing,
                "checked": "checked" if difference.chosen == value else None,
            }

    def field(self, widget):
        """HTML of a field with its label; of a widget that is not ours, as Plone draws it."""
        if isinstance(widget, Described):
            return RenderField(widget, self.request)()
        return getMultiAdapter((widget, self.request), name=RENDER)()

    def is_filled(self, group):
        """Whether something is entered, or wrong, in a part of the form that is folded."""
        return any(widget.error or widget.value for widget in group.widgets.values())

    def has_rows(self, form):
        """Whether the form needs the script for rows."""
        return _has(form, IRowsWidget)

    def has_bodymap(self, form):
        """Whether the form needs the script for body maps."""
        return _has(form, IBodyMapWidget)


def _has(form, interface):
    return any(interface.providedBy(widget) for _name, widget in all_widgets(form))


form_template = ZopeTwoFormTemplateFactory(TEMPLATE, form=IForm, request=ILeanLayer)
wrapper_template = ZopeTwoFormTemplateFactory(TEMPLATE, form=IFormWrapper, request=ILeanLayer)
# Plone's own, said again for our frame: where registries are stacked (tests, a site's own one) the
# first would win here too, and a whole page would be drawn within the page.
inner_template = FormTemplateFactory(
    inner_path("wrappedform.pt"), form=IWrappedForm, request=ILeanLayer
)
