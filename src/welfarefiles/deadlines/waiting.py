"""What waits for a person: the first page shows it, and the mail of the morning tells of it."""

from ..access.who import about_open_files
from ..access.who import register_visibility
from ..files import attention
from ..lookup import query
from ..people.roles import AUTHORISER
from ..people.roles import CASE_READER
from ..people.team import team
from dataclasses import replace


AUTHORISE = "authorise"
#: To be told at once: before everything else, however long that has waited (R067-R069).
NOTIFY = "notify"
#: Of each kind looked through.
READ = 40


def waiting_for(who, schools, until):
    """`Due`s that are this person's to do, of open files they may see, the most pressing first.

    Theirs by name; those that are nobody's in particular, unless they only read there; and, for an
    authoriser in one of `schools`, what others submitted. Of other files what stays theirs
    (`IDuePlace`), too.
    """
    of_open = about_open_files(who)
    found = [*query.dues(of_open, responsible=who.user_id, until=until, limit=READ)]
    working = replace(of_open, visibility=without_readers(of_open.visibility))
    found += [due for due in query.dues(working, until=until, limit=READ) if not_named(due)]
    at_once = query.dues(of_open, what=(NOTIFY,), until=until, limit=READ)
    found += [due for due in at_once if due.responsible in ("", who.user_id)]
    found += staying(who, until)
    if any(AUTHORISER in team(school).roles_of(who.user_id) for school in schools):
        found += to_authorise(of_open)
    once = {(due.uid, due.what): due for due in found}
    return sorted(once.values(), key=urgency)


def without_readers(visibility):
    """The same map without those who only read a file: what nobody is named for is not theirs."""
    return {key: roles - {CASE_READER} for key, roles in visibility.items()}


def urgency(due):
    """What sorts dues by how much they press."""
    return (due.what != NOTIFY, due.due_at, due.uid, due.what)


def staying(who, until):
    """What stays a person's to do after a file has left `open`: a receipt that is to come.

    The office does it without opening the file: asked of the register's rows.
    """
    in_register = replace(who, visibility=register_visibility(who))
    return query.dues(
        in_register, responsible=who.user_id, until=until, what=attention.staying(), limit=READ
    )


def to_authorise(of_open):
    """What others submitted: nobody authorises their own."""
    for due in query.dues(of_open, what=(AUTHORISE,), limit=READ):
        record = query.item(due.uid)
        if record is None or record.author != of_open.user_id:
            yield due


def not_named(due):
    """Whether a due is nobody's in particular, so that it is everybody's who sees it."""
    return not due.responsible and due.what != AUTHORISE
