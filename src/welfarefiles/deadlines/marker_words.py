"""Markers in words: for their page, and as tags at the head of every page of a file."""

from .. import _
from ..calendars import london
from ..interfaces import IFileMarkers
from ..interfaces import IFileTag
from ..interfaces import IWelfareFileBase
from ..people.names import fullname
from .markers import HOURS
from .marking import standing_markers
from .marking import title_of
from zope.component import adapter
from zope.interface import implementer


@implementer(IFileTag)
@adapter(IWelfareFileBase)
class MarkerTags:
    """One tag for each marker that stands; those with a deadline stand out."""

    def __init__(self, file):
        self.file = file

    def tags(self):
        for marker in sorted(standing_markers(self.file), key=lambda one: one.kind):
            yield "bad" if marker.kind in HOURS else "info", title_of(marker.kind)


@implementer(IFileMarkers)
@adapter(IWelfareFileBase)
class MarkerTokens:
    """What the register lists and filters by."""

    def __init__(self, file):
        self.file = file

    def tokens(self):
        return [marker.kind for marker in standing_markers(self.file)]


def shown(marker):
    """A marker as its page shows it."""
    return {
        "id": marker.id,
        "title": title_of(marker.kind),
        "stands": marker.stands(london.now()),
        "starts": london.format_weekday_time(marker.starts),
        "source": marker.source,
        "set": _by(marker.set_by, marker.set_at),
        "speed": speed(marker),
        "late": marker.in_time is False,
        "ends": marker.ends and london.format_weekday_time(marker.ends),
        "end_source": marker.end_source,
        "ended": marker.ends and _by(marker.ended_by, marker.ended_at),
    }


def _by(user_id, instant):
    words = {"name": fullname(user_id), "when": london.format_weekday_time(instant)}
    return _("${name}, ${when}", mapping=words)


def speed(marker):
    """How fast it was set, against its hours (R071); empty where none are laid down."""
    words = {"hours": marker.hours_taken, "allowed": HOURS.get(marker.kind)}
    if marker.in_time is None:
        return ""
    if marker.in_time:
        return _("${hours} hours after it began, in time (${allowed} hours)", mapping=words)
    return _("${hours} hours after it began, late: ${allowed} are allowed", mapping=words)
