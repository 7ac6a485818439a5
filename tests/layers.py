"""The Plone layers as fixtures, `integration` and `functional`, for those of pytest-plone."""

from pytest_plone import fixtures_factory
from welfarefiles.testing import FUNCTIONAL_TESTING
from welfarefiles.testing import HTTP_TESTING
from welfarefiles.testing import INTEGRATION_TESTING


# Each folder's conftest keeps its own layer for the run; kept here, unit tests would pay for all.
globals().update(
    fixtures_factory(
        (
            (INTEGRATION_TESTING, "integration"),
            (FUNCTIONAL_TESTING, "functional"),
            (HTTP_TESTING, "http"),
        ),
        keep_session=False,
    )
)
