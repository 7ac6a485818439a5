"""A new version of a plan: begun from the one in force, which stays authorised (R109).

The earlier version is superseded by whichever version was authorised last; struck through, a later
version gives way to the one before it again. Page, REST and script call `begin`.
"""

from .. import _
from ..access.section import is_restricted
from ..calendars import london
from ..index.pending import touch
from ..ledger.writing import enter
from ..people.stored import stored
from ..permissions import ADD_RECORD
from ..permissions import may
from ..records.events import file_of
from AccessControl import Unauthorized
from plone import api
from plone.dexterity.utils import createContent
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "welfarefiles.versions"
#: What a new version begins with. Views are asked again, and the review gets a new day.
TAKEN_OVER = ("kind", "objectives", "summary", "volume")

NOT_AUTHORISED = _("Only a plan that is authorised gets a new version.")
SUPERSEDED = _("There is a later version already.")
RESTRICTED = _("A plan in the restricted section gets no new version: write another there.")
BEGUN = _("A new version was begun already.")


class NoNewVersion(ValueError):
    """It cannot be begun; the text says why. `url` leads to the version there is, or is None."""

    def __init__(self, message, url=None):
        super().__init__(message)
        self.url = url


def earlier(plan):
    """The version before this one, or None."""
    return _linked(plan, "earlier")


def later(plan):
    """The version after this one that was not struck through, or None."""
    found = _linked(plan, "later")
    return None if found is None or state_of(found) == "struck" else found


def versions(plan):
    """Every version of the plan, the first one first."""
    while earlier(plan) is not None:
        plan = earlier(plan)
    found = [plan]
    while (plan := _linked(plan, "later")) is not None:
        found.append(plan)
    return found


def state_of(plan):
    return api.content.get_state(plan)


def may_begin(plan):
    """Whether the person may write plans in the file, and this one can have a new version."""
    return may(ADD_RECORD, file_of(plan)) and reason_not_to(plan) is None


def reason_not_to(plan):
    """`NoNewVersion` with why there can be none now, or None."""
    if is_restricted(plan):
        return NoNewVersion(RESTRICTED)
    following = later(plan)
    if following is not None:
        begun = state_of(following) != "authorised"
        return NoNewVersion(BEGUN if begun else SUPERSEDED, following.absolute_url())
    return None if state_of(plan) == "authorised" else NoNewVersion(NOT_AUTHORISED)


def begin(plan):
    """Begin a new version as a draft of the signed-in person; the draft.

    Raises `NoNewVersion`, `Unauthorized`.
    """
    file = file_of(plan)
    if not may(ADD_RECORD, file):
        raise Unauthorized()
    refusal = reason_not_to(plan)
    if refusal:
        raise refusal
    fields = {name: getattr(plan, name, None) for name in TAKEN_OVER}
    draft = createContent(plan.portal_type, happened_at=london.now(), **fields)
    draft.id = secrets.token_hex(8)
    draft.version = versions(plan)[-1].version + 1
    file._setObject(draft.id, draft)
    draft = file[draft.id]
    _link(draft, earlier=plan.id)
    _link(plan, later=draft.id)
    enter("versions.begun", draft, version=draft.version)
    return draft


def plan_moved_on(plan, event):
    """A version authorised, or struck through, changes which one is in force. Subscriber."""
    if not is_restricted(plan):
        _put_in_force(earlier(plan))


def plan_restricted(plan, event):
    """A version in the restricted section leaves the one before it in force. Subscriber."""
    _put_in_force(earlier(plan))


def _put_in_force(plan):
    """Note whether a version was superseded by the one after it."""
    following = later(plan) if plan is not None else None
    superseded = following is not None and state_of(following) == "authorised"
    if plan is not None and plan.superseded != superseded:
        plan.superseded = superseded
        touch(plan)


def _linked(plan, name):
    """The next version that way; of those in the restricted section nothing is told."""
    id = stored(plan, KEY).get(name)
    found = file_of(plan).get(id) if id else None
    return _linked(found, name) if found is not None and is_restricted(found) else found


def _link(plan, **ids):
    IAnnotations(plan)[KEY] = {**stored(plan, KEY), **ids}
    touch(plan)
