"""Who is told what about accounts: the person, the administrators, the leads; and the ledger."""

from .. import _
from ..calendars import london
from ..ledger.writing import enter_now
from ..ledger.writing import LedgerUnavailable
from ..notices.mail import tell_now
from ..people.entry import active_roles
from ..people.roles import WELFARE_LEAD
from ..people.team import all_schools
from ..people.team import team
from plone import api
from zope.component.hooks import getSite

import logging


logger = logging.getLogger(__name__)
ADMINISTRATORS = ("Site Administrator", "Manager")


def failed(accounts, login, request):
    """A wrong try: in the ledger, about the account where there is one."""
    enter_quietly("account.sign-in-failed", about=_account(accounts, login))


def locked(accounts, login, request):
    """The account, or the address, was locked by this try: person and administrators are told."""
    user_id = _account(accounts, login)
    enter_quietly("account.locked", about=user_id)
    if user_id and getSite() is not None:
        tell_of_lock(user_id)


def tell_of_lock(user_id):
    """Tell at once: a wrong password in a request's head ends in a refusal, which keeps nothing."""
    try:
        tell_now([user_id], _("Your account was locked for a time"), LOCKED)
        tell_now(
            [one for one in administrators() if one != user_id],
            _("An account was locked for a time"),
            [
                _(
                    "After wrong tries to sign in, the account “${id}” was locked.",
                    mapping={"id": user_id},
                )
            ],
        )
    except LedgerUnavailable:
        logger.error("The ledger did not take mails about a lock: they were not sent")


LOCKED = [
    _("Somebody typed a wrong password or code for your account ten times, so it is locked."),
    _("The lock ends by itself; the sign-in page says when."),
    _("If it was not you, tell the person who looks after Welfare Files at your school."),
]


def enter_quietly(action, about="", **detail):
    """Enter where the answer is a refusal anyway: a ledger that is down changes nothing of it."""
    try:
        enter_now(action, about=about, person=about, **detail)
    except LedgerUnavailable:
        logger.error("The ledger did not take %s", action)


def administrators():
    """Ids of the accounts that look after the site."""
    portal = api.portal.get()
    manager = portal.acl_users.portal_role_manager
    found = set()
    for role in ADMINISTRATORS:
        if role in manager.listRoleIds():
            found.update(user_id for user_id, _title in manager.listAssignedPrincipals(role))
    return sorted(found)


def leads_of(user_id):
    """Ids of the Welfare Leads of a person's schools; of all schools for an outsider."""
    teams = [team(school) for school in all_schools()]
    own = [one for one in teams if one.of(user_id)] or teams
    today = london.today()
    leads = {
        entry.user_id
        for one in own
        for entry in one.entries()
        if WELFARE_LEAD in active_roles([entry], today)
    }
    return sorted(leads - {user_id})


def _account(accounts, login):
    """Id of the account with this login, "" where there is none."""
    found = accounts._verifyUser(accounts.plugins, login=accounts.applyTransform(login))
    return found["id"] if found else ""
