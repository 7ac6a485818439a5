"""What is said of a row of the registers in a list: by small facts of its row in the index.

Any type that stands on the tab may say them (`RecordRow.details`): `place`, `returned`, `property`,
`until`, `may_not_collect`, `out_to`, `back_by`, `asked`, `last_dose`, `waiting`, `takes_lines`.
Rules without Plone; tags are pairs of a kind of tag and its text.
"""

from .. import _
from ..calendars.london import format_short_date
from ..calendars.london import in_london
from ..calendars.london import london_date
from datetime import date
from datetime import datetime
from datetime import timedelta


SOON = timedelta(days=28)


def tags_of(details, today):
    """What has to be seen at once."""
    if details.get("may_not_collect"):
        yield "bad", _("May not collect")
    if details.get("until"):
        yield _until(date.fromisoformat(details["until"]), today)
    if details.get("property"):
        stays = details["property"] == "stays"
        yield (
            ("info", _("Stays here at the child's wish"))
            if stays
            else ("warn", _("To be returned"))
        )
    if details.get("returned"):
        yield "good", _("Returned ${day}", mapping={"day": _day(details["returned"])})
    if details.get("asked"):
        yield "warn", _("Removal asked for")
    if details.get("back_by"):
        yield _out(details["out_to"], date.fromisoformat(details["back_by"]), today)
    if details.get("waiting"):
        yield "warn", _("${number} with one signature", mapping={"number": details["waiting"]})


def _until(day, today):
    words = {"day": format_short_date(day)}
    if day < today:
        return "bad", _("Ended ${day}", mapping=words)
    return ("warn" if day - today <= SOON else "info"), _("Until ${day}", mapping=words)


def _out(holder, back_by, today):
    words = {"holder": holder, "day": format_short_date(back_by)}
    if back_by < today:
        return "bad", _("With ${holder}, was due back ${day}", mapping=words)
    return "warn", _("With ${holder} until ${day}", mapping=words)


def line_of(details):
    """Where it is, or when it was last used; "" for nothing."""
    if details.get("place"):
        return _("Kept: ${place}", mapping={"place": details["place"]})
    if details.get("last_dose"):
        at = in_london(datetime.fromisoformat(details["last_dose"]))
        return _("Last dose ${day}", mapping={"day": format_short_date(london_date(at))})
    return ""


def stands(details, today):
    """Whether something with an end is still in force."""
    return "until" not in details or date.fromisoformat(details["until"]) >= today


def _day(text):
    return format_short_date(date.fromisoformat(text))
