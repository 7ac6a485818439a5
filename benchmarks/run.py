"""Measure this portal against tuned stock Plone with the same content, as ratios.

`make bench` runs it; `make bench ARGS=--quick` does the same with fewer files in a minute or two.
Processor time of one server process each, A B A B, warm, by the name localhost. The results are a
table on the terminal and in `benchmarks/results/`. Missing a target is reported, never an error.
"""

from argparse import ArgumentParser
from client import Server
from client import wait_until_quiet
from concurrent.futures import ThreadPoolExecutor
from content import MANY
from contextlib import contextmanager
from ledgers import ledger
from pathlib import Path
from retentions import retention
from transfers import transfers

import comparisons
import prepared
import report
import sys
import tempfile


FILES, QUICK_FILES, QUICK_MANY = 10_000, 300, 100
ROUNDS, QUICK_ROUNDS = 25, 5
PARTS = ("pages", "rights", "ledger", "retention", "transfer", "writers")


def main(arguments=None):
    """Run the parts asked for and show the table."""
    asked = parse(arguments)
    files, many = (QUICK_FILES, QUICK_MANY) if asked.quick else (FILES, MANY)
    rounds = asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS)
    names = {"files": f"{files:,}", "many": f"{many:,}"}
    results = []
    with tempfile.TemporaryDirectory(prefix="welfarefiles-bench-") as folder:
        place = Path(folder)
        if "pages" in asked.parts or "rights" in asked.parts:
            with instances(asked, place, files, many) as (ours, stock):
                wait_until_quiet(asked.wait)
                results += on_instances(asked, ours, stock, rounds, names)
        if "ledger" in asked.parts:
            results += ledger(place, asked.port, rounds)
        if "retention" in asked.parts:
            results += retention(place / "retention", rounds)
        if "transfer" in asked.parts:
            results += transfers(place / "transfer")
        if "writers" in asked.parts:
            results += several_writers(place, asked)
    print(report.table(results))
    print(report.keep(results, {"files": files, "records": many, "rounds": rounds}))


def parse(arguments):
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer files and rounds")
    parser.add_argument("--fresh", action="store_true", help="fill the instances anew")
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument("--port", type=int, default=8150, help="first of five ports")
    parser.add_argument("--wait", type=int, default=60, help="seconds to wait for a quiet machine")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args(arguments)


@contextmanager
def instances(asked, place, files, many):
    """Both servers, on copies of the filled instances."""
    kinds = ("ours", "stock")
    with ThreadPoolExecutor() as pool:  # each is filled by a process of its own
        filled = [pool.submit(prepared.filled, kind, files, many, asked.fresh) for kind in kinds]
    folders = [
        prepared.copied(done.result(), place / kind)
        for kind, done in zip(kinds, filled, strict=True)
    ]
    ours = Server(folders[0], "ours", asked.port)
    stock = Server(folders[1], "stock", asked.port + 1)
    with ours, stock:
        yield ours, stock


def on_instances(asked, ours, stock, rounds, names):
    """Results of the two parts that are measured on the big instances."""
    results = []
    if "pages" in asked.parts:
        results += comparisons.pages_and_notes(ours, stock, rounds, names)
        results += comparisons.what_a_note_writes(ours, stock)
    if "rights" in asked.parts:
        results += comparisons.rights_and_state(ours, rounds, names)
    return results


def several_writers(place, asked):
    """Results on PostgreSQL, where that is installed."""
    try:
        from writers import writers

        return writers(place / "postgresql", asked.port)
    except (ImportError, RuntimeError) as error:
        print(f"Writers were not measured: {error}", file=sys.stderr)
        return []


if __name__ == "__main__":
    sys.path.insert(1, str(Path(__file__).parent.parent))
    main()
