"""Whoever asks whatever: no word comes out that the table of rights keeps from them (R042).

A sample of the addresses for each role by default, the same in every run, another for each role;
all of them with ``make crawl``.
"""

from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from tests.crawl.addresses import everything
from tests.crawl.addresses import JSON
from tests.crawl.addresses import sample
from tests.crawl.canaries import ADMINISTRATORS
from tests.crawl.canaries import CanarySite
from tests.crawl.canaries import EVERYBODY_ASKED
from tests.crawl.canaries import NEAR
from tests.crawl.canaries import OTHERS
from tests.wsgi import Direct
from welfarefiles.notices.waiting import waiting
from welfarefiles.sql.engine import get_store
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
#: As many as there are processors: they only reckon.
PROCESSES = os.cpu_count() or 1
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
    roles = {**EVERYBODY_ASKED, **(OTHERS if ALL else {})}
    tasks = [(role, user_id, sample(addresses, ASKED, role)) for role, user_id in roles.items()]
    wrong = in_processes(site, log, tasks)
    assert not wrong, "\n".join(["", *sorted(wrong)])


def in_processes(site, log, tasks):
    """What everybody found wrong. They ask at once: each in a copy of this process."""

    def ask(task):
        role, user_id, asked = task
        wrong = Counter()
        leaks, failures = crawl(site, user_id, asked)
        for status, address, found in leaks:
            wrong[f"{role}: {status} {address.method} {address.path} tells {found}"] += 1
        for status, address in [] if user_id in ADMINISTRATORS else failures:
            wrong[f"{role}: {status} {address.method} {address.path} ({address.accept})"] += 1
        written = log.getvalue() + said_in_mails()
        wrong.update(f"log or mail: {word}" for word in site.nobody_logs if word in written)
        return wrong

    found = Counter()
    for wrong in forked(ask, tasks):
        found.update(wrong)
    return found


def forked(work, tasks):
    """Results of work on each task, each in a process of its own, some at a time."""
    context, left, running = get_context("fork"), list(tasks), []
    # What the parent has open stays the parent's.
    get_store().close()
    while left or running:
        while left and len(running) < PROCESSES:
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(work, left.pop(0), there))
            process.start()
            there.close()
            running.append((process, here))
        process, here = running.pop(0)
        yield here.recv()
        process.join()


def _run(work, task, pipe):
    try:
        pipe.send(work(task))
    except BaseException as error:
        pipe.send([f"{task[0]}: {error!r}"])
    pipe.close()
    os._exit(0)  # nothing of the parent's is to be torn down here


def said_in_mails():
    """All that waits to be mailed."""
    return "".join(Path(path).read_text(errors="replace") for path in waiting())


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
