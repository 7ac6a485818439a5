"""A schedule as CSV, which a school edits in a spreadsheet: out, and in again, checked."""

from .schedule import BadSchedule
from .schedule import check
from .schedule import Rule
from .terms import ANY

import csv
import io


COLUMNS = ("rule", "class", "life", "trigger", "years", "review", "authority", "source")
PERMANENT = "permanent"
#: Of a file somebody sends: far more than any schedule needs.
MOST_CHARACTERS = 200_000
# What a spreadsheet would take for a formula, and the sign it is escaped by
_FORMULA, _ESCAPE = ("=", "+", "-", "@", "\t", "\r"), "'"


def written(rules):
    """The rules as CSV text with a heading; formulas are escaped."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for rule in rules:
        years = PERMANENT if rule.permanent else str(rule.years)
        row = (rule.id, rule.file_class, rule.life, rule.trigger, years, rule.review)
        writer.writerow(map(escaped, (*row, rule.authority, rule.source)))
    return out.getvalue()


def read(text):
    """The rules of CSV text, as a tuple. Raises `BadSchedule`, naming each line at fault."""
    if len(text) > MOST_CHARACTERS:
        raise BadSchedule([(0, "This file is too large to be a schedule.")])
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        lines = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error:
        raise BadSchedule([(reader.line_num, "This line is not CSV.")]) from None
    if not lines or tuple(cell.strip().lower() for cell in lines[0][1]) != COLUMNS:
        raise BadSchedule([(1, "The first line must name the columns " + ", ".join(COLUMNS))])
    rules, faults = [], []
    for number, row in lines[1:]:
        try:
            rules.append((number, _rule(row)))
        except ValueError as error:
            faults.append((number, str(error)))
    faults += _faults(rules)
    if faults:
        raise BadSchedule(sorted(faults))
    return tuple(rule for _number, rule in rules)


def _rule(row):
    if len(row) != len(COLUMNS):
        raise ValueError(f"The line has {len(row)} columns instead of {len(COLUMNS)}.")
    cells = (cell.strip().removeprefix(_ESCAPE) for cell in row)
    id, file_class, life, trigger, years, review, authority, source = cells
    return Rule(id, file_class, trigger, _years(years), life or ANY, review, authority, source)


def _years(cell):
    if cell.lower() == PERMANENT:
        return None
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise ValueError(f"“{cell[:40]}” is not a number of years, nor “{PERMANENT}”.")
    return int(cell)


def _faults(numbered):
    """Faults of rules, by the numbers of their lines in the file."""
    try:
        check([rule for _number, rule in numbered])
    except BadSchedule as error:
        return [(line and numbered[line - 1][0], text) for line, text in error.faults]
    return []


def escaped(cell):
    """A cell that no spreadsheet takes for a formula."""
    return _ESCAPE + cell if cell.startswith(_FORMULA) else cell
