"""A real mail server that keeps what it is given, for tests of mail."""

from aiosmtpd.controller import Controller
from email import message_from_bytes
from email.policy import SMTP
from plone import api

import contextlib
import socket


class Kept:
    """Takes mail for everybody, or answers as `refusal` says (an SMTP line)."""

    def __init__(self):
        self.mails = []
        self.refusal = None

    async def handle_DATA(self, server, session, envelope):
        if self.refusal:
            return self.refusal
        self.mails.append(message_from_bytes(envelope.content, policy=SMTP))
        return "250 kept"


def free_port():
    """A port nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def mail_server(port):
    """A mail server at a port of this computer: a `Kept`."""
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def use_port(port):
    """Have the site send its mail to a port of this computer."""
    for name, value in {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "email_from_address": "welfare@school.example",
        "email_from_name": "Oakfield",
    }.items():
        api.portal.set_registry_record(f"plone.{name}", value)
