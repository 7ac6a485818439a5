"""What a school decides about signing in: records of the registry, read where they are needed."""

from ..people.roles import AUDITOR
from ..people.roles import AUTHORISER
from ..people.roles import RECORDS_MANAGER
from ..people.roles import WELFARE_LEAD
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility


PREFIX = "welfarefiles.accounts."
SECOND_FACTOR_ROLES = PREFIX + "second_factor_roles"
BASIC = PREFIX + "basic_authentication"
LOCAL = PREFIX + "local_sign_in"
EMERGENCY = PREFIX + "emergency_accounts"
#: As shipped. Those who look after the site could otherwise let themselves in as anybody.
DEFAULT_ROLES = (
    WELFARE_LEAD,
    AUTHORISER,
    RECORDS_MANAGER,
    AUDITOR,
    "Site Administrator",
    "Manager",
)


def setting(name, default=None):
    """Value of a record, `default` where there is none."""
    registry = queryUtility(IRegistry)
    value = registry.get(name) if registry is not None else None
    return default if value is None else value


def second_factor_roles():
    """Roles that ask for a second factor (set of role ids)."""
    return frozenset(setting(SECOND_FACTOR_ROLES, DEFAULT_ROLES))


def basic_allowed():
    """Whether a password in each request (basic authentication) is taken at all."""
    return bool(setting(BASIC, False))


def local_allowed(login):
    """Whether somebody may sign in with a password kept here.

    With the school's own sign-in in use it can be switched off, but for named emergency accounts.
    """
    return local_for_all() or login.strip() in setting(EMERGENCY, ())


def local_for_all():
    """Whether the sign-in page asks everybody for a password kept here."""
    return bool(setting(LOCAL, True)) or not setting(PREFIX + "provider_enabled", False)


def provider_enabled():
    """Whether the sign-in page offers the school's own."""
    return all(setting(PREFIX + name) for name in PROVIDER)


PROVIDER = ("provider_enabled", "provider_issuer", "provider_client_id")
