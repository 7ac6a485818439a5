"""Steps on something raised. Page, REST and script call these; each is in the ledger."""

from .. import _
from ..access.guards import perform
from ..forms.content import CONCERN
from ..forms.content import HANDLED
from ..forms.content import NEW
from ..forms.messages import NOTE
from ..forms.messages import REPLY
from ..forms.messages import say
from ..forms.raising import BadConcern
from ..forms.raising import readers
from ..forms.validators import LONGEST
from ..forms.validators import plain_text
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.names import fullname
from AccessControl import Unauthorized
from plone import api


HANDLE_CONCERN = "welfarefiles: Handle concern"
WHAT_TO_SAY = _("Enter what you want to say")
WHY = _("Say why no file is needed")
WHAT_WAS_DONE = _("Say what was done")
CHOOSE = _("Choose one of the leads")
DONE_ALREADY = _("This was done already")


def check_allowed(concern):
    """Raise `Unauthorized` for who may not handle it."""
    if not api.user.has_permission(HANDLE_CONCERN, obj=concern):
        raise Unauthorized()


def said(text, missing, field="text"):
    """The text that has to be there. Raises `BadConcern`."""
    text = (text or "").strip()
    if not text:
        raise BadConcern(missing, field)
    problem = plain_text(text)
    if problem or len(text) > LONGEST:
        raise BadConcern(problem, field)
    return text


def take_up(concern):
    """Whoever is signed in takes it up."""
    check_allowed(concern)
    concern.assigned_to = api.user.get_current().getId()
    if api.content.get_state(concern) != HANDLED:
        perform(concern, "handle")
    concern.reindexObject()
    enter("inbox.taken-up", concern)


def assignable(concern):
    """Pairs (user id, name) of the leads it can be given to."""
    pairs = ((user_id, fullname(user_id)) for user_id in readers(concern))
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def assign(concern, user_id):
    """Give it to one of the leads, who is told. Raises `BadConcern`."""
    check_allowed(concern)
    if user_id not in dict(assignable(concern)):
        raise BadConcern(CHOOSE, "assignee")
    concern.assigned_to = user_id
    if api.content.get_state(concern) == NEW:
        perform(concern, "handle")
    concern.reindexObject()
    enter("inbox.assigned", concern, about=user_id)
    words = {"reference": concern.reference}
    subject = _("${reference} is yours to handle", mapping=words)
    lines = [_("${reference} was given to you to handle.", mapping=words)]
    tell([user_id], subject, lines, concern.absolute_url(), at_once=concern.danger)


def reply(concern, text):
    """Answer whoever raised it, who is told. Raises `BadConcern`."""
    check_allowed(concern)
    say(concern, REPLY, said(text, WHAT_TO_SAY))
    concern.reindexObject()
    enter("inbox.replied", concern, about=concern.reporter)
    tell_reporter(concern)


def note(concern, text):
    """A note for leads: the reporter does not see it. Raises `BadConcern`."""
    check_allowed(concern)
    say(concern, NOTE, said(text, WHAT_TO_SAY))
    concern.reindexObject()
    enter("inbox.noted", concern)


def need_no_file(concern, reason):
    """Record why no file is needed. Raises `BadConcern`, `TransitionRefused`."""
    check_allowed(concern)
    concern.no_file_reason = said(reason, WHY, "reason")
    perform(concern, "need-no-file")
    concern.reindexObject()
    enter("inbox.no-file", concern, reason=concern.no_file_reason[:200])
    tell_reporter(concern)


def answer_request(concern, text):
    """A request to see a record was dealt with; what was done is a note."""
    check_allowed(concern)
    if concern.kind == CONCERN:
        raise BadConcern(_("This is a concern."))
    say(concern, NOTE, said(text, WHAT_WAS_DONE))
    perform(concern, "act")
    concern.reindexObject()
    enter("inbox.answered", concern)
    tell_reporter(concern)


def tell_reporter(concern):
    """Say to whoever raised it that there is something to read."""
    words = {"reference": concern.reference}
    subject = _("News of ${reference}", mapping=words)
    lines = [_("There is news of what you raised, ${reference}.", mapping=words)]
    folder = concern.aq_parent
    tell([concern.reporter], subject, lines, f"{folder.absolute_url()}/@@my-concerns")
