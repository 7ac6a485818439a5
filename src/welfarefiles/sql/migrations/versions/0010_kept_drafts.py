"""Forms that were begun and not saved."""

from alembic import op

import sqlalchemy as sa


revision = "0010"
down_revision = "0009"


def upgrade():
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    words = sa.Text(collation=collation)
    op.create_table(
        "kept_drafts",
        sa.Column("user_id", words, primary_key=True),
        sa.Column("place", words, primary_key=True),
        sa.Column("form", words, primary_key=True),
        sa.Column("token", words, primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("kept", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("kept_drafts_place", "kept_drafts", ["place"])
    op.create_index("kept_drafts_kept", "kept_drafts", ["kept"])
