"""Content: the folder of what was raised in a school, and a thing that was raised."""

from .. import _
from ..access.guards import Guarded
from ..access.immovable import Immovable
from ..files.content import QuietContainer
from ..index.indexed import Indexed
from ..interfaces import IConcernsFolder
from ..interfaces import IRaisedConcern
from plone.dexterity.content import Item
from plone.supermodel import model
from zope.interface import implementer


CONCERN, REQUEST = "concern", "request"
NEW, HANDLED, ACTED_ON, NO_FILE = "new", "handled", "acted_on", "no_file"


class IConcernsFolderSchema(model.Schema):
    """The folder has no fields of its own."""


class IRaisedConcernSchema(model.Schema):
    """Nothing of it is edited by a form: what was sent never changes."""


class IFormsFolderSchema(model.Schema):
    """The folder of forms has no fields of its own."""


@implementer(IConcernsFolder)
class ConcernsFolder(Immovable, QuietContainer):
    """Anybody of the school's team puts in, leads named for welfare files look."""


@implementer(IRaisedConcern)
class RaisedConcern(Guarded, Indexed, Immovable, Item):
    """What somebody raised, as they sent it. Its title is its reference: no name in it (R042).

    :ivar kind: `CONCERN`, or `REQUEST`: a pupil or parent asks to see a record (R144).
    :ivar reporter: user id; `raised_at`: aware, when it arrived; `happened_at`: aware or None.
    :ivar child: how the reporter named the child; `pupil`: key of the list of pupils, or "".
    :ivar answers: tuple of (name, label, text) as the form had them; never changed.
    :ivar photographs: tuple of `NamedBlobFile`.
    :ivar flags: tuple of sentences: what was wrong with the form it came by.
    :ivar messages: tuple of `messages.Message`: what was added, replied, noted since.
    :ivar marks: tuple of the marks of the body map (`bodymap.field.IMark`), never changed.
    :ivar told: (whether parents know: yes, no, lead or "", token of why not or "") (R029).
    """

    # Roles come from the school's team by a rule of this content alone (see `provider`).
    __ac_local_roles_block__ = True

    kind = CONCERN
    reference = ""
    revision = ""
    reporter = ""
    raised_at = None
    happened_at = None
    danger = False
    child = ""
    pupil = ""
    answers = ()
    told = ()
    marks = ()
    photographs = ()
    flags = ()
    messages = ()
    digest = ""
    assigned_to = ""
    escalated_at = None
    file_uid = ""
    record_uid = ""
    no_file_reason = ""

    @property
    def title(self):
        return self.reference

    @title.setter
    def title(self, value):
        """Ignore it: a title is shown in places where no child's name may stand."""

    def answer(self, name):
        """Text of one answer, "" when the form did not ask or nothing was said."""
        return next((text for one, _label, text in self.answers if one == name), "")


KINDS = {CONCERN: _("Concern"), REQUEST: _("Asked to see a record")}
STATES = {
    NEW: _("New"),
    HANDLED: _("Being handled"),
    ACTED_ON: _("Acted on"),
    NO_FILE: _("No file needed"),
}
#: What the reporter is told, and no more: not whether there is a file (R046).
SAID = {
    NEW: _("Received"),
    HANDLED: _("Being handled"),
    ACTED_ON: _("Acted on"),
    NO_FILE: _("Acted on"),
}
