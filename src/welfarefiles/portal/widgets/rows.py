"""A list of rows with the same few fields (people around the child, agreed actions).

The schema's field is that of `collective.z3cform.datagridfield` (`List` of `DictRow`), which REST
serves too. Its own input is not used: it needs Plone's whole script bundle, and it stores what it
could not convert. This one works without a script, by some empty rows, and keeps and explains what
was wrong.
"""

from ... import _
from ...fragment import Fragment
from ..interfaces import IRowsWidget
from ..interfaces import ITickWidget
from .field import RenderField
from .plain import Described
from dataclasses import dataclass
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormAware
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import SequenceWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import implementer_only
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IList


#: What the inputs of a row send in which nothing was entered, and what is sent besides by name.
UNTOUCHED, BESIDE = ("", [SequenceWidget.noValueToken]), ("-empty-marker", ".remove")
EMPTY_ROWS = 2
MOST_ROWS = 200
#: Stand in an empty row for where it comes; the script puts its own there.
TEMPLATE_INDEX, TEMPLATE_NUMBER = "__row__", "__number__"
ROWS = Fragment(__file__, "../templates/widgets/rows.pt")
ROW = Fragment(__file__, "../templates/widgets/row.pt")


def is_filled(cell):
    """Say whether a person entered something; a choice may have been left as it was."""
    if ITickWidget.providedBy(cell) or not cell.value:
        return False
    untouched = (getattr(cell, "noValueToken", None), cell.field.default)
    return tuple(cell.value) not in [(one,) for one in untouched]


@dataclass
class Row:
    """One row: where it stands in the form, and a widget for each of its fields."""

    index: object
    cells: list

    @property
    def is_empty(self):
        """Nothing was entered; a tick alone says nothing about anybody."""
        return not any(is_filled(cell) for cell in self.cells)


@implementer_only(IRowsWidget)
class RowsWidget(Described, Widget):
    """Rows of a list; `value` is a list of `Row`."""

    drawn = {"input": ROWS}
    grouped = True
    klass = "rows-widget"
    value = ()

    @property
    def count_name(self):
        return f"{self.name}.count"

    @property
    def row_title(self):
        return self.field.value_type.title or self.label

    @property
    def row_words(self):
        """The row's title as it stands within a sentence."""
        return translate(self.row_title, context=self.request).lower()

    def drawn_rows(self):
        """HTML of the rows, filled in and some empty, and of one for the script to copy.

        An empty row is drawn once, however many there are.
        """
        rows = list(self.value or ())
        for index, row in enumerate(rows):
            self._place(row, index)
        drawn = [self._drawn(row, number) for number, row in enumerate(rows, 1)]
        empty = self._drawn(self._blank(TEMPLATE_INDEX), TEMPLATE_NUMBER)
        drawn += [_placed(empty, len(rows) + more) for more in range(EMPTY_ROWS)]
        return drawn, empty.replace(TEMPLATE_NUMBER, "1")

    def _drawn(self, row, number):
        def draw(cell):
            return RenderField(cell, self.request)()

        return ROW(self.request, widget=self, row=row, number=number, draw=draw)

    @property
    def cell_errors(self):
        """(id of the input, sentence) for each cell that is wrong."""
        return [
            (cell.error_target, cell.error.message)
            for row in self.value or ()
            for cell in row.cells
            if cell.error
        ]

    def extract(self, default=NO_VALUE):
        count = self.request.form.get(self.count_name)
        if count is None:
            return default
        count = min(int(count), MOST_ROWS) if str(count).isdecimal() else 0
        sent = (index for index in range(count) if self._is_touched(index))
        rows = [self._sent(index) for index in sent if not self._is_removed(index)]
        return [row for row in rows if not row.is_empty]

    def _is_touched(self, index):
        """Whether anything was sent for a row: most are sent empty, and not read any further."""
        start = f"{self.name}.{index}."
        return any(
            value not in UNTOUCHED and not name.endswith(BESIDE)
            for name, value in self.request.form.items()
            if name.startswith(start)
        )

    def _is_removed(self, index):
        return f"{self.name}.{index}.remove" in self.request.form

    def _sent(self, index):
        return Row(index, [self._cell(index, field, sent=True) for field in self._fields()])

    def _blank(self, index):
        return Row(index, [self._cell(index, field) for field in self._fields()])

    def filled(self, index, values):
        """Return a row that shows stored values (a dictionary)."""
        row = self._blank(index)
        for cell in row.cells:
            if cell.field.__name__ in values:
                cell.value = IDataConverter(cell).toWidgetValue(values[cell.field.__name__])
        return row

    def _fields(self):
        fields = getFieldsInOrder(self.field.value_type.schema)
        return [field for _name, field in fields if not field.readonly]

    def _cell(self, index, field, sent=False):
        cell = getMultiAdapter((field, self.request), IFieldWidget)
        self._name(cell, index)
        cell.context, cell.form = self.context, self.form
        alsoProvides(cell, IFormAware)
        cell.ignoreContext = True
        cell.ignoreRequest, cell.showDefault = not sent, not sent
        cell.mode = self.mode
        cell.in_row = True
        cell.update()
        return cell

    def _name(self, cell, index):
        cell.name = f"{self.name}.{index}.{cell.field.__name__}"
        cell.id = cell.name.replace(".", "-")

    def _place(self, row, index):
        row.index = index
        for cell in row.cells:
            self._name(cell, index)


def _placed(empty, index):
    """An empty row at its place."""
    numbered = empty.replace(TEMPLATE_NUMBER, str(index + 1))
    return numbered.replace(TEMPLATE_INDEX, str(index))


@adapter(IList, IRowsWidget)
class RowsConverter(BaseDataConverter):
    """A list of dictionaries from and to rows; every cell that is wrong says so itself."""

    def toWidgetValue(self, value):
        return [self.widget.filled(index, row) for index, row in enumerate(value or ())]

    def toFieldValue(self, value):
        # Keep the very rows that were read, with their errors, for showing them again.
        self.widget.value = value
        read = [self._row(row) for row in value]
        if self.widget.cell_errors:
            title = translate(self.widget.label, context=self.widget.request)
            raise Invalid(_("Check the rows under “${title}”", mapping={"title": title}))
        return read or self.field.missing_value

    def _row(self, row):
        return {cell.field.__name__: self._cell(cell) for cell in row.cells}

    def _cell(self, cell):
        field = cell.field.bind(self.widget.context)
        try:
            value = IDataConverter(cell).toFieldValue(cell.value)
            field.validate(value)
        except (Invalid, ValueError) as error:
            parts = (error, cell.request, cell, cell.field, cell.form, cell.context)
            cell.error = getMultiAdapter(parts, IErrorViewSnippet)
            cell.error.update()
            return None
        return value


@implementer(IFieldWidget)
def RowsFieldWidget(field, value_type, request):
    """Widget factory for a list of rows."""
    return FieldWidget(field, RowsWidget(request))
