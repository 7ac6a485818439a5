"""Requests through the whole pipeline, filter and publisher, without a socket: for very many."""

from base64 import b64encode
from io import BytesIO
from tests.exchange import Answer
from tests.sample import PASSWORD
from threading import Thread
from urllib.parse import unquote_to_bytes
from welfarefiles.access.filter import make_filter
from wsgiref.util import setup_testing_defaults
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module


PIPELINE = make_filter(HTTPExceptionHandler(publish_module))


class InProcess:
    """Asks as one person; see `tests.exchange.Client`. Call it within `apart`."""

    def __init__(self, user_id=None, password=PASSWORD):
        self.credentials = {}
        if user_id is not None:
            token = b64encode(f"{user_id}:{password}".encode()).decode()
            self.credentials = {"HTTP_AUTHORIZATION": f"Basic {token}"}

    def ask(self, path, method="GET", accept="text/html", body=b"", **headers):
        """The `Answer` to one request."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_ACCEPT": accept,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            **self.credentials,
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        setup_testing_defaults(environ)
        got = {}

        def start_response(status, headers, exc_info=None):
            got.update(status=int(status[:3]), headers=headers)

        result = PIPELINE(environ, start_response)
        said = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        headers = tuple(sorted((name.lower(), value) for name, value in got["headers"]))
        return Answer(got["status"], headers, said)


def apart(call):
    """What `call` returns in a thread of its own: the test's site, request and transaction stay."""
    found = {}

    def run():
        try:
            found["result"] = call()
        except BaseException as error:
            found["error"] = error

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if "error" in found:
        raise found["error"]
    return found["result"]
