"""The chronology of a file as PDF, tagged, for reading on paper and by a screen reader."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.london import format_datetime
from welfarefiles.calendars.london import format_time
from welfarefiles.calendars.london import format_weekday
from welfarefiles.calendars.london import london_date
from welfarefiles.chronology.printable import paragraphs
from welfarefiles.chronology.typesetting import typeset


STATES = {
    "draft": "Draft, not signed",
    "submitted": "Waits for authorisation",
    "returned": "Returned to its author",
    "struck": "Struck through",
}

LONG = 800  # letters: a longer row may run over a page's end


@dataclass(frozen=True)
class ChronologyHeader:
    """What stands above the entries and on each page. `scope` says what was left out."""

    reference: str
    child_name: str
    date_of_birth: date | None
    year_group: str
    printed_by: str
    printed_at: datetime
    demonstration: bool = False
    school: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Entry:
    """One record as it stands; both times aware. `state` is a token of its workflow.

    `struck_reason` and `addenda` say themselves who wrote them and when.
    """

    happened_at: datetime
    kind: str
    title: str
    who: str | None
    text: str | None
    outcome: str | None
    state: str
    recorded_at: datetime | None = None
    author: str = ""
    struck_reason: str = ""
    addenda: tuple[str, ...] = ()


def render(
    header: ChronologyHeader,
    entries: Iterable[Entry],
    font_folders: Sequence[Path] = (),
) -> bytes:
    """The PDF of these entries in the order given (R044, R081, R088).

    Letters for which neither typst's own fonts nor those in `font_folders` have a
    glyph are named in brackets, never left out. Raises NaiveTime for naive times,
    TypesettingFailed when no PDF can be made.
    """
    return typeset(template("chronology"), _data(header, entries), header.printed_at, font_folders)


def template(name: str) -> str:
    """A typst template of ours with the frame before it, which every document has."""
    folder = files(__package__).joinpath("templates")
    return "\n".join(folder.joinpath(f"{one}.typ").read_text("utf-8") for one in ("frame", name))


def _data(header: ChronologyHeader, entries: Iterable[Entry]) -> dict[str, Any]:
    years: list[dict[str, Any]] = []
    for entry in entries:
        year = str(london_date(entry.happened_at).year)
        if not years or years[-1]["year"] != year:
            years.append({"year": year, "entries": []})
        years[-1]["entries"].append(_entry(entry))
    born = header.date_of_birth
    return {
        "document": f"Chronology of {header.reference}",
        "reference": header.reference,
        "child": header.child_name,
        "born": format_date(born) if born else "",
        "year_group": header.year_group,
        "school": header.school,
        "scope": header.scope,
        "printed_by": header.printed_by,
        "printed_at": format_datetime(header.printed_at),
        "demonstration": header.demonstration,
        "number": str(sum(len(year["entries"]) for year in years)),
        "years": years,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "day": format_weekday(london_date(entry.happened_at)),
        "time": format_time(entry.happened_at),
        "kind": entry.kind,
        "title": entry.title if entry.title != entry.kind else "",
        "who": entry.who,
        "text": paragraphs(entry.text),
        "outcome": paragraphs(entry.outcome),
        "long": sum(map(len, (entry.text or "", entry.outcome or "", *entry.addenda))) > LONG,
        "struck": entry.state == "struck",
        "state": STATES.get(entry.state, ""),
        "struck_reason": entry.struck_reason,
        "addenda": [paragraphs(text) for text in entry.addenda],
        "recorded": _recorded(entry),
    }


def _recorded(entry: Entry) -> str:
    when = f" {format_datetime(entry.recorded_at)}" if entry.recorded_at else ""
    by = f" by {entry.author}" if entry.author else ""
    return f"Recorded{when}{by}" if when or by else ""
