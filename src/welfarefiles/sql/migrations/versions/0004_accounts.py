"""Signing in: sessions, wrong tries, second factors, acknowledgements, sign-ins under way."""

from alembic import op

import sqlalchemy as sa


revision = "0004"
down_revision = "0003"


def _words(*names, primary_key=False):
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    kind = sa.Text(collation=collation)
    return [sa.Column(name, kind, nullable=False, primary_key=primary_key) for name in names]


def _moments(*names):
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]


def upgrade():
    op.create_table(
        "account_sessions",
        *_words("id", primary_key=True),
        *_words("folder", "user_id", "login", "stage", "way", "mark"),
        *_moments("began", "seen", "ended"),
        *_words("why", "address", "browser", "goes_to"),
    )
    op.create_index("account_sessions_user", "account_sessions", ["user_id", "ended"])
    op.create_index("account_sessions_ended", "account_sessions", ["ended"])
    op.create_table(
        "account_failures",
        *_words("key", primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        *_moments("last", "locked_until"),
    )
    op.create_table(
        "account_factors",
        *_words("folder", "user_id", primary_key=True),
        sa.Column("secret", sa.Text, nullable=False),
        *_moments("confirmed"),
        sa.Column("last_step", sa.Integer, nullable=False),
    )
    op.create_table(
        "account_recovery_codes",
        *_words("folder", "user_id", "digest", primary_key=True),
        *_moments("used"),
    )
    op.create_table(
        "account_acknowledgements",
        *_words("user_id", "version", primary_key=True),
        *_moments("given"),
    )
    op.create_table(
        "account_flows",
        *_words("state", primary_key=True),
        *_words("nonce", "verifier", "goes_to"),
        *_moments("began"),
    )
    op.create_table(
        "account_links",
        *_words("issuer", "subject", primary_key=True),
        *_words("user_id"),
        *_moments("made"),
        sa.UniqueConstraint("user_id"),
    )
    op.create_table(
        "account_newcomers",
        *_words("user_id", primary_key=True),
        *_words("kind"),
    )
