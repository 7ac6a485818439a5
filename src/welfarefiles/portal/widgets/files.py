"""One file: the browser's own input.

Plone keeps an upload that came with an error in a store of its own, outside every file's access
and past every deletion. Here it is not kept: the form says that the file has to be chosen again.
"""

from ...fragment import Fragment
from ..interfaces import IUploadWidget
from .plain import Described
from plone.formwidget.namedfile.converter import NamedDataConverter
from plone.formwidget.namedfile.interfaces import INamedImageWidget
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import INamedBlobImageField
from plone.namedfile.interfaces import INamedField
from plone.namedfile.utils import safe_basename
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IDataManager
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.interfaces import NOT_CHANGED
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.size import byteDisplay
from ZPublisher.HTTPRequest import FileUpload
from ZPublisher.HTTPRequest import record


UPLOAD = Fragment(__file__, "../templates/widgets/upload.pt")
UPLOAD_SHOWN = Fragment(__file__, "../templates/widgets/upload_shown.pt")


@implementer_only(IUploadWidget)
class UploadWidget(Described, Widget):
    """A file; `value` is the upload, the file kept, or None."""

    drawn = {"input": UPLOAD, "display": UPLOAD_SHOWN}
    klass = "upload-widget"
    value = None

    @property
    def accept(self):
        """Kinds of file the browser offers, or None for all."""
        return ",".join(getattr(self.field, "accept", None) or ()) or None

    @property
    def kept(self):
        """Name and size of the file stored already, or None."""
        stored = self._stored()
        if not INamed.providedBy(stored):
            return None
        return {"name": stored.filename, "size": byteDisplay(stored.getSize())}

    @property
    def to_choose_again(self):
        """Name of a file that came with an error elsewhere on the form: it is not kept."""
        upload = self.request.form.get(self.name)
        return safe_basename(upload.filename) if is_upload(upload) else None

    @property
    def removable(self):
        return bool(self.kept) and not self.required

    def extract(self, default=NO_VALUE):
        upload = self.request.form.get(self.name)
        if is_upload(upload):
            return upload
        if f"{self.name}-empty-marker" not in self.request.form:
            return default
        if f"{self.name}.remove" in self.request.form and not self.required:
            return None
        return NOT_CHANGED if INamed.providedBy(self._stored()) else None

    def _stored(self):
        if self.ignoreContext or self.field is None:
            return None
        return getMultiAdapter((self.context, self.field), IDataManager).query(None)


def is_upload(value):
    """Say whether the browser sent a file here, and not just an empty input."""
    return isinstance(value, FileUpload) and bool(value.filename)


@adapter(INamedField, IUploadWidget)
class UploadConverter(BaseDataConverter):
    """A named file from an upload."""

    def toWidgetValue(self, value):
        return value

    def toFieldValue(self, value):
        if value is NOT_CHANGED:
            return NOT_CHANGED
        if not is_upload(value):
            return self.field.missing_value
        value.seek(0)
        return self.field._type(data=value.read(), filename=safe_basename(value.filename))


@adapter(INamedBlobImageField, INamedImageWidget)
class PictureConverter(NamedDataConverter):
    """Of Plone's own input, on its page of a person: what is no file is none."""

    def toFieldValue(self, value):
        odd = isinstance(value, list | tuple | dict | record)
        return self.field.missing_value if odd else super().toFieldValue(value)


@implementer(IFieldWidget)
def UploadFieldWidget(field, request):
    """Widget factory for a file."""
    return FieldWidget(field, UploadWidget(request))
