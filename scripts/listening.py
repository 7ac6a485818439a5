"""Where the server listens: on this computer only."""

from environment import Failed
from start import LOOPBACK

import errno
import ipaddress
import socket


def bind(port):
    """Sockets at the port of 127.0.0.1 and, where there is IPv6, of ::1 ("localhost" is both)."""
    sockets = [socket_at(*place, port) for place in LOOPBACK]
    found = [bound for bound in sockets if bound]
    if not found:
        raise Failed(f"Port {port} cannot be opened on this computer: choose another with PORT=…")
    return found


def socket_at(family, address, port):
    """A bound socket, or None where this machine has no such address."""
    try:
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failed(f"Port {port} is in use by another program.") from error
        if error.errno == errno.EACCES:
            raise Failed(f"Port {port} is for root only: choose one above 1023.") from error
        return None
    return bound


def is_local(address):
    """Whether an address like `127.0.0.1:8080`, `8080` or `[::1]:80` is this computer's own."""
    host = address.rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a bare port means every address
        return False


class AtTop:
    """Send whoever asks for the bare address on to the portal; everything else is untouched."""

    def __init__(self, app, portal_id):
        self.app = app
        self.portal_id = portal_id

    def __call__(self, environ, start_response):
        if environ.get("PATH_INFO", "") not in ("", "/"):
            return self.app(environ, start_response)
        start_response("302 Found", [("Location", f"/{self.portal_id}"), ("Content-Length", "0")])
        return []
