"""Set the functional layers up once for this folder."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def keep_layers(functional_session, http_session):
    """Without this each test would set the whole layer up again."""
