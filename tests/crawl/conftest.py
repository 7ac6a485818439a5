"""Set the layer up once for this folder."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def keep_layer(functional_session):
    """Without this each test would set the whole layer up again."""
