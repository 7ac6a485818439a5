"""What members of staff raised, as the inbox lists it."""

from alembic import op

import sqlalchemy as sa


revision = "0009"
down_revision = "0008"


def upgrade():
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    kind = sa.Text(collation=collation)

    def words(*names):
        return [sa.Column(name, kind, nullable=False) for name in names]

    def yes_no(*names):
        return [sa.Column(name, sa.Boolean, nullable=False) for name in names]

    op.create_table(
        "concerns",
        sa.Column("uid", kind, primary_key=True),
        *words("school_uid", "kind", "state", "path", "reference", "revision", "reporter"),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        *yes_no("danger"),
        *words("child", "pupil", "file_uid", "assigned_to"),
        *yes_no("escalated", "flagged"),
        *words("digest"),
    )
    op.create_index("concerns_inbox", "concerns", ["school_uid", "state", "raised_at"])
    op.create_index("concerns_reporter", "concerns", ["reporter", "raised_at"])
    op.create_index("concerns_pupil", "concerns", ["school_uid", "pupil", "raised_at"])
    op.create_index("concerns_file", "concerns", ["file_uid"])
