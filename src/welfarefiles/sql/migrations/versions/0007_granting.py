"""Who is in which named team, and when a grant comes up for review."""

from alembic import op

import sqlalchemy as sa


revision = "0007"
down_revision = "0006"


def upgrade():
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    names = ("school_uid", "team_id", "user_id")
    keys = [sa.Column(name, sa.Text(collation=collation), primary_key=True) for name in names]
    op.create_table("members", *keys)
    op.create_index("members_user", "members", ["user_id"])
    # Far away until the file is written again, or the index made anew.
    never = sa.text("'9999-12-31'")
    op.add_column("grants", sa.Column("review_on", sa.Date, nullable=False, server_default=never))
    op.create_index("grants_review", "grants", ["review_on"])
