"""Whoever asks whatever: no word comes out that the table of rights keeps from them (R042).

A sample of the addresses for each role by default, the same in every run, another for each role and
for each day with ``make thorough``; all of them with ``make crawl``.
"""

from datetime import date
from tests.crawl.addresses import everything
from tests.crawl.addresses import sample
from tests.crawl.asking import crawl_all
from tests.crawl.asking import in_chunks
from tests.crawl.asking import SAFE
from tests.crawl.asking import summary
from tests.crawl.canaries import ADMINISTRATORS
from tests.crawl.canaries import CanarySite
from tests.crawl.canaries import EVERYBODY_ASKED
from tests.crawl.canaries import OTHERS
from tests.word import take_at_their_word
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubAfterTraversal

import io
import logging
import os
import pytest
import sys
import transaction


ALL = bool(os.environ.get("WELFAREFILES_CRAWL_ALL"))
#: What each role asks for.
ASKED = None if ALL else 3000
#: A whole crawl may have every processor; the suite has other tests for them.
PROCESSES = int(os.environ.get("WELFAREFILES_CRAWL_PROCESSES") or os.cpu_count() or 1)
#: Another one chooses other addresses.
SEED = str(date.today()) if os.environ.get("WELFAREFILES_THOROUGH") else ""


@pytest.fixture
def site(functional):
    """The canary site; whatever a request does is undone, so that the next finds the same."""
    portal = functional["portal"]
    take_at_their_word(portal)
    site = CanarySite(portal)
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
    root.setLevel(logging.INFO)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


def test_nobody_learns_what_is_not_for_them(site, functional, log):
    addresses = everything(site)
    assert len(addresses) > 3000
    roles = {**EVERYBODY_ASKED, **(OTHERS if ALL else {})}
    assert len(roles) > 8
    tasks = []
    for role, user_id in roles.items():
        # Whoever sets Plone up gets hundreds of its own pages, which tell of no child.
        inside = site.place_of_school if user_id in ADMINISTRATORS else ""
        tasks.append((role, user_id, sample(addresses, ASKED, f"{role}{SEED}", inside)))
    if ALL:
        tasks = in_chunks(tasks)
    found = crawl_all(site, tasks, log, PROCESSES if ALL else 1, ADMINISTRATORS).values()
    if ALL:
        print(*summary(found), sep="\n", file=sys.stderr)
    wrong = [line for one in found for line in one.wrong]
    assert not wrong, "\n".join([f"(seed {SEED!r})", *sorted(wrong)])
