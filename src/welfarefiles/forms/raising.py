"""Raising a concern: from what was sent to something the leads find (R024, R025, R045, R073).

Page, REST and the easyform action call this; it is one transaction.
"""

from .. import _
from ..calendars import london
from ..files.numbers import next_reference
from ..ledger.writing import enter
from ..ledger.writing import enter_now
from ..lookup import concerns as index
from ..notices.mail import tell
from ..people.stored import uid_of
from ..people.team import school_of
from ..people.team import team
from ..submission import new_token
from ..submission import object_id
from .content import CONCERN
from .content import REQUEST
from .messages import ADDED
from .messages import say
from .provider import is_lead
from .provider import roles_on
from .pupils import pupils
from .validators import LONGEST
from .validators import plain_text
from AccessControl import Unauthorized
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hashlib import sha256
from plone import api
from plone.dexterity.utils import createContent


RAISE_CONCERN = "welfarefiles: Raise concern"
#: More than any teacher has to raise; who plays with the form is stopped.
MOST_AN_HOUR, MOST_A_DAY = 12, 40
#: The same text once more within this time is the same concern, from another tab.
SAME = timedelta(hours=1)
MOST_PHOTOGRAPHS = 30
LONGEST_NAME = 300

WHICH_CHILD = _("Enter the child's name, or describe the child")
TOO_MANY = _(
    "You have sent many concerns in a short time, so this one was not sent. "
    "Go to one of the leads in person now."
)
SAY_SOMETHING = _("Enter what you want to add")


class BadConcern(ValueError):
    """It cannot be taken; `field` is what is wrong, or None. The text is for whoever sent it."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Sent:
    """What somebody sent.

    :param child: the name as typed; `pupil`: key of the list, "" for a child who is not on it.
    :param answers: tuple of (name, label, text).
    :param happened_at: aware, or None.
    :param photographs: tuple of `NamedBlobFile`.
    :param told: (whether parents know: yes, no, lead or "", token of why not or "") (R029).
    :param flags: sentences on what was wrong with the form.
    :param marks: tuple of the marks of the body map (`bodymap.field.IMark`).
    """

    child: str
    answers: tuple
    pupil: str = ""
    happened_at: datetime | None = None
    danger: bool = False
    photographs: tuple = ()
    flags: tuple = ()
    told: tuple = ("", "")
    kind: str = CONCERN
    marks: tuple = ()

    @property
    def digest(self):
        """Tells the same thing sent again, with the same pictures."""
        sizes = [(one.filename, one.getSize()) for one in self.photographs]
        said = (self.kind, self.child, self.pupil, self.answers, self.danger, sizes, self.marks)
        return sha256(repr(said).encode("utf-8", "replace")).hexdigest()


def raise_concern(folder, sent, token=None):
    """The `RaisedConcern` of what was sent; the same sent twice, or from two tabs, makes one.

    Raises `Unauthorized` for who may not, `BadConcern` for what cannot be taken.
    """
    if not api.user.has_permission(RAISE_CONCERN, obj=folder):
        raise Unauthorized()
    name = object_id(folder, token or new_token())
    if name in folder:
        return folder[name]
    reporter, now = api.user.get_current().getId(), london.now()
    again = index.same_again(reporter, uid_of(school_of(folder)), sent.digest, now - SAME)
    if again:
        return folder[again.rpartition("/")[2]]
    _check(folder, sent, reporter, now)
    concern = _made(folder, name, sent, reporter, now)
    enter("forms.asked" if sent.kind == REQUEST else "forms.raised", concern)
    for number, photograph in enumerate(sent.photographs, 1):
        enter("forms.photograph", concern, number=number, sha256=fingerprint(photograph))
    _tell_leads(concern)
    return concern


def fingerprint(photograph):
    """SHA-256 of a photograph as it came: evidence that its original never changed."""
    return sha256(photograph.data).hexdigest()


def _check(folder, sent, reporter, now):
    if not sent.child.strip():
        raise BadConcern(WHICH_CHILD, "child")
    if len(sent.child) > LONGEST_NAME or plain_text(sent.child):
        raise BadConcern(_("Shorten the name of the child."), "child")
    if sent.pupil and pupils(school_of(folder)).get(sent.pupil) is None:
        raise BadConcern(_("Choose the child from the list again."), "child")
    for name, _label, text in sent.answers:
        problem = plain_text(text)
        if problem:
            raise BadConcern(problem, name)
    if is_too_much(reporter, now) and not is_lead(school_of(folder), reporter):
        enter_now("forms.refused", folder)  # what is refused keeps nothing else
        raise BadConcern(TOO_MANY)


def is_too_much(reporter, now):
    """Whether a person has sent more than anybody would."""
    within = ((timedelta(hours=1), MOST_AN_HOUR), (timedelta(days=1), MOST_A_DAY))
    return any(index.count_raised(reporter, now - time) >= most for time, most in within)


def _made(folder, name, sent, reporter, now):
    concern = createContent(
        "RaisedConcern",
        kind=sent.kind,
        reporter=reporter,
        raised_at=now,
        happened_at=sent.happened_at,
        danger=bool(sent.danger),
        child=" ".join(sent.child.split()),
        pupil=sent.pupil,
        answers=tuple(sent.answers),
        photographs=tuple(sent.photographs),
        flags=tuple(sent.flags),
        told=tuple(sent.told),
        marks=tuple(sent.marks),
        digest=sent.digest,
    )
    concern.id = name
    folder._setObject(name, concern)
    concern = folder[name]
    concern.reference = next_reference(api.portal.get(), "RaisedConcern", now.year)
    concern.reindexObject()
    return concern


def leads(school):
    """User ids of the leads of a school named for welfare files, today."""
    ids = {entry.user_id for entry in team(school).entries()}
    return sorted(user_id for user_id in ids if is_lead(school, user_id))


def readers(concern):
    """User ids of the leads who may read something raised; a barred one is not among them."""
    return [one for one in leads(school_of(concern)) if roles_on(concern, one)]


def _tell_leads(concern):
    words = {"reference": concern.reference}
    if concern.danger:
        subject = _("Immediate danger: ${reference}", mapping=words)
        lines = [_("A member of staff reports immediate danger to a child."), _("Open it now.")]
    elif concern.kind == REQUEST:
        subject = _("Request to see a record: ${reference}", mapping=words)
        lines = [_("A member of staff passes on that somebody asks to see a record.")]
    else:
        subject = _("New concern: ${reference}", mapping=words)
        lines = [_("A member of staff has raised a concern.")]
    tell(readers(concern), subject, lines, concern.absolute_url(), at_once=concern.danger)


def own(folder, name):
    """What the person who asks raised here under this id, or None."""
    found = folder.get(name) if isinstance(name, str) and name else None
    user_id = api.user.get_current().getId()
    return found if found is not None and user_id and found.reporter == user_id else None


def add_to(concern, text):
    """The reporter adds something; the leads are told. Raises `BadConcern`, `Unauthorized`."""
    if api.user.get_current().getId() != concern.reporter:
        raise Unauthorized()
    if not text.strip():
        raise BadConcern(SAY_SOMETHING, "text")
    problem = plain_text(text)
    if problem or len(text) > LONGEST or len(concern.messages) > 200:
        raise BadConcern(problem or TOO_MANY, "text")
    say(concern, ADDED, text.strip())
    concern.reindexObject()
    enter("forms.added", concern)
    words = {"reference": concern.reference}
    subject = _("Added to ${reference}", mapping=words)
    lines = [_("Who raised ${reference} has added to it.", mapping=words)]
    tell(readers(concern), subject, lines, concern.absolute_url(), at_once=concern.danger)
