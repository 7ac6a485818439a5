"""A field on our forms: label, hint, error, input, in that order."""

from ...fragment import Fragment
from plone.app.z3cform.views import RenderWidget
from zope.i18n import translate


FIELD = Fragment(__file__, "../templates/widgets/field.pt")


class RenderField(RenderWidget):
    """`ploneform-render-widget` on our pages; works for widgets of others too."""

    def __call__(self):
        return FIELD(self.request, field=self, widget=self.widget)

    @property
    def widget(self):
        return self.context

    @property
    def hint(self):
        """The description set on the widget by its form, or the field's."""
        own = getattr(self.widget, "description", None)
        field = self.widget.field
        return own if own is not None else getattr(field, "description", None)

    @property
    def error(self):
        """The sentence beside the field, or None."""
        view = self.widget.error
        if not view:
            return None
        return translate(getattr(view, "message", None) or "", context=self.request) or None

    @property
    def error_url(self):
        """Where the error leads, for an error that knows (`url`)."""
        view = self.widget.error
        return getattr(getattr(view, "error", None), "url", None)

    @property
    def grouped(self):
        """Whether it is several inputs."""
        return getattr(self.widget, "grouped", False)

    @property
    def label_after(self):
        """Whether the label stands after the input."""
        return getattr(self.widget, "label_after", False)

    @property
    def described_by(self):
        return getattr(self.widget, "described_by", None)

    @property
    def optional(self):
        """Whether to say so; a tick is never asked for."""
        widget = self.widget
        return widget.mode == "input" and not widget.required and not self.label_after
