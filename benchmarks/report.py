"""The table of ratios, on the terminal and in `results/`."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import json
import os
import platform


RESULTS = Path(__file__).parent / "results"
HEADS = ("", "ours", "against", "other", "ratio", "target", "spread", "")


def table(results):
    """The results as aligned text."""
    rows = [HEADS, *map(line, results)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def line(result):
    """Cells of one result."""
    sign = "≥" if result.at_least else "≤"
    return (
        result.name,
        f"{result.ours:.4g} {result.unit}",
        result.against,
        "" if result.other is None else f"{result.other:.4g} {result.unit}",
        f"{result.ratio:.3g}",
        "" if result.target is None else f"{sign} {result.target:.3g}",
        f"±{result.spread:.0%}" if result.spread else "",
        "" if result.met else "MISSED",
    )


def keep(results, settings):
    """Write table and numbers to `results/`; returns the path of the table."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now().astimezone()
    stem = RESULTS / f"{now:%Y-%m-%d-%H%M%S}"
    about = {
        "at": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        **settings,
    }
    numbers = {"about": about, "results": [asdict(result) for result in results]}
    stem.with_suffix(".json").write_text(json.dumps(numbers, indent=2), encoding="utf-8")
    path = stem.with_suffix(".txt")
    said = ", ".join(f"{name} {value}" for name, value in about.items())
    path.write_text(f"{said}\n\n{table(results)}\n", encoding="utf-8")
    return path
