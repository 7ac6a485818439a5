"""One HTTP exchange to the last byte, for tests that compare answers."""

from base64 import b64encode
from dataclasses import dataclass
from http.client import HTTPConnection
from tests.sample import PASSWORD


@dataclass(frozen=True)
class Answer:
    """An answer without what differs between any two: the hour it was given."""

    status: int
    headers: tuple
    body: bytes

    def header(self, name):
        """Value of a header, None when it is not there."""
        return dict(self.headers).get(name.lower())

    def without(self, id):
        """The answer with the id that was asked for blotted out of it."""
        headers = tuple((name, value.replace(id, "ID")) for name, value in self.headers)
        return Answer(self.status, headers, self.body.replace(id.encode(), b"ID"))


ONE_THING = (
    *("/@access/", "/@named-teams/", "/@doses/", "/@medicines/"),
    *("/@happenings/", "/@removals/"),
)


def precondition(method, path):
    """What every change by the API has to say, for tests that are about something else."""
    is_change = method == "PATCH" or (method == "POST" and "/@workflow/" in path)
    # One grant, one named team, one line: a change says all that there is to it.
    is_change = is_change and not any(part in path for part in ONE_THING)
    return {"If-Match": "*"} if is_change else {}


class Client:
    """Asks one server, as one person.

    :param user_id: whose account, with the password of the samples; None for nobody.
    """

    def __init__(self, layer, user_id=None, password=PASSWORD):
        self.layer = layer
        self.address = layer["host"], layer["port"]
        self.credentials = {}
        if user_id is not None:
            token = b64encode(f"{user_id}:{password}".encode()).decode()
            self.credentials = {"Authorization": f"Basic {token}"}

    def ask(self, path, method="GET", accept="text/html", body=None, **headers):
        """The `Answer` to one request on a connection of its own."""
        connection = HTTPConnection(*self.address, timeout=30)
        try:
            sent = {**precondition(method, path), "Accept": accept, **self.credentials, **headers}
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            got = sorted((name.lower(), value) for name, value in response.getheaders())
            kept = tuple(pair for pair in got if pair[0] != "date")
            return Answer(response.status, kept, response.read())
        finally:
            connection.close()
