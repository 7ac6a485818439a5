"""Fields of a letter: all are set by the portal as it is made and sent."""

from .. import _
from ..files.display import SHOWN
from ..files.vocabularies import FixedList
from ..records.interfaces import IRecordFields
from ..records.schema import IRecordSchema
from .shipped import PURPOSES
from plone.namedfile.field import NamedBlobFile
from zope import schema
from zope.interface import provider
from zope.interface import taggedValue


#: How a letter goes out.
POST, EMAIL, BY_HAND = "post", "email", "by_hand"
WAYS = {POST: _("By post"), EMAIL: _("By email"), BY_HAND: _("By hand")}

purposes = FixedList(*PURPOSES.items())
ways = FixedList(*WAYS.items())


@provider(IRecordFields)
class ILetterSchema(IRecordSchema):
    """To whom, what, how; and the document exactly as it went out (C25, C26, R119, R158)."""

    taggedValue(SHOWN, True)

    happened_at = schema.Datetime(title=_("Date of the letter"), readonly=True)
    kind = schema.Choice(title=_("Letter"), vocabulary="welfarefiles.LetterPurposes", readonly=True)
    recipient = schema.TextLine(title=_("To"), readonly=True)
    recipient_relation = schema.TextLine(title=_("Relation or role"), readonly=True, required=False)
    address = schema.Text(title=_("Address"), readonly=True, required=False)
    how = schema.Choice(
        title=_("Sent"), vocabulary="welfarefiles.LetterWays", readonly=True, required=False
    )
    sent_on = schema.Date(title=_("Sent on"), readonly=True, required=False)
    template = schema.TextLine(title=_("Template"), readonly=True, required=False)
    file = NamedBlobFile(title=_("Letter as PDF"), readonly=True)
    document = NamedBlobFile(title=_("Letter in Word"), readonly=True)


#: What the list of what is due says of a letter that waits (`IDueSaying`).
WAITS = (_("waits to be sent"), _("Open"), _("Letter"))
