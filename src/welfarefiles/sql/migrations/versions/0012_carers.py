"""Parents and carers of the children, to know them again in another child's file."""

from alembic import op

import sqlalchemy as sa


revision = "0012"
down_revision = "0011"


def upgrade():
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    words = sa.Text(collation=collation)
    op.add_column("files", sa.Column("carers", words, nullable=False, server_default=""))
