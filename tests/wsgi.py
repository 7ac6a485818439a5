"""Requests without a server: the instance's own pipeline called in this process, fast.

What leaves is what the pipeline gives out; `Direct.ask` tells in between, through `before_bytes`,
that the answer is made and none of it has been read.
"""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from tests.exchange import precondition
from tests.sample import PASSWORD
from urllib.parse import unquote
from welfarefiles.access.filter import ScopeFilter
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import json


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@contextmanager
def as_before():
    """Put back what the publisher changes: the present request, site and user."""
    request, site, security = getRequest(), getSite(), getSecurityManager()
    try:
        yield
    finally:
        setRequest(request)
        setSite(site)
        setSecurityManager(security)


@dataclass(frozen=True)
class Got:
    """An answer: number of its status, headers in small letters, body."""

    status: int
    headers: dict
    body: bytes

    @property
    def data(self):
        return json.loads(self.body)


class Direct:
    """One person at the pipeline. Commit what was made before; begin anew to see what was changed.

    :param user_id: None for nobody.
    """

    application = staticmethod(ScopeFilter(HTTPExceptionHandler(publish_module)))

    def __init__(self, user_id=None, password=PASSWORD, before_bytes=None):
        self.user_id = user_id
        self.credentials = user_id and b64encode(f"{user_id}:{password}".encode()).decode()
        self.before_bytes = before_bytes

    def ask(self, path, method="GET", accept="text/html", body=b"", **headers):
        """The `Got` of one request; `headers` by their names in WSGI, such as ``HTTP_RANGE``."""
        started = []
        for name, value in precondition(method, path).items():
            headers.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        environ = self.environ(path, method, accept, body, headers)
        with as_before():
            parts = self.application(environ, lambda *answer: started.append(answer))
            if self.before_bytes is not None:
                self.before_bytes()
            got = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        status, sent = started[-1][:2]
        return Got(int(status[:3]), {name.lower(): value for name, value in sent}, got)

    def environ(self, path, method, accept, body, headers):
        where, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(where, "latin-1"),
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.7",
            "HTTP_ACCEPT": accept,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **headers,
        }
        if self.credentials:
            environ["HTTP_AUTHORIZATION"] = f"Basic {self.credentials}"
        return environ

    def call(self, method, path, **data):
        """One API request with `data` as JSON (`type` stands for ``@type``)."""
        sent = {"@type" if name == "type" else name: value for name, value in data.items()}
        body = json.dumps(sent).encode() if sent else b""
        return self.ask(path, method, JSON, body, CONTENT_TYPE=JSON)
