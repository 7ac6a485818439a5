"""Set the integration layer up once for this folder."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def keep_layer(integration_session):
    """Without this each test would set the whole layer up again."""
