"""The school's own sign-in: its settings, the account of whom it vouches for, their team roles."""

from .. import _
from ..accounts import clock
from ..accounts.closing import is_closed
from ..accounts.sealing import SealBroken
from ..accounts.sealing import unseal
from ..accounts.settings import PREFIX
from ..accounts.settings import setting
from ..accounts.tables import flows
from ..accounts.tables import links
from ..accounts.telling import leads_of
from ..calendars import london
from ..ledger.writing import enter
from ..notices.mail import tell
from ..people.entry import TeamEntry
from ..people.roles import FILE_TYPES
from ..people.roles import SCHOOL_ONLY_ROLES
from ..people.roles import TEAM_ROLES
from ..people.team import all_schools
from ..people.team import team
from ..sql.engine import get_store
from .provider import Flow
from .provider import Provider
from datetime import timedelta
from plone import api
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select

import secrets


#: Who named somebody, where the provider's groups did.
BY = "school-account"
LASTS = timedelta(minutes=10)
NAMES = (
    *("enabled", "name", "issuer", "client_id", "secret", "user_claim", "groups_claim"),
    *("groups", "require_factor", "factor_values", "acr_values"),
)


class Refused(Exception):
    """The provider vouches, and we still do not let them in: a sentence for the person."""


def read(name):
    """One of the settings (`NAMES`)."""
    return setting(f"{PREFIX}provider_{name}", "")


def provider():
    """The `Provider` of the settings."""
    try:
        secret = unseal(read("secret")) if read("secret") else ""
    except SealBroken:
        secret = ""
    return Provider(
        issuer=read("issuer").strip(),
        client_id=read("client_id").strip(),
        secret=secret,
        factor_values=frozenset(read("factor_values").split()),
        acr_values=read("acr_values").strip(),
    )


def keep_flow(flow, goes_to):
    """Remember a sign-in under way; in the store, because asking is a GET."""
    now = clock.now()
    with get_store().writing() as connection:
        connection.execute(delete(flows).where(flows.c.began < now - LASTS))
        connection.execute(insert(flows).values(**vars(flow), goes_to=goes_to, began=now))


def take_flow(state):
    """(`Flow`, where it was going) of a sign-in under way, once; (None, "") for any other."""
    with get_store().writing() as connection:
        row = connection.execute(select(flows).where(flows.c.state == state)).first()
        connection.execute(delete(flows).where(flows.c.state == state))
    if row is None or row.began < clock.now() - LASTS:
        return None, ""
    return Flow(row.state, row.nonce, row.verifier), row.goes_to


def account_of(claims):
    """User id of whom the claims are about; made if there is none. Raises `Refused`."""
    user_id = _account_of(claims)
    if is_closed(api.portal.get_tool("acl_users"), user_id):
        raise Refused(_("Your account here is closed. Ask whoever looks after Welfare Files."))
    return user_id


def _account_of(claims):
    """The same, of a closed account too.

    The provider's own number for a person (`sub`) is tied to the account at the first sign-in: a
    user name that is given to somebody else later does not lead into the account of the former.
    """
    issuer, subject = claims["iss"], claims["sub"]
    known = _linked(issuer, subject)
    if known is not None:
        if _user(known) is None:
            raise Refused(_("Your account here was removed."))
        return known
    user_id = str(claims.get(read("user_claim") or "preferred_username") or "").strip().lower()
    if not user_id or user_id in setting(f"{PREFIX}emergency_accounts", ()):
        raise Refused(_("Your school's sign-in does not say your user name."))
    if _owner(user_id) is not None:
        raise Refused(_("This user name belongs to another account of your school."))
    if _user(user_id) is None:
        _make(user_id, claims)
    with get_store().writing() as connection:
        connection.execute(
            insert(links).values(issuer=issuer, subject=subject, user_id=user_id, made=clock.now())
        )
    return user_id


def _linked(issuer, subject):
    query = select(links.c.user_id).where(links.c.issuer == issuer, links.c.subject == subject)
    with get_store().reading() as connection:
        return connection.scalar(query)


def _owner(user_id):
    with get_store().reading() as connection:
        return connection.scalar(select(links.c.subject).where(links.c.user_id == user_id))


def _user(user_id):
    return api.portal.get_tool("acl_users").getUserById(user_id)


def _make(user_id, claims):
    """An account with a password nobody knows."""
    accounts = api.portal.get_tool("acl_users")
    accounts.userFolderAddUser(user_id, secrets.token_urlsafe(40), ["Member"], [])
    given = {"fullname": claims.get("name"), "email": claims.get("email")}
    member = api.portal.get_tool("portal_membership").getMemberById(user_id)
    member.setMemberProperties({name: str(value) for name, value in given.items() if value})


def groups_of(claims):
    """The groups the provider says somebody is in."""
    found = claims.get(read("groups_claim") or "groups") or ()
    return frozenset([found] if isinstance(found, str) else map(str, found))


def mapping():
    """[(group, role, kinds of file)] of the settings. Raises ValueError with the bad line."""
    return [parse(line) for line in read("groups") or () if line.strip()]


def parse(line):
    """One line of the mapping: “group | role | kind kind”; no kinds means both."""
    group, role, kinds = [*(part.strip() for part in line.split("|")), "", ""][:3]
    covers = frozenset(kinds.split())
    if not group or role not in TEAM_ROLES or not covers <= FILE_TYPES:
        raise ValueError(line)
    if role in SCHOOL_ONLY_ROLES:
        return group, role, frozenset()
    return group, role, covers or FILE_TYPES


def give_roles(user_id, groups):
    """Make somebody's team roles those of their groups: of every school of the portal.

    Only roles the mapping names, and only entries that came by it: what a lead entered stays.
    """
    wanted = {}
    for group, role, covers in mapping():
        if group in groups:
            wanted[role] = wanted.get(role, frozenset()) | covers
    for school in all_schools():
        _give(team(school), user_id, wanted)


def _give(own_team, user_id, wanted):
    today = london.today()
    active = [one for one in own_team.of(user_id) if one.is_active(today)]
    for role in sorted({one.role for one in active if one.named_by == BY} - set(wanted)):
        if all(one.named_by == BY for one in active if one.role == role):
            own_team.end(user_id, role)
    for role, covers in sorted(wanted.items()):
        had = frozenset().union(*(one.covers for one in active if one.role == role))
        if covers <= had and any(one.role == role for one in active):
            continue
        own_team.add(TeamEntry(user_id, role, covers, starts=today, named_by=BY))
        words = {"id": user_id, "role": role}
        about = _("By a group of the school's sign-in “${id}” is now ${role}.", mapping=words)
        tell(leads_of(user_id), _("Somebody's role changed"), [about])


def save(values):
    """Store the settings; `secret` only where one is given. Enters which were changed."""
    changed = [name for name in NAMES if name in values and values[name] != read(name)]
    for name in changed:
        api.portal.set_registry_record(f"{PREFIX}provider_{name}", values[name])
    if changed:
        enter("account.provider-settings", what=" ".join(changed))
