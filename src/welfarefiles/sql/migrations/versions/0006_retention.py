"""Schedule, holds, disposal: what falls due when."""

from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

import sqlalchemy as sa


revision = "0006"
down_revision = "0005"


def _words(name, primary_key=False):
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    return sa.Column(name, sa.Text(collation=collation), nullable=False, primary_key=primary_key)


def upgrade():
    op.create_table(
        "retention",
        _words("file_uid", primary_key=True),
        *map(_words, ("school_uid", "portal_type", "state", "file_class", "rule")),
        *(sa.Column(name, sa.Date, nullable=False) for name in DAYS),
        sa.Column("permanent", sa.Boolean(create_constraint=False), nullable=False),
        *map(_words, ("missing", "version")),
        sa.Column("facts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("longer", sa.Date, nullable=False),
    )
    op.create_index(
        "retention_due", "retention", ["school_uid", "state", "disposal_from", "file_uid"]
    )
    op.create_index("retention_review", "retention", ["school_uid", "review_on"])
    op.create_index("retention_version", "retention", ["school_uid", "version"])
    op.create_table(
        "families",
        _words("file_uid", primary_key=True),
        _words("sibling_uid", primary_key=True),
    )
    op.create_index("families_sibling", "families", ["sibling_uid"])


DAYS = ("keep_until", "disposal_from", "review_on")
