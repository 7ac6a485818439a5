"""What somebody without an account does with a one-time link and its code (R148).

Whatever is wrong (no such link, used, expired, taken back, another code, tried too often), the
answer is the same. Nothing of a child is told before the code was checked, and no name after it.
"""

from ..accounts import failures
from ..calendars import london
from ..ledger.writing import enter_now
from ..packs import spool
from ..transfer import links
from ..transfer import questions
from ..transfer import steps
from ..transfer.acting import keep
from ..transfer.knowing import files_of
from ..transfer.questions import BadStep
from ..transfer.steps import Receipt
from ..transfer.store import transfers_of
from . import confirming
from dataclasses import replace
from datetime import timedelta
from plone import api

import hmac
import secrets


#: How long the page stays open after the code was given.
OPEN_FOR = timedelta(hours=2)
#: Times one link may be opened or its pack fetched: more is not one school receiving it.
MOST = 20
LONGEST = 200


class Refused(Exception):
    """The one answer to everything that is wrong with a link."""


def found(token):
    """(school, transfer) of a link that can be used now, or None."""
    where = links.find(token)
    school = api.portal.get().get(where[0]) if where else None
    transfer = transfers_of(school).get(where[1]) if school is not None else None
    if transfer is None or transfer.link is None or transfer.state != steps.SENT:
        return None
    is_this = hmac.compare_digest(transfer.link.token_hash, links.hash_of(token))
    return (school, transfer) if is_this and london.now() < transfer.link.expires else None


def open_link(token, code, request):
    """Check the code; what the browser is to hold (a text) so that the page stays open.

    Raises `Refused`, alike for everything. A handful of wrong codes closes the link for minutes,
    then hours, and so does one address that tries many.
    """
    token = token if isinstance(token, str) else ""
    keys = failures.keys(f"transfer link {links.hash_of(token)}", request.getClientAddr())
    if failures.wait(*keys) > timedelta(0):
        raise Refused()
    there = found(token)
    right = there[1].link.code_hash if there else links.code_hash("", "")
    given = links.code_hash(token, code if isinstance(code, str) else "")
    if not hmac.compare_digest(right, given) or not there or there[1].link.downloads >= MOST:
        failures.count(*keys)
        _enter(there, "transfer.refused")
        raise Refused()
    school, transfer = there
    held = secrets.token_urlsafe(32)
    link = replace(
        transfer.link, session_hash=links.hash_of(held), session_until=london.now() + OPEN_FOR
    )
    _enter(there, "transfer.opened")
    transfers_of(school).keep(replace(transfer, link=link))
    return held


def session(token, held):
    """(school, transfer) for a browser that gave the code a while ago. Raises `Refused`."""
    there = found(token)
    link = there[1].link if there else None
    if (
        link is None
        or not link.session_hash
        or not isinstance(held, str)
        or not hmac.compare_digest(link.session_hash, links.hash_of(held))
        or london.now() >= link.session_until
    ):
        raise Refused()
    return there


def identify(school, transfer, name, role, school_name, address):
    """Who receives it, before anything is fetched; the transfer."""
    given = {"name": name, "role": role, "school": school_name, "address": address}
    for field, message in _ASKED:
        if not given[field].strip():
            raise BadStep(message, field)
        if len(given[field]) > LONGEST:
            raise BadStep("This is too long: at most 200 characters.", field)
        given[field] = " ".join(given[field].split())
    if not questions.is_address(given["address"]):
        raise BadStep("Enter your official email address at the school.", "address")
    link = replace(transfer.link, receiver=given)
    return keep(school, replace(transfer, link=link), "transfer.identified")


_ASKED = (
    ("name", "Enter your name."),
    ("role", "Enter your role at the school."),
    ("school", "Enter the name of your school."),
    ("address", "Enter your official email address at the school."),
)


def fetch(school, transfer):
    """Path of the pack, for somebody who said who they are. Raises `Refused`."""
    path = spool.pack_path(transfer.pack.id)
    if not transfer.link.receiver or path is None or transfer.link.downloads >= MOST:
        raise Refused()
    _enter((school, transfer), "transfer.fetched")
    link = replace(transfer.link, downloads=transfer.link.downloads + 1)
    transfers_of(school).keep(replace(transfer, link=link))
    return path


def confirm(school, transfer, part_id):
    """The receipt of one part; the transfer. Raises `BadStep`, `Refused`."""
    if not transfer.link.receiver:
        raise Refused()
    receipt = Receipt(at=london.now(), **transfer.link.receiver)
    new = confirming.confirm(school, transfer, part_id, receipt, "transfer.confirmed")
    if new.state == steps.RECEIVED:
        confirming.tell_sender(school, new)
    return new


def _enter(there, action):
    """Enter at once, in each file a link leads to, or once without one."""
    files = [file for _part, file in files_of(*there) if file is not None] if there else [None]
    for file in files:
        detail = {"transfer": there[1].id} if there else {}
        enter_now(action, file, person="", **detail)
