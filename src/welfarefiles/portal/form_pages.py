"""Pages that show the forms of `forms`."""

from ..lookup import query
from .forms import AddForm
from .forms import EditForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditView


class Shown:
    """Mixin of the pages: what the frame shows of their form."""

    page_title = property(lambda self: self.form_instance.page_title)
    about = property(lambda self: self.form_instance.about)
    has_errors = property(lambda self: self.form_instance.has_errors)

    def __call__(self):
        with query.together():
            return super().__call__()


class AddView(Shown, DefaultAddView):
    """Page of the add form; registered for every type within a school."""

    form = AddForm


class EditView(Shown, DefaultEditView):
    """Page of the edit form."""

    form = EditForm
