"""A pupil or parent asks to see a record: any member of staff passes it on (R144)."""

from .. import _
from ..calendars import london
from ..people.team import school_of
from .content import REQUEST
from .page import Sending
from .raising import BadConcern
from .raising import raise_concern
from .raising import Sent
from .raising import WHICH_CHILD
from .taking import named_child
from datetime import date
from zope.globalrequest import getRequest
from zope.i18n import translate


WHO = {
    "pupil": _("The pupil"),
    "parent": _("A parent or carer"),
    "other": _("Somebody else for them"),
}
HOW = {
    "spoken": _("In conversation or by telephone"),
    "letter": _("By letter"),
    "email": _("By email"),
}
CHOOSE_WHO = _("Choose who asks")
NAME = _("Enter the name of the person who asks")
DAY = _("Enter the day on which they asked")
FUTURE = _("This day is in the future")


def ask(folder, child, pupil, who, name, how, day, what, token=None):
    """Pass a request on to the leads; the clock starts on the day it was made.

    :param who: key of `WHO`; `how`: key of `HOW`; `day`: `date`, London, or None.

    Raises as `raising.raise_concern`.
    """
    if not child.strip() and not pupil:
        raise BadConcern(WHICH_CHILD, "child")
    if who not in WHO:
        raise BadConcern(CHOOSE_WHO, "who")
    if not name.strip():
        raise BadConcern(NAME, "name")
    if day is None:
        raise BadConcern(DAY, "day")
    if day > london.today():
        raise BadConcern(FUTURE, "day")
    name_of_child, key = named_child(school_of(folder), child, pupil)
    answers = (
        ("who", _("Who asks"), _said(WHO[who])),
        ("name", _("Name"), " ".join(name.split())),
        ("how", _("How they asked"), _said(HOW.get(how, HOW["spoken"]))),
        ("day", _("The clock starts on"), london.format_date(day)),
        ("what", _("What they asked for"), what.strip()),
    )
    answers = tuple((id, _said(label), text) for id, label, text in answers if text)
    sent = Sent(child=name_of_child, pupil=key, answers=answers, kind=REQUEST)
    return raise_concern(folder, sent, token)


def _said(message):
    return translate(message, context=getRequest())


class AskToSee(Sending):
    """`<school>/concerns/@@ask-to-see`: the form, and what it sends."""

    page_title = _("Somebody asks to see a record")

    def send(self):
        names = ("child", "pupil", "who", "name", "how")
        given = [self.typed(name) for name in names]
        try:
            return ask(
                self.context, *given, day_of(self.typed("day")), self.typed("what"), self.token
            )
        except BadConcern as error:
            self.error = error
            return None

    def people(self):
        return [{"value": key, "title": title} for key, title in WHO.items()]

    def ways(self):
        return [{"value": key, "title": title} for key, title in HOW.items()]

    @property
    def today(self):
        return london.today().isoformat()


def day_of(text):
    """The `date` typed, None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
