"""The people of a school: whoever has a place in its team."""

from ..calendars.london import london_date
from ..calendars.london import now
from .names import fullname
from .team import school_of
from .team import team


def staff(context):
    """Pairs (user id, name) of the people of the school around ``context`` today, by name.

    Those who begin later are among them: they can be prepared for. Empty outside of schools.
    """
    return people_with(context, lambda entry, day: entry.ends is None or entry.ends >= day)


def people_with(context, place):
    """Pairs (user id, name), by name, of those with a place in the team of the school around.

    :param place: whether a `TeamEntry` counts on a day, today.
    """
    school = school_of(context) if context is not None else None
    if school is None:
        return []
    today = london_date(now())
    ids = {entry.user_id for entry in team(school).entries() if place(entry, today)}
    return sorted(((id, fullname(id)) for id in ids), key=lambda pair: pair[1].casefold())


def is_staff(school, user_id):
    """Whether a person has a role, of any kind, in the school today."""
    return bool(team(school).roles_of(user_id))


def find_person(pairs, text):
    """The user id that is meant by what somebody typed, or None.

    :param pairs: (user id, name) of those who can be meant.
    :param text: a user id, a name that only one of them has, or both as a list offers them:
        ``P. Marsh (pastoral)``.
    """
    wanted = " ".join(text.split()).casefold()
    exact = [id for id, name in pairs if wanted in (id.casefold(), offered(id, name).casefold())]
    named = [id for id, name in pairs if name.casefold() == wanted]
    found = exact or named
    return found[0] if len(found) == 1 else None


def offered(user_id, name):
    """How a list offers a person: two may have one name."""
    return name if name == user_id else f"{name} ({user_id})"
