"""Layer of the lean pages, and the widgets that only they use."""

from ..interfaces import IWelfareFilesLayer
from plone.app.z3cform.interfaces import IPloneFormLayer
from z3c.form.interfaces import ICheckBoxWidget
from z3c.form.interfaces import ISelectWidget
from z3c.form.interfaces import ITextAreaWidget
from z3c.form.interfaces import ITextWidget
from z3c.form.interfaces import IWidget


class ILeanLayer(IWelfareFilesLayer, IPloneFormLayer):
    """Put on a request once its page is known to be one of ours (see `lean`).

    Templates, macros and widgets of ours are registered for it, so that Plone's own administration
    pages keep theirs.
    """


class ILeanTextWidget(ITextWidget):
    """One line of text."""


class ILeanTextAreaWidget(ITextAreaWidget):
    """Several lines of text; grows with what is typed."""


class IDayWidget(ITextWidget):
    """A day."""


class IMomentWidget(IWidget):
    """A day and a time of day; `value` is `moments.Typed`."""


class ITickWidget(IWidget):
    """Yes or not yes; `value` is True or False."""


class IPickWidget(ISelectWidget):
    """One of several: radio buttons up to five, otherwise a list."""


class IPickManyWidget(ICheckBoxWidget):
    """Any of several: check boxes."""


class IRowsWidget(IWidget):
    """A list of rows with the same few fields; `value` is a list of dictionaries."""


class IBodyMapWidget(IRowsWidget):
    """Marks on an outline of the body: rows, and the drawing they are put on."""


class IUploadWidget(IWidget):
    """A file: the one kept already, a new one, or none."""
