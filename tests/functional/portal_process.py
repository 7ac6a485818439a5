"""Run by test_round_trip.py with a Python of its own: a portal with its own databases, served.

Usage: portal_process.py folder port sender|receiver [URL of the SQL store]. Prints the path of its
school, serves until its input ends, then says what `welfarefiles-check` finds in its index.
"""

from pathlib import Path

import sys
import threading
import transaction
import waitress


CHILD = {"given_name": "Orlando", "family_name": "Zephyrine", "upn": "B801200005001"}
#: An upload that cannot be mistaken for another.
UPLOAD = bytes(range(256)) * 999
#: What the closing checklist would ask more about, which is not what is tried here.
LEFT_OUT = ("Letter", "ClosingSummary", "FosteringArrangement")


def make(app, kind):
    """A portal with a school and its people; the sender's keeps two files on one child."""
    from tests.school import make_people
    from tests.school import make_staffed_school
    from welfarefiles.distributions import create
    from zope.component.hooks import setSite

    with create.as_system(app) as root:
        portal = create.create_portal(root)
        setSite(portal)
        make_people(portal)
        portal.portal_registry["welfarefiles.accounts.second_factor_roles"] = []
        school = make_staffed_school(portal)
        if kind == "sender":
            make_files(school)
        transaction.commit()
        return "/".join(school.getPhysicalPath())


def make_files(school):
    """A record of each type and in each state a record can leave in, with all that comes later."""
    from plone.namedfile.file import NamedBlobFile
    from tests.school import make_complete_file
    from tests.school import make_record
    from tests.school import RECORDS
    from tests.school import signed_in
    from welfarefiles.access.guards import perform
    from welfarefiles.records.interfaces import IAuthorisedRecord
    from welfarefiles.signing.addenda import add_addendum

    welfare = make_complete_file(school, **CHILD)
    protection = make_complete_file(school, "ChildProtectionFile", **CHILD)
    for portal_type in RECORDS:
        if portal_type in LEFT_OUT:
            continue
        with signed_in("lead"):
            record = make_record(welfare, portal_type)
            if portal_type == "WelfareDocument":
                record.file = NamedBlobFile(UPLOAD, "text/plain", "Früh – Minutes (1).txt")
            authorised = IAuthorisedRecord.providedBy(record)
            perform(record, "submit" if authorised else "sign")
        if authorised:
            with signed_in("head"):
                perform(record, "authorise")
        if portal_type == "Concern":
            with signed_in("lead"):
                add_addendum(record, "The day", "It was Tuesday.")
    with signed_in("lead"):
        struck = make_record(protection, "ContactNote", discussion="Another child’s")
        perform(struck, "sign")
        perform(struck, "strike", "Another child's")
    transaction.commit()  # the other file of the child is found in the index
    agree(welfare, protection)


def agree(*files):
    """What the gate asks, so that only the transfer itself is left to do."""
    from tests import moving
    from tests.school import make_agreed_summary

    moving.prepared(files[0], with_other=True)
    for file in files:
        make_agreed_summary(file, "transfer")


def check(app):
    """What `welfarefiles-check` says."""
    from Products.CMFPlone.interfaces import IPloneSiteRoot
    from welfarefiles.consistency.commands import run_check
    from welfarefiles.consistency.site import SiteObjects

    sites = filter(IPloneSiteRoot.providedBy, app.objectValues())
    run_check(SiteObjects(sites), out=lambda line: print(line, flush=True))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    folder, port, kind, *url = sys.argv[1:]

    from tests.functional.destroyed_site import boot
    from tests.wsgi import Direct

    application = boot(Path(folder), *url)
    where = make(application, kind)
    application._p_jar.close()
    server = waitress.create_server(Direct.application, listen=f"127.0.0.1:{port}")
    print(where, flush=True)
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdin.read()

    from Testing.makerequest import makerequest
    from welfarefiles.jobs import startup

    import Zope2

    startup.stop()
    check(makerequest(Zope2.app()))
