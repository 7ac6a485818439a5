"""States of files and records as pages call and mark them."""

from .. import _
from zope.component.hooks import getSite


#: As the workflows call them: lists show hundreds and do not ask the tool for each.
RECORD_STATES = {
    "draft": _("Draft"),
    "signed": _("Signed"),
    "submitted": _("Waiting for authorisation"),
    "authorised": _("Authorised"),
    "returned": _("Returned"),
    "struck": _("Struck through"),
}

#: State of a file or record -> the look of its tag; plain where none is named.
TAGS = {
    "open": "good",
    "transferred": "info",
    "draft": "warn",
    "signed": "good",
    "submitted": "warn",
    "authorised": "good",
    "returned": "bad",
    "struck": "bad",
}


def tag_of(state):
    """The look of a state's tag."""
    return TAGS.get(state, "")


def state_of(obj):
    """Id of the state something is in; None where it has none."""
    return _workflows().getInfoFor(obj, "review_state", None)


def _workflows():
    return getSite()._getOb("portal_workflow")


def shown_state(obj):
    """`{"id", "title", "tag"}` of the state a file or record is in."""
    state = state_of(obj)
    title = _workflows().getTitleForStateOnType(state, obj.portal_type)
    return {"id": state, "title": title, "tag": tag_of(state)}
