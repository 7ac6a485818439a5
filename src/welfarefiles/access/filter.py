"""WSGI filter: under a school one constant answer to every refusal; everywhere the same headers.

Entry point ``scope`` (``paste.filter_app_factory``); the instance's ``pipeline`` names it before
``httpexceptions``. It needs the subscribers of ``caller`` and ``wall``, and they need it: each
alone leaves differences between what is hidden and what is absent.
"""

from . import refusal
from .address import address_of
from .address import is_utf8
from .address import may_be_asked
from .address import most_bytes
from .headers import completed
from .places import places
from zExceptions import HTTPException

import logging


logger = logging.getLogger(__name__)

#: Where in the WSGI environment `caller` leaves word for us; ``scoped`` is ours to it.
NOTE = "welfarefiles.note"
#: For anybody; then those only an API client uses.
METHODS = frozenset({"GET", "HEAD", "POST"})
API_METHODS = METHODS | {"PATCH", "DELETE", "OPTIONS"}
REFUSED = frozenset({"401", "403", "404", "405"})


def make_filter(app, global_conf=None, **local_conf):
    """Paste filter factory."""
    return ScopeFilter(app)


class ScopeFilter:
    """WSGI application around Zope's."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        address = address_of(environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", ""))
        is_api = address is not None and address.is_api
        wants_json = is_api or "application/json" in environ.get("HTTP_ACCEPT", "").lower()
        if not _is_allowed(environ, wants_json) or (address and _is_static(environ)):
            answer = refusal.not_found(wants_json, address.home if address else "/")
            return _answer(environ, start_response, answer)
        if not _is_read(environ):
            return _answer(environ, start_response, refusal.too_large(wants_json))
        if address is None:
            return self._pass(environ, start_response, wants_json)
        return self._ask(environ, start_response, address, wants_json)

    def _pass(self, environ, start_response, wants_json):
        """A path under no school: the answer as it is, with our headers."""
        note = environ[NOTE] = {"scoped": False}
        reply = Reply()
        body = reply.of(self.app, environ, note)
        if body is None or note.get("unread"):
            _close(body)
            return _answer(environ, start_response, _broken(note, wants_json))
        return reply.give(environ, start_response, body, note)

    def _ask(self, environ, start_response, address, wants_json):
        note = environ[NOTE] = {"scoped": True}
        reply = Reply()
        body = reply.of(self.app, environ, note)
        if body is None or note.get("unread"):
            _close(body)
            return _answer(environ, start_response, _broken(note, wants_json))
        if reply.is_refusal(note):
            _close(body)
            answer = _refused(note, wants_json, address)
            return _answer(environ, start_response, answer)
        return reply.give(environ, start_response, body, note)


def _broken(note, wants_json):
    """What is said of a request that cannot be read, or that the application failed at."""
    return refusal.unread(wants_json) if note.get("unread") else refusal.failed(wants_json)


def _refused(note, wants_json, address):
    if not note.get("signed_in"):
        return refusal.sign_in(wants_json, address.home, address.path)
    if note.get("gone"):
        return refusal.gone(wants_json, address.home)
    return refusal.not_found(wants_json, address.home)


class Reply:
    """What the application answers, held back until it is known whether it may be given."""

    status, headers, exc_info = "404 Not Found", [], None

    def start(self, status, headers, exc_info=None):
        self.status, self.headers, self.exc_info = status, list(headers), exc_info
        return _no_write

    def of(self, app, environ, note):
        """Body of the application's answer to a request; None when it failed without any.

        What went wrong goes into the log without its message: a name may stand in it.
        """
        try:
            return app(environ, self.start)
        except HTTPException as error:
            # The pipeline has httpexceptions outside of us, or not at all.
            return error(environ, self.start)
        except Exception as error:
            if note.get("unread"):
                return None
            if note.get("refused"):
                self.status = "404 Not Found"
                return []
            logger.error("%s\n%s", type(error).__name__, places(error.__traceback__))
            return None

    def give(self, environ, start_response, body, note):
        """Start the answer, with our headers; the body to return."""
        start_response(self.status, completed(self.headers, note), self.exc_info)
        if environ["REQUEST_METHOD"] == "HEAD":
            # An error's body would be read as the next answer on the connection.
            _close(body)
            return [b""]
        return body

    def is_refusal(self, note):
        return bool(note.get("refused")) or self.status[:3] in REFUSED


def _is_allowed(environ, wants_json):
    """Whether a request of this kind is answered at all."""
    if "text/xml" in environ.get("CONTENT_TYPE", "").lower():
        return False  # XML-RPC answers its refusals with 200 and the reason
    path = environ.get("PATH_INFO", "")
    if not is_utf8(path) or not all(may_be_asked(step) for step in path.split("/")):
        return False
    return environ["REQUEST_METHOD"] in (API_METHODS if wants_json else METHODS)


def _is_static(environ):
    """Whether it is asked for as a style or script is: nothing of a school is one."""
    return "++webresource++" in environ.get("PATH_INFO", "")


def _is_read(environ):
    """Whether a request is small enough for where it is sent to: known before it is read."""
    size = environ.get("CONTENT_LENGTH") or "0"
    return not (size.isdigit() and int(size) > most_bytes(environ.get("PATH_INFO", "")))


def _answer(environ, start_response, answer):
    status, headers, body = answer
    start_response(status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _no_write(data):
    raise RuntimeError("The application writes its answer before it returns it.")


def _close(body):
    close = getattr(body, "close", None)
    if close is not None:
        close()
