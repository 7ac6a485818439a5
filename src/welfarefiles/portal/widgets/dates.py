"""A day, and a moment: native inputs, British words, London time."""

from ... import _
from ...calendars import london
from ...calendars import moments
from ...records.moment_input import MOMENT
from ..interfaces import IDayWidget
from ..interfaces import IMomentWidget
from .plain import Described
from .plain import LeanTextWidget
from .plain import SHOWN
from .plain import TEXT
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.interface import Invalid
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime


@implementer_only(IDayWidget)
class DayWidget(LeanTextWidget):
    """A day; where the browser has no date input, several ways of typing it are understood."""

    drawn = {"input": TEXT, "display": SHOWN}
    input_type = "date"
    size_class = "short"

    @property
    def shown(self):
        """The day in words, for reading."""
        try:
            return london.format_date(moments.read_day(self.value or ""))
        except moments.NotUnderstood:
            return self.value or ""


@adapter(IDate, IDayWidget)
class DayConverter(BaseDataConverter):
    """`date` from and to what is typed."""

    def toWidgetValue(self, value):
        return "" if value is self.field.missing_value else value.isoformat()

    def toFieldValue(self, value):
        if not value or not value.strip():
            return self.field.missing_value
        try:
            return moments.read_day(value)
        except moments.NotUnderstood as error:
            raise Invalid(_(str(error))) from error


@implementer_only(IMomentWidget)
class MomentWidget(Described, Widget):
    """A day and a time. `value` is `moments.Typed`."""

    drawn = {"input": MOMENT, "display": SHOWN}
    grouped = True
    klass = "moment-widget"
    missing_message = _("Enter the date and the time")
    value = moments.Typed()

    def extract(self, default=NO_VALUE):
        typed = moments.typed_in(self.request, self.name)
        return default if typed is None else typed

    @property
    def error_target(self):
        """The empty input, or the first."""
        return f"{self.id}-time" if self.value.day and not self.value.time else f"{self.id}-date"

    @property
    def asks_which(self):
        """Whether the time typed came twice that day."""
        return moments.came_twice(self.value)

    @property
    def shown(self):
        """The moment in words, for reading."""
        try:
            moment = moments.read_moment(self.value)
        except moments.NotUnderstood:
            return f"{self.value.day} {self.value.time}".strip()
        return london.format_datetime(moment) if moment else ""


@adapter(IDatetime, IMomentWidget)
class MomentConverter(BaseDataConverter):
    """Aware `datetime` in London from and to what is typed; never a naive one."""

    def toWidgetValue(self, value):
        if value is self.field.missing_value:
            return moments.Typed()
        if not london.is_aware(value):
            value = london.localise(value, fold=0)
        return moments.as_typed(value)

    def toFieldValue(self, value):
        try:
            moment = moments.read_moment(value)
        except moments.NotUnderstood as error:
            raise Invalid(_(str(error))) from error
        return self.field.missing_value if moment is None else moment


@implementer(IFieldWidget)
def DayFieldWidget(field, request):
    """Widget factory for a day."""
    return FieldWidget(field, DayWidget(request))


@implementer(IFieldWidget)
def MomentFieldWidget(field, request):
    """Widget factory for a day and a time."""
    return FieldWidget(field, MomentWidget(request))
