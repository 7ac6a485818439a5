"""A body map: rows of marks as any other rows, and the drawing they can be put on.

Without a script each mark names its place in a list. With one it is also put on the drawing by a
click, a touch, or the arrow keys; where it was put goes along in two hidden inputs of its row.
"""

from ...bodymap.drawing import figure
from ...bodymap.drawing import numbered
from ...bodymap.places import HEIGHT
from ...bodymap.places import is_near
from ...bodymap.places import MIDDLES
from ...bodymap.places import PLACES
from ...bodymap.places import REACH
from ...bodymap.places import SIDES
from ...bodymap.places import WIDTH
from ...fragment import Fragment
from ..interfaces import IBodyMapWidget
from .rows import ROWS
from .rows import RowsConverter
from .rows import RowsWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema.interfaces import IList

import json


POINT = ("x", "y")
BODYMAP = Fragment(__file__, "../templates/widgets/bodymap.pt")


@implementer_only(IBodyMapWidget)
class BodyMapWidget(RowsWidget):
    """See `IBodyMapWidget`."""

    klass = "bodymap-widget"
    drawn = {"input": BODYMAP}

    def _cell(self, index, field, sent=False):
        cell = super()._cell(index, field, sent)
        if field.__name__ in POINT:
            cell.mode = "hidden"
        return cell

    def rows(self):
        """The list of marks, below the drawing."""
        return ROWS(self.request, widget=self)

    @property
    def is_open(self):
        """Whether to show it from the start: something is in it, or wrong with it."""
        return bool(self.value or self.error)

    @property
    def places(self):
        """What the script has to know: where each place is, and how the drawing is measured."""
        found = {token: [title, *MIDDLES[token]] for token, (title, _x, _y) in PLACES.items()}
        return json.dumps({"reach": REACH, "size": [WIDTH, HEIGHT], "places": found})

    @property
    def sides(self):
        """The drawings, with the marks that are there already."""
        marks = [mark for mark in map(self._mark, self.value or ()) if mark["place"] in PLACES]
        box = f"0 0 {WIDTH} {HEIGHT}"
        return [
            {"side": side, "box": box, "drawing": figure(side) + numbered(marks, side)}
            for side in SIDES
        ]

    def _mark(self, row):
        values = {cell.field.__name__: cell.value for cell in row.cells}
        place = values["place"]
        point = {name: _per_mille(values[name]) for name in POINT}
        return {"place": place[0] if place else "", **point}


def _per_mille(text):
    """A number of the drawing as it was sent, None for anything else."""
    text = text if isinstance(text, str) else ""
    return int(text) if text.isdecimal() and len(text) < 5 and int(text) <= 1000 else None


@adapter(IList, IBodyMapWidget)
class BodyMapConverter(RowsConverter):
    """Marks from and to rows."""

    def _row(self, row):
        """A mark; a point of another place, chosen before, no longer holds."""
        mark = super()._row(row)
        point = [mark[name] for name in POINT]
        if mark["place"] and None not in point and not is_near(mark["place"], *point):
            mark.update(x=None, y=None)
        return mark


@implementer(IFieldWidget)
def BodyMapFieldWidget(field, request):
    """Widget factory for a body map."""
    return FieldWidget(field, BodyMapWidget(request))
