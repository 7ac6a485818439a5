"""What ends a session, or lengthens it, as requests and changes come by."""

from . import sessions
from . import signing

import transaction


#: Asks how long is left: must not lengthen it.
QUIET = frozenset({"session-left"})


def touch(event):
    """Subscriber of `IPubAfterTraversal`: somebody is at work."""
    request = event.request
    name = getattr(request.get("PUBLISHED"), "__name__", "")
    session = None if name in QUIET else signing.session_of(request)
    if session is not None:
        sessions.touch(session)


def team_changed(event):
    """Subscriber of `ITeamChanged`: the person signs in anew, to what they may do now.

    After the commit, and only then: what they may see changed with the commit itself.
    """
    transaction.get().addAfterCommitHook(_end_all, (event.user_id,))


def _end_all(success, user_id):
    if success:
        sessions.end_all_of(user_id, "role changed")
