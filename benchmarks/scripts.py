"""What is measured without a browser: each does one thing, commits, and returns its seconds.

Only the thing itself and its commit count; what has to be prepared for it does not.
"""

from contextlib import contextmanager
from site_access import portal_as
from site_access import sign_in

import secrets
import time
import transaction


class Clock:
    """Processor time of this process within `running`."""

    seconds = 0.0

    @contextmanager
    def running(self):
        began = time.process_time()
        yield
        transaction.commit()
        self.seconds += time.process_time() - began


def grant(path):
    """Give somebody access to a file."""
    from welfarefiles.access.grants import grants

    clock = Clock()
    with portal_as("lead") as portal:
        file = portal.unrestrictedTraverse(path)
        with clock.running():
            grants(file).give(_somebody(), "Case Worker", "Keyworker", "lead")
    return clock.seconds


def take_back(path):
    """Take somebody's access to a file back."""
    from welfarefiles.access.grants import grants

    clock = Clock()
    with portal_as("lead") as portal:
        file = portal.unrestrictedTraverse(path)
        given = grants(file).give(_somebody(), "Case Worker", "Keyworker", "lead")
        transaction.commit()
        with clock.running():
            grants(file).revoke(given.id, "lead", "Measured")
    return clock.seconds


def expire(path):
    """Access to a file has ended by the clock: what rule and index take to say so."""
    from datetime import timedelta
    from welfarefiles.access.grants import grants
    from welfarefiles.access.roles import roles_on
    from welfarefiles.access.who import who_asks
    from welfarefiles.calendars import london
    from welfarefiles.lookup import query

    clock, now = Clock(), london.now()
    with portal_as("lead") as portal:
        file, somebody = portal.unrestrictedTraverse(path), _somebody()
        ended = {"starts": now - timedelta(hours=2), "ends": now - timedelta(hours=1)}
        grants(file).give(somebody, "Case Worker", "Keyworker", "lead", **ended)
        transaction.commit()
        with clock.running():
            for _time in range(20):
                assert not roles_on(file, somebody)
                assert not query.count_files(who_asks(somebody))
    return clock.seconds


def _somebody():
    return f"worker-{secrets.token_hex(4)}"


def close_and_reopen(path):
    """Close a file and open it again; the summary and its checklist are there before."""
    from welfarefiles.access.guards import perform

    clock = Clock()
    with portal_as("lead") as portal:
        file = portal.unrestrictedTraverse(path)
        agree_to_close(portal, file)
        transaction.commit()
        sign_in(portal, "lead")
        with clock.running():
            perform(file, "close")
        with clock.running():
            perform(file, "reopen", "Measured again")
    return clock.seconds / 2


def agree_to_close(portal, file):
    """The front sheet signed; a summary by the lead with its checklist, agreed by the head."""
    from plone.dexterity.utils import createContentInContainer
    from welfarefiles.access.guards import perform
    from welfarefiles.calendars import london
    from welfarefiles.closure.answers import give_answers
    from welfarefiles.closure.lines import lines
    from welfarefiles.frontsheet import keeping

    if keeping.last_signature(file) is None or keeping.changed_since(file):
        keeping.sign(file)
    texts = ("reason_for_involvement", "actions_and_outcomes", "professionals_views")
    values = dict.fromkeys((*texts, "continuing_support"), "Attendance is good.")
    summary = createContentInContainer(
        file, "ClosingSummary", happened_at=london.now(), purpose="closure", **values
    )
    asked = [line for line in lines(summary) if line.applies == "if_applicable"]
    give_answers(summary, {line.key: ("not_applicable", "None here.") for line in asked})
    perform(summary, "submit")
    sign_in(portal, "head")
    perform(summary, "authorise")


def use_ledger(on):
    """Let what is shown be entered in the ledger, or not, from now on."""
    from welfarefiles.history.seen import enter_answer
    from zope.component import getGlobalSiteManager
    from ZPublisher.interfaces import IPubBeforeCommit

    components = getGlobalSiteManager()
    components.unregisterHandler(enter_answer, (IPubBeforeCommit,))
    if on:
        components.registerHandler(enter_answer, (IPubBeforeCommit,))


def entries():
    """Number of the last entry of the ledger."""
    from welfarefiles.ledger.reading import head

    return head()[0]


def stock_share(path):
    """Stock Plone's way to give somebody access to a folder."""
    clock = Clock()
    with portal_as("admin-user") as portal:
        folder = portal.unrestrictedTraverse(path)
        with clock.running():
            folder.manage_setLocalRoles(f"worker-{secrets.token_hex(4)}", ["Editor"])
            folder.reindexObjectSecurity()
    return clock.seconds


def stock_publish(path):
    """Stock Plone's change of state of a folder, there and back."""
    clock = Clock()
    with portal_as("admin-user") as portal:
        folder = portal.unrestrictedTraverse(path)
        for step in ("publish", "retract"):
            with clock.running():
                portal.portal_workflow.doActionFor(folder, step)
    return clock.seconds / 2
