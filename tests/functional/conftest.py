"""Set the functional layers up once for this folder."""

from tests.sample import make_file
from tests.school import grant_all
from tests.school import make_people
from tests.school import make_record
from tests.school import make_staffed_school
from tests.school import signed_in
from tests.trusts import drop_mails
from tests.trusts import make_ready
from tests.trusts import make_trust
from welfarefiles.access.guards import perform

import pytest
import transaction


@pytest.fixture(autouse=True, scope="session")
def keep_layers(functional_session, http_session):
    """Without this each test would set the whole layer up again."""


@pytest.fixture
def file(http):
    """An open file of a staffed school, which everybody who can be given access to was given."""
    make_people(http["portal"])
    school = make_staffed_school(http["portal"])
    with signed_in("lead"):
        made = make_file(school, family_name="Zephyrine")
        grant_all(made)
    transaction.commit()
    return made


@pytest.fixture
def record(file):
    """A contact note in it, signed by its lead."""
    with signed_in("lead"):
        made = make_record(file, "ContactNote")
        perform(made, "sign")
    transaction.commit()
    return made


@pytest.fixture
def trust(http):
    """Two schools of one site; the first has a child's files that can go."""
    drop_mails()
    return make_trust(http["portal"])


@pytest.fixture
def offered(http, trust):
    """The same, with one file that is offered: the welfare file, as part 1."""
    make_ready(http, trust, with_other=False)
    trust.offer()
    return trust
