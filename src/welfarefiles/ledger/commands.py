"""`welfarefiles-verify`: check a ledger without Plone, on any machine."""

from .heads import read_heads
from .sources import dump
from .sources import NoLedger
from .sources import opened
from .verifying import Problem
from .verifying import verify
from pathlib import Path

import argparse
import os
import sys


DEFAULT = "instance/var/welfarefiles.sqlite"
SHOWN = 20


def verify_main(arguments=None):
    """The exit code is 0 when the ledger holds, 1 when it does not, 2 when there is none."""
    asked = _parser().parse_args(arguments)
    try:
        with opened(asked.ledger) as source:
            if asked.export:
                return _export(source, asked.export)
            return _say(_verified(source, asked.heads))
    except (NoLedger, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(
        prog="welfarefiles-verify",
        description="Check that nothing in a ledger was changed, removed or put in between.",
    )
    parser.add_argument(
        "ledger",
        nargs="?",
        default=os.environ.get("WELFAREFILES_DATABASE") or DEFAULT,
        help="SQLite file, postgresql:// URL or exported dump (default: %(default)s)",
    )
    parser.add_argument("--heads", help="folder or file of daily heads to hold it against")
    parser.add_argument("--export", metavar="FILE", help="write the ledger to a dump instead")
    return parser


def _verified(source, place):
    heads, damaged = read_heads(place) if place else ((), ())
    report = verify(source.entries, source.skeletons, heads)
    report.problems += source.problems
    report.problems += [Problem(0, f"the head in {where} is damaged") for where in damaged]
    return report


def _say(report):
    for note in report.notes:
        print(f"Note: {note}")
    sealed = f" and {report.sealed} sealed" if report.sealed else ""
    print(f"{report.entries} entries{sealed}, the last is {report.head[0]} {report.head[1]}")
    if report.holds:
        print("OK")
        return 0
    print(f"DOES NOT HOLD: {report.problems[0]}")
    for problem in report.problems[1:SHOWN]:
        print(f"  {problem}")
    if len(report.problems) > SHOWN:
        print(f"  and {len(report.problems) - SHOWN} more")
    return 1


def _export(source, path):
    # the folder may be readable by others, the ledger must not be
    number = os.open(Path(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        dump(source, file)
    return 0
