"""Tables of signing in. Signing in and out never writes to the object database."""

from ..sql.tables import metadata
from ..sql.types import Moment
from ..sql.types import MomentOrNever
from ..sql.types import Words
from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import Table
from sqlalchemy import Text


def _words(name, **options):
    return Column(name, Words, nullable=False, **options)


def _moment(name, kind=Moment):
    return Column(name, kind, nullable=False)


# One for each browser or program that is signed in. `id` is a digest of what the browser holds, so
# that a copy of this table signs nobody in.
sessions = Table(
    "account_sessions",
    metadata,
    _words("id", primary_key=True),
    _words("folder"),  # path of the user folder the account is in
    _words("user_id"),
    _words("login"),
    _words("stage"),
    _words("way"),
    _words("mark"),
    _moment("began"),
    _moment("seen"),
    _moment("ended", MomentOrNever),
    _words("why"),
    _words("address"),
    _words("browser"),
    _words("goes_to"),
    Index("account_sessions_user", "user_id", "ended"),
    Index("account_sessions_ended", "ended"),
)

# Wrong tries. `key` is a digest: what is typed into "User name" is sometimes a password.
failures = Table(
    "account_failures",
    metadata,
    _words("key", primary_key=True),
    Column("tries", Integer, nullable=False),
    _moment("last"),
    _moment("locked_until"),
)

# The second factor of a person; `secret` is sealed (see `sealing`).
factors = Table(
    "account_factors",
    metadata,
    _words("folder", primary_key=True),
    _words("user_id", primary_key=True),
    Column("secret", Text, nullable=False),
    _moment("confirmed"),
    Column("last_step", Integer, nullable=False),
)

recovery_codes = Table(
    "account_recovery_codes",
    metadata,
    _words("folder", primary_key=True),
    _words("user_id", primary_key=True),
    _words("digest", primary_key=True),
    _moment("used", MomentOrNever),
)

# Who has acknowledged which version of the policy, and when (R036).
acknowledgements = Table(
    "account_acknowledgements",
    metadata,
    _words("user_id", primary_key=True),
    _words("version", primary_key=True),
    _moment("given"),
)

# Sign-ins at the school's own provider that are under way.
flows = Table(
    "account_flows",
    metadata,
    _words("state", primary_key=True),
    _words("nonce"),
    _words("verifier"),
    _words("goes_to"),
    _moment("began"),
)

# Which account somebody of the provider has here, by the provider's own number for them.
links = Table(
    "account_links",
    metadata,
    _words("issuer", primary_key=True),
    _words("subject", primary_key=True),
    _words("user_id", unique=True),
    _moment("made"),
)

# Volunteers, students, supply staff.
newcomers = Table(
    "account_newcomers",
    metadata,
    _words("user_id", primary_key=True),
    _words("kind"),
)

# What somebody sent after their session had ended; see `kept`.
kept_forms = Table(
    "kept_forms",
    metadata,
    _words("id", primary_key=True),
    _words("user_id"),
    _words("path"),
    Column("sealed", Text, nullable=False),
    _moment("kept"),
    _moment("given", MomentOrNever),
    Index("kept_forms_user", "user_id", "path"),
)
