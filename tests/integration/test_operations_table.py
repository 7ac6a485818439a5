"""Each service that changes something stands in the table of who may do what by which way."""

from tests import operations
from tests.crawl.addresses import SERVICE
from tests.integration.test_view_security import views


CHANGING = {"POST", "PATCH", "PUT", "DELETE"}
#: Tried by tests of their own: signing in and out, and what is refused to everybody.
ELSEWHERE = {"@login", "@logout", "@login-renew", "@copy", "@move", "@tus-upload", "@tus-replace"}


#: Concerns whose services are all in the table; a new one joins them with its rows.
TRIED = (
    *("files", "records", "rest", "closure", "deadlines", "disposal", "envelopes", "forms"),
    *("granting", "history", "inbox", "jobs", "policies", "restricted", "retention", "accounts"),
)


def concern(registration):
    """The concern a service is of."""
    return registration.factory.__module__.split(".")[1]


def test_every_change_by_rest_is_in_the_table(integration):
    services = [one for one in views() if SERVICE.match(one.name) and concern(one) in TRIED]
    found = {SERVICE.match(one.name).groups() for one in services}
    ours = {(method, name) for method, name in found if method in CHANGING} - {
        (method, name) for method, name in found if name in ELSEWHERE
    }
    known = {operations.service(one) for one in operations.ours()}
    lacking = sorted(f"{method} {name}" for method, name in ours - known)
    assert lacking == [], "a new operation needs its rows in tests/operations/ours.txt"


def test_every_person_of_the_table_is_known(integration):
    for one in operations.ours():
        assert one.who <= set(operations.PEOPLE), one
