"""WSGI filter for every path under a school: one constant answer to every refusal.

Entry point ``scope`` (``paste.filter_app_factory``); the instance's ``pipeline`` names it before
``httpexceptions``. It needs the subscribers of ``caller`` and ``wall``, and they need it: each
alone leaves differences between what is hidden and what is absent.
"""

from . import refusal
from .address import address_of
from zExceptions import HTTPException


#: Where in the WSGI environment `caller` leaves word for us.
NOTE = "welfarefiles.note"
#: For anybody; then those only an API client uses.
METHODS = frozenset({"GET", "HEAD", "POST"})
API_METHODS = METHODS | {"PATCH", "DELETE", "OPTIONS"}
REFUSED = frozenset({"401", "403", "404", "405"})
#: What the application says in these is dropped for ours; its own security policy stays beside.
OURS = frozenset(name.lower() for name, value in refusal.HEADERS) - {"content-security-policy"}
DROPPED = OURS | {"expires", "pragma"}


def make_filter(app, global_conf=None, **local_conf):
    """Paste filter factory."""
    return ScopeFilter(app)


class ScopeFilter:
    """WSGI application around Zope's."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        address = address_of(environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", ""))
        if address is None:
            return self.app(environ, start_response)
        wants_json = address.is_api or "application/json" in environ.get("HTTP_ACCEPT", "").lower()
        if not _is_allowed(environ, wants_json):
            answer = refusal.not_found(wants_json, address.home)
            return _answer(environ, start_response, answer)
        return self._ask(environ, start_response, address, wants_json)

    def _ask(self, environ, start_response, address, wants_json):
        note = environ[NOTE] = {}
        reply = Reply()
        body = reply.of(self.app, environ, note)
        if reply.is_refusal(note):
            _close(body)
            answer = _refused(note, wants_json, address)
            return _answer(environ, start_response, answer)
        headers = [pair for pair in reply.headers if pair[0].lower() not in DROPPED]
        start_response(reply.status, [*headers, *refusal.HEADERS], reply.exc_info)
        if environ["REQUEST_METHOD"] == "HEAD":
            # An error's body would be read as the next answer on the connection.
            _close(body)
            return [b""]
        return body


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
        """Body of the application's answer to a request."""
        try:
            return app(environ, self.start)
        except HTTPException as error:
            # The pipeline has httpexceptions outside of us, or not at all.
            return error(environ, self.start)
        except Exception:
            if note.get("refused"):
                self.status = "404 Not Found"
                return []
            raise

    def is_refusal(self, note):
        return bool(note.get("refused")) or self.status[:3] in REFUSED


def _is_allowed(environ, wants_json):
    """Whether a request of this kind is answered at all under a school."""
    if "text/xml" in environ.get("CONTENT_TYPE", "").lower():
        return False  # XML-RPC answers its refusals with 200 and the reason
    return environ["REQUEST_METHOD"] in (API_METHODS if wants_json else METHODS)


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
