"""Where a file keeps its markers, and who sets and ends them: page, REST and script call these."""

from .. import _
from ..calendars import london
from ..files import vocabularies
from ..index.pending import touch
from ..ledger.writing import enter
from ..people.stored import stored
from .interfaces import MarkersChanged
from .markers import BadMarker
from .markers import check
from .markers import ended
from .markers import Marker
from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from datetime import datetime
from datetime import UTC
from plone import api
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


KEY = "welfarefiles.deadlines.markers"


def markers_of(file):
    """Every `Marker` of a file, ended ones too, the latest start first."""
    found = (Marker(**row) for row in stored(file, KEY).values())
    return sorted(found, key=lambda marker: (marker.starts, marker.id), reverse=True)


def standing_markers(file):
    """Those in force now."""
    now = london.now()
    return [marker for marker in markers_of(file) if marker.stands(now)]


def kinds_ever(file):
    """Tokens of every marker the child has or had: for the rules of retention."""
    return frozenset(row["kind"] for row in stored(file, KEY).values())


def kinds():
    """{token: title} of the markers that can be set: an editable list."""
    return {term.token: term.title for term in vocabularies.markers(None)}


def title_of(kind):
    """What a marker is called."""
    return vocabularies.title_of(vocabularies.markers, kind)


def set_marker(file, kind, starts, source):
    """Set a marker as the signed-in person, as of now; return it. Raises `BadMarker`."""
    if kind not in kinds():
        raise BadMarker("kind", _("Choose a marker."))
    marker = Marker(token_hex(8), kind, starts, source, _me(), london.now())
    check(marker, markers_of(file))
    keep(file, marker)
    enter("deadlines.marker-set", file, marker=kind, hours=marker.hours_taken)
    return marker


def end_marker(file, id, ends, source):
    """End a marker as the signed-in person; return it. Raises `BadMarker`."""
    row = stored(file, KEY).get(id)
    if row is None:
        raise BadMarker("id", _("There is no such marker."))
    marker = ended(Marker(**row), ends, source, _me(), london.now())
    keep(file, marker)
    enter("deadlines.marker-ended", file, marker=marker.kind)
    return marker


def _me():
    return api.user.get_current().getId()


def keep(file, marker):
    """Keep a marker as it is; whoever calls has checked it."""
    annotations = IAnnotations(file)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][marker.id] = {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in asdict(marker).items()
    }
    touch(file)
    notify(MarkersChanged(file))
