"""`make start` and `make production`: everything up to the server, then the server.

Usage: start.py demonstration|production [port]
"""

import environment
import os
import socket
import sys


LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def port_number(text):
    """The port as a number, or Failed when it is none an ordinary program may use."""
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise environment.Failed(f"PORT={text} is not a port: give a number from 1 to 65535.")


def refuse_used_port(port):
    """Fail while something else answers at the port, before any work is done for it."""
    if any(answers(*place, port) for place in LOOPBACK):
        raise environment.Failed(
            f"Port {port} is in use by another program: stop it, or choose another port, "
            f"for example: make start PORT={port + 1}"
        )


def answers(family, address, port):
    """Whether something takes connections there."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(2)
            return probe.connect_ex((address, port)) == 0
    except OSError:  # no IPv6 on this machine
        return False


def main(arguments):
    """Prepare, then become the server; the code to exit with when that cannot be."""
    kind, port = (*arguments, "8080")[:2]
    try:
        environment.check_python()
        number = port_number(port)
        refuse_used_port(number)
        environment.prepare()
    except environment.Failed as error:
        environment.say(str(error))
        return 1
    python, serve = str(environment.PYTHON), str(environment.ROOT / "scripts" / "serve.py")
    return os.execv(python, [python, serve, kind, str(number)])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
