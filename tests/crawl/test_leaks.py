"""Whoever asks whatever: no word comes out that the table of rights keeps from them (R042).

A sample of the addresses for each role by default, the same in every run, another for each role;
all of them with ``make crawl``.
"""

from collections import Counter
from tests.crawl.addresses import everything
from tests.crawl.addresses import JSON
from tests.crawl.addresses import sample
from tests.crawl.canaries import ADMINISTRATORS
from tests.crawl.canaries import CanarySite
from tests.crawl.canaries import EVERYBODY_ASKED
from tests.crawl.canaries import NEAR
from tests.crawl.canaries import OTHERS
from tests.wsgi import Direct
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubAfterTraversal

import io
import logging
import os
import pytest
import re
import transaction


ALL = bool(os.environ.get("WELFAREFILES_CRAWL_ALL"))
ASKED = None if ALL else 3000
SAFE = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def site(functional):
    """The canary site; whatever a request does is undone, so that the next finds the same."""
    site = CanarySite(functional["portal"])
    manager = getGlobalSiteManager()
    manager.registerHandler(undo, (IPubAfterTraversal,))
    yield site
    manager.unregisterHandler(undo, (IPubAfterTraversal,))


def undo(event):
    if event.request.method not in SAFE:
        transaction.doom()


@pytest.fixture
def log():
    """All that any logger says, as it would stand in a file."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


def crawl(site, user_id, addresses):
    """Ask for all; (leaks, failures): what came out that may not, and what the server failed at."""
    person, kept = Direct(user_id), site.kept_from(user_id)
    leaks, failures = [], []
    for address in addresses:
        body = b"" if address.method in SAFE else b"{}"
        more = {"CONTENT_TYPE": JSON} if body else {}
        answer = person.ask(address.path, address.method, address.accept, body, **more)
        told = without_echo(answer, address.path)
        found = [word for word in kept if word in told]
        if found:
            leaks.append((answer.status, address, found))
        if answer.status >= 500 and not known_to_fail(address):
            failures.append((answer.status, address))
    return leaks, failures


def known_to_fail(address):
    """Parts of pages that fail when they are asked for by themselves; the answer tells nothing."""
    return re.search(r"/@@[^/]+/\w+$", address.path)


def without_echo(answer, path):
    """Headers and body, without what whoever asked has said themselves."""
    told = b"\n".join([answer.body, repr(answer.headers).encode()])
    for step in path.replace("?", "/").replace("=", "/").split("/"):
        if len(step) > 8:
            told = told.replace(step.encode(), b"")
    return told


def test_nobody_learns_what_is_not_for_them(site, functional, log):
    addresses = everything(site)
    assert len(addresses) > 3000
    wrong = Counter()
    for role, user_id in {**EVERYBODY_ASKED, **(OTHERS if ALL else {})}.items():
        asked = sample(addresses, ASKED, role)
        leaks, failures = crawl(site, user_id, asked)
        for status, address, found in leaks:
            wrong[f"{role}: {status} {address.method} {address.path} tells {found}"] += 1
        for status, address in [] if user_id in ADMINISTRATORS else failures:
            wrong[f"{role}: {status} {address.method} {address.path} ({address.accept})"] += 1
    written = log.getvalue()
    wrong.update(f"the log holds {word}" for word in site.nobody_logs if word in written)
    assert not wrong, "\n".join(["", *sorted(wrong)])


def test_whoever_sees_some_of_a_file_learns_no_more(site, functional, log):
    """Somebody who was given one record asks for the rest; a lead for the restricted section."""
    inside = tuple(place.path for place in site.places if place.path.startswith(site.place_of_file))
    addresses = [one for one in everything(site) if one.path.startswith(inside)]
    assert len(addresses) > 1000
    wrong = Counter()
    for role, user_id in NEAR.items():
        leaks, _failures = crawl(site, user_id, sample(addresses, ASKED and 400, role))
        for status, address, found in leaks:
            wrong[f"{role}: {status} {address.method} {address.path} tells {found}"] += 1
    written = log.getvalue()
    wrong.update(f"the log holds {word}" for word in site.nobody_logs if word in written)
    assert not wrong, "\n".join(["", *sorted(wrong)])
