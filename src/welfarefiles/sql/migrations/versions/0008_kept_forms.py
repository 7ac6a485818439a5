"""Forms sent after the session had ended."""

from alembic import op

import sqlalchemy as sa


revision = "0008"
down_revision = "0007"


def upgrade():
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    words = sa.Text(collation=collation)
    op.create_table(
        "kept_forms",
        sa.Column("id", words, primary_key=True),
        sa.Column("user_id", words, nullable=False),
        sa.Column("path", words, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("kept", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("kept_forms_user", "kept_forms", ["user_id", "path"])
