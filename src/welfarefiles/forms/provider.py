"""Who reads something that was raised: leads named for welfare files, unless they are barred."""

from ..access.provider import NoStoredRoles
from ..access.rule import NOBODY
from ..calendars import london
from ..interfaces import IRaisedConcern
from ..lookup import concerns as index
from ..people.entry import active_roles
from ..people.principals import is_group
from ..people.remembered import once_a_request
from ..people.roles import WELFARE_LEAD
from ..people.team import school_of
from ..people.team import team
from .barring import is_about
from .pupils import pupils
from zope.component import adapter


COVERED = "WelfareFile"


@adapter(IRaisedConcern)
class ConcernRoles(NoStoredRoles):
    """Roles on something raised; nobody else's role in the school reaches into it."""

    def getRoles(self, principal_id):
        return roles_on(self.context, principal_id)


def roles_on(concern, user_id):
    """Frozen set of the roles a person has on something raised."""
    school = school_of(concern)
    if not user_id or school is None or not is_lead(school, user_id) or is_group(user_id):
        return NOBODY
    return NOBODY if is_barred(concern, user_id) else frozenset({WELFARE_LEAD})


def is_lead(school, user_id):
    """Whether a person is, today, a lead of the school named for welfare files."""
    entries = team(school).of(user_id)
    return WELFARE_LEAD in active_roles(entries, london.today(), COVERED)


def is_barred(concern, user_id):
    """Whether it is about a child whose file the person is barred from."""
    files = files_barring(user_id)
    if not files:
        return False
    pupil = pupils(school_of(concern)).get(concern.pupil) if concern.pupil else None
    about = {"file_uid": concern.file_uid, "pupil": pupil, "child": concern.child}
    return any(is_about(file, **about) for file in files)


files_barring = once_a_request(index.files_barring)
