"""Tables as CSV, for a spreadsheet that shall run none of it. Needs no Plone."""

from io import StringIO

import csv


#: What makes a spreadsheet take a cell for a formula (R187).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff0b", "\uff1d", "\uff20", "\uff0d")


def cell(value):
    """A value that stays text in a spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_csv(head, rows):
    """Text of a table; a mark at its start tells spreadsheets that it is UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()
