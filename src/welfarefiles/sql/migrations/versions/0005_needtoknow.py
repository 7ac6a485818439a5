"""Rights on single records and restricted sections."""

revision = "0005"
down_revision = "0004"


def upgrade():
    """Nothing yet."""
