"""`welfarefiles-check` and `welfarefiles-rebuild`, for whoever runs the server.

On a FileStorage the server must be stopped first (only one process may open it); on RelStorage the
commands run beside it. They print ids and paths, never a name.
"""

from ..sql.engine import get_store
from .check import check
from .rebuild import clear
from .rebuild import compact
from .rebuild import rebuild
from .site import SiteObjects
from contextlib import contextmanager
from pathlib import Path

import argparse
import sys


CONFIGURATION = Path("instance/parts/instance/etc/zope.conf")


def check_main(arguments=None):
    """`welfarefiles-check`: the exit code is 0 when no difference is left, else 1."""
    parser = parser_for("Compare the index with the objects and name each difference.")
    parser.add_argument("--mend", action="store_true", help="put right what is found")
    options = parser.parse_args(arguments)
    with objects_of(options.configuration) as objects:
        return int(run_check(objects, options.mend) > 0)


def rebuild_main(arguments=None):
    """`welfarefiles-rebuild`: make the whole index anew."""
    parser = parser_for("Make the whole index anew from the objects.")
    parser.add_argument("--clear", action="store_true", help="remove all rows first")
    parser.add_argument("--compact", action="store_true", help="rewrite the database afterwards")
    options = parser.parse_args(arguments)
    with objects_of(options.configuration) as objects:
        run_rebuild(objects, options.clear, options.compact)
    return 0


def run_check(objects, mend=False, out=print):
    """Check `SiteObjects`, say what is found, and return the number of differences that remain."""
    total = len(objects)
    out(f"Checking {total} objects")
    found = check(objects, get_store(), mend, _reporter(out), total)
    for difference in found:
        out(str(difference))
    left = sum(not difference.mended for difference in found)
    out(f"{len(found)} differences, {len(found) - left} mended")
    return left


def run_rebuild(objects, clear_first=False, compact_after=False, out=print):
    """Rebuild the index from `SiteObjects`; returns their number."""
    store, total = get_store(), len(objects)
    out(f"Writing the rows of {total} objects")
    if clear_first:
        clear(store)
    number = rebuild(objects, store, _reporter(out), total)
    if compact_after:
        compact(store)
    out(f"{number} objects are in the index")
    return number


def _reporter(out):
    """Says how far it has come, about ten times."""
    said = set()

    def report(progress):
        tenth = 10 * progress.done // max(progress.total, 1)
        if tenth not in said:
            said.add(tenth)
            out(f"{progress.done} of {progress.total}")

    return report


def parser_for(description):
    """An argument parser that knows `--configuration`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--configuration", default=str(CONFIGURATION), help="zope.conf to use")
    return parser


@contextmanager
def objects_of(configuration):
    """`SiteObjects` of all sites of the Zope that a zope.conf describes; Zope is started for it."""
    from Products.CMFPlone.interfaces import IPloneSiteRoot
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from Zope2.Startup.run import configure_wsgi

    import transaction
    import Zope2

    if not Path(configuration).is_file():
        sys.exit(f"There is no {configuration}: say where zope.conf is with --configuration")
    configure_wsgi(configuration)
    app = makerequest(Zope2.app())
    try:
        yield SiteObjects(filter(IPloneSiteRoot.providedBy, app.objectValues()))
    finally:
        setSite(None)
        transaction.abort()
        app._p_jar.close()
