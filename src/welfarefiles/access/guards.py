"""Why a transition may not happen: one answer for the page, REST, a script and the workflow.

A rule is a named adapter (`ITransitionRule`) of the object, named after the transition. A rule
that is missing, fails or does not answer means no.
"""

from .. import _
from .interfaces import ITransitionRule
from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from contextvars import ContextVar
from plone.dexterity.content import FTIAwareSpecification
from Products.CMFCore.utils import getToolByName
from Products.CMFCore.WorkflowCore import WorkflowException
from traceback import extract_tb
from transaction.interfaces import TransientError
from zope.component import queryAdapter
from ZPublisher import zpublish

import logging


__all__ = ["Guarded", "ITransitionRule", "TransitionRefused", "perform", "reasons"]

logger = logging.getLogger(__name__)

NO_RULE = _("This step cannot be checked, so it cannot be taken. Tell your administrator.")
NOT_ALLOWED = _("You may not take this step now.")


class TransitionRefused(Exception):
    """A transition did not happen.

    :ivar reasons: list of sentences, never empty, for the person.
    """

    def __init__(self, reasons):
        # The workflow tool makes a new error of the old: TransitionRefused(TransitionRefused(…)).
        self.reasons = getattr(reasons, "reasons", reasons)
        super().__init__(self.reasons)


def reasons(obj, transition):
    """Sentences that say why ``transition`` may not happen to ``obj`` now; empty when it may.

    Never raises, but for errors that a retried request can mend.
    """
    try:
        rule = queryAdapter(obj, ITransitionRule, name=transition)
        if rule is None:
            logger.error("No rule for transition %r of %s", transition, obj.portal_type)
            return [NO_RULE]
        found = rule.reasons()
        return found if isinstance(found, list) else _unchecked(obj, transition, TypeError())
    except TransientError:
        raise
    except Exception as error:
        return _unchecked(obj, transition, error)


def _unchecked(obj, transition, error):
    """The answer for a rule that failed. Its message is not logged: a name may stand in it."""
    frames = extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "its answer is no list"
    logger.error(
        "Rule for transition %r of %s failed: %s at %s",
        transition,
        getattr(obj, "portal_type", "?"),
        type(error).__name__,
        place,
    )
    return [NO_RULE]


def open_to(obj):
    """Transitions out of the object's state that the person has the permission for."""
    may = getSecurityManager().checkPermission
    for workflow in getToolByName(obj, "portal_workflow").getWorkflowsFor(obj):
        state = workflow._getWorkflowStateOf(obj)
        for transition_id in state.transitions if state is not None else ():
            transition = workflow.transitions[transition_id]
            if all(may(permission, obj) for permission in transition.getGuard().permissions):
                yield transition


def perform(obj, transition, comment=""):
    """Do a transition, or raise `TransitionRefused` with the reasons why not.

    Who has no right to the step learns no reasons: they tell what is in the file.
    """
    if not any(one.id == transition for one in open_to(obj)):
        raise TransitionRefused([NOT_ALLOWED])
    found = reasons(obj, transition)
    if found:
        raise TransitionRefused(found)
    token = _agreed.set((aq_base(obj), transition))
    try:
        getToolByName(obj, "portal_workflow").doActionFor(obj, transition, comment=comment)
    except WorkflowException as error:
        raise TransitionRefused([NOT_ALLOWED]) from error
    finally:
        _agreed.reset(token)


# What `perform` is about to do, its rule asked: the workflow's guards need not ask it twice again.
_agreed = ContextVar("welfarefiles.access.guards.agreed", default=(None, None))


class Guarded:
    """Mixin of content classes: what guard expressions of the workflows call."""

    security = ClassSecurityInfo()
    # A mixin without it would hide Dexterity's, and with it the schema of the type.
    __providedBy__ = FTIAwareSpecification()

    @security.public
    @zpublish(False)
    def may(self, transition):
        """Whether the rule of a transition has no reason against it. Not reachable by URL."""
        content, agreed = _agreed.get()
        if content is aq_base(self) and agreed == transition:
            return True
        return not reasons(self, transition)


InitializeClass(Guarded)
