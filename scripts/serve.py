"""Serve the portal of this checkout on localhost, making it first when there is none.

Started by start.py with the Python of .venv, so that the whole of `make start` is one process.
Usage: serve.py demonstration|production port
"""

from configparser import ConfigParser
from environment import Failed
from environment import ROOT
from environment import say
from paste.deploy import loadapp
from welfarefiles.distributions import create
from welfarefiles.jobs import startup as jobs
from zc.lockfile import LockError
from Zope2.Startup.serve import setup_logging

import listening
import logging
import secrets
import sys
import terminal
import transaction
import unfinished
import waitress
import Zope2


INI = ROOT / "instance" / "parts" / "instance" / "etc" / "wsgi.ini"
DEMONSTRATION = "demonstration"


def main(arguments):
    """Boot, make what is missing, print where and who, serve until Ctrl-C."""
    kind, port = arguments[0], int(arguments[1])
    settings, addresses = server_settings()
    try:
        check_addresses(kind, addresses)
        sockets = listening.bind(port)
        fresh = unfinished.clear(say)
        app = boot()
        password = make_portal(kind, fresh)
        check_kind(kind)
    except Failed as error:
        say(str(error))
        return 1
    terminal.show_ready(f"http://localhost:{port}/{create.PORTAL_ID}", kind, password)
    try:
        waitress.serve(listening.AtTop(app, create.PORTAL_ID), sockets=sockets, **settings)
    finally:
        jobs.stop()
        Zope2.DB.close()  # writes the database's table of contents, which a start then need not
    say("Stopped.")
    return 0


def server_settings():
    """Options for the server from buildout's wsgi.ini, and the addresses configured there."""
    parser = ConfigParser(interpolation=None)
    parser.read(INI)
    section = dict(parser["server:main"])
    addresses = section.pop("fast-listen", "") + " " + section.pop("listen", "")
    for name in ("use", "paste.server_factory"):
        section.pop(name, None)
    return section, addresses.split()


def boot():
    """Load Zope with the pipeline buildout wrote, logging to its file and not to the terminal."""
    say("Starting Zope (about ten seconds)")
    setup_logging(str(INI))
    root = logging.getLogger()
    for handler in [found for found in root.handlers if type(found) is logging.StreamHandler]:
        root.removeHandler(handler)
    try:
        return loadapp(f"config:{INI}")
    except LockError as error:
        raise Failed(
            "The data in instance/var is in use by another Welfare Files: stop that one first."
        ) from error
    except Exception as error:
        root.exception("Zope did not start")
        reason = str(error).strip().splitlines() or [repr(error)]
        raise Failed(
            f"Zope did not start: {reason[-1].strip()} (more in instance/var/log/instance.log)"
        ) from error


def make_portal(kind, fresh):
    """Make the portal when there is none; return the administrator's new password, or None."""
    with create.as_system(Zope2.app()) as app:
        if create.portal_ids(app):
            return None
        if kind == DEMONSTRATION and fresh:
            unfinished.begin()
        say("Making the portal")
        portal = create.create_portal(app)
        password = "administrator" if kind == DEMONSTRATION else secrets.token_urlsafe(12)
        create.set_administrator(app, password)
        if kind == DEMONSTRATION:
            create.fill_with_demonstration(portal, say)
        transaction.commit()
        unfinished.end()
        return password


def check_addresses(kind, addresses):
    """Refuse a configuration that would show public passwords to the network."""
    wide = [address for address in addresses if not listening.is_local(address)]
    if kind == DEMONSTRATION and wide:
        raise Failed(
            "The passwords of the demonstration are public, and the instance is configured to "
            f"listen on {' '.join(wide)}: set http-address to 127.0.0.1:8080 in buildout.cfg."
        )


def check_kind(kind):
    """Keep the demonstration and the data of a real school apart."""
    with create.as_system(Zope2.app()) as app:
        demonstration = create.holds_demonstration(app)
    if demonstration and kind != DEMONSTRATION:
        raise Failed(
            "instance/var holds the demonstration, and no real school may be put beside it: move "
            "instance/var away (or run `make clean-data`) and run the same again."
        )
    if kind == DEMONSTRATION and not demonstration:
        raise Failed("instance/var holds a portal of your own: start it with `make production`.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
