"""The field of a body map: a list of marks, for records and for the school's own forms."""

from .. import _
from .kinds import kinds
from .kinds import places
from .places import is_near
from collective.z3cform.datagridfield.row import DictRow
from plone.schemaeditor.fields import FieldFactory
from plone.schemaeditor.interfaces import IFieldEditFormSchema
from plone.supermodel.exportimport import BaseHandler
from zope import schema
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import IField
from zope.schema.interfaces import IList

import re


MOST_MARKS = 50
LONGEST_SIZE, LONGEST_DESCRIPTION = 60, 500
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
PARTS = ("place", "x", "y", "kind", "size", "description")


class IMark(Interface):
    """One mark: where on the body, what it is, how large.

    Where it was put on the drawing is `x`, `y` in per mille of the drawing of its side; both are
    None where only the place was named.
    """

    place = schema.Choice(title=_("Place on the body"), vocabulary="welfarefiles.BodyPlaces")
    x = schema.Int(title=_("Across the drawing"), required=False, min=0, max=1000)
    y = schema.Int(title=_("Down the drawing"), required=False, min=0, max=1000)
    kind = schema.Choice(title=_("What it is"), vocabulary="welfarefiles.MarkKinds")
    size = schema.TextLine(
        title=_("Size"),
        description=_("For example: 2 cm, or as a thumb nail"),
        required=False,
        max_length=LONGEST_SIZE,
    )
    description = schema.TextLine(
        title=_("What it looks like"),
        description=_("Colour, shape. What you saw, not what caused it"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
    )


class IBodyMap(IList):
    """A list of marks (`IMark`), each a dict with all of its parts."""


class BadMark(Invalid):
    """Why a mark cannot stand; the text is for whoever entered it."""

    def doc(self):
        return self.args[0]


@implementer(IBodyMap)
class BodyMap(schema.List):
    """See `IBodyMap`. Its rows are always marks, whatever it is made with."""

    def __init__(self, **given):
        own = {"value_type": DictRow(title=_("Mark"), schema=IMark), "max_length": MOST_MARKS}
        super().__init__(**{**given, **own})

    def _validate(self, value):
        if isinstance(value, list) and len(value) > MOST_MARKS:
            raise BadMark(_("Enter at most ${most} marks.", mapping={"most": MOST_MARKS}))
        super()._validate(value)
        for number, mark in enumerate(value, 1):
            sentence = problem(mark)
            if sentence:
                words = {"number": number, "problem": sentence}
                raise BadMark(_("Mark ${number}: ${problem}", mapping=words))


def problem(mark):
    """A sentence when a mark with all its parts cannot stand, else None."""
    if set(mark) != set(PARTS):
        return _("A mark has place, x, y, kind, size and description, and nothing else.")
    if any(CONTROL.search(mark[name] or "") for name in ("size", "description")):
        return _("Take out the control characters.")
    if (mark["x"] is None) != (mark["y"] is None):
        return _("Give both x and y, or neither.")
    if mark["x"] is not None and not is_near(mark["place"], mark["x"], mark["y"]):
        return _("This point is not on the place that is named.")
    return None


def in_words(mark):
    """A mark as people say it: place, kind, size, what it looks like."""
    parts = (_title(places, mark["place"]), _title(kinds, mark["kind"]))
    said = (*parts, mark["size"], mark["description"])
    return ", ".join(part for part in said if part)


def numbered_words(marks):
    """All marks, one a line, numbered as on the drawing."""
    return "\n".join(f"{number}. {in_words(mark)}" for number, mark in enumerate(marks, 1))


def _title(factory, token):
    term = factory(None).getTermByToken(token)
    return translate(term.title, context=getRequest())


def as_rows(marks):
    """(labels, rows) of a table of numbered marks."""
    labels = [_("Mark"), IMark["place"].title, IMark["kind"].title]
    labels += [IMark["size"].title, IMark["description"].title]
    rows = [
        [
            str(number),
            _title(places, mark["place"]),
            _title(kinds, mark["kind"]),
            mark["size"] or "",
            mark["description"] or "",
        ]
        for number, mark in enumerate(marks, 1)
    ]
    return labels, rows


class Handler(BaseHandler):
    """Writes and reads the field in the XML of a form: of it nothing but its words is anybody's."""

    filteredAttributes = {
        **BaseHandler.filteredAttributes,
        "value_type": "rw",
        "max_length": "rw",
        "min_length": "rw",
        "default": "rw",
        "missing_value": "rw",
    }


BodyMapHandler = Handler(BodyMap)
BodyMapFactory = FieldFactory(BodyMap, _("Body map"))


@implementer(IFieldEditFormSchema)
@adapter(IBodyMap)
def edited(field):
    """What an administrator can change of it in the editor of a form."""
    return IField
