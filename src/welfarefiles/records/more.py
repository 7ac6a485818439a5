"""What is seldom asked, on every record, below everything else of its form."""

from .. import _
from ..calendars import london
from ..errors import FieldInvalid
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import invariant
from zope.interface import provider


@provider(IFormFieldProvider)
class IMoreAboutRecord(model.Schema):
    """Less often needed, on every record (R083, R084, R088, R093, R096, R097, R099)."""

    model.fieldset(
        "more",
        label=_("More"),
        fields=[
            "key_event",
            "source",
            "video_record",
            "see_also",
            "handwritten_notes",
            "notes_destroyed_on",
            "volume",
        ],
    )
    key_event = schema.Bool(
        title=_("A key event or significant decision"),
        description=_("Concerns, decisions and summaries always are"),
        required=False,
    )
    source = schema.Choice(
        title=_("Fact, opinion or hearsay"),
        description=_(
            "What you saw or heard yourself, what you think of it, or what somebody told you"
        ),
        vocabulary="welfarefiles.Sources",
        required=False,
    )
    video_record = schema.Bool(title=_("A video record exists"), required=False)
    see_also = schema.TextLine(
        title=_("See also"),
        description=_(
            "Forms and documents with more detail. The address of a record becomes a link to it"
        ),
        required=False,
    )
    handwritten_notes = schema.TextLine(
        title=_("Handwritten notes"),
        description=_(
            "They do not form part of the record: do not refer to what they say. Where the scan is "
            "filed, if the school keeps them"
        ),
        required=False,
    )
    notes_destroyed_on = schema.Date(
        title=_("Handwritten notes destroyed on"),
        description=_("Once this record is complete, within 5 working days of the contact"),
        required=False,
    )
    volume = schema.Int(title=_("Volume"), required=False, min=1)
    # Asked on a page of their own: two lists of everybody would weigh on every form.
    directives.omitted("account_of", "witness")
    account_of = schema.Choice(
        title=_("Who had the conversation"),
        description=_("Where that was not the author; they sign too"),
        vocabulary="welfarefiles.Staff",
        required=False,
    )
    witness = schema.Choice(
        title=_("Witness"),
        description=_("Somebody of the school who was there, and signs too"),
        vocabulary="welfarefiles.Staff",
        required=False,
    )

    @invariant
    def notes_were_destroyed(data):
        """On a day that was (R096)."""
        destroyed = getattr(data, "notes_destroyed_on", None)
        if destroyed is not None and destroyed > london.today():
            raise FieldInvalid(_("This day is still to come"), "notes_destroyed_on")
