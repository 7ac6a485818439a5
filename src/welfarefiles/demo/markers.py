"""Markers of the invented children, set within hours of what they tell of."""

from ..deadlines.markers import CHILD_PROTECTION_PLAN
from ..deadlines.markers import Marker
from ..deadlines.marking import keep
from datetime import time
from datetime import timedelta
from secrets import token_hex


BEGAN, ENDED = time(10), time(16)
SOURCE = "Letter of Children's Social Care"


def mark(file, plan):
    """The plan of a child protection file, and the marker its story names."""
    if plan.story.get("cp_plan") and plan.portal_type == "ChildProtectionFile":
        starts, ends = plan.story["cp_plan"]
        put(file, plan, CHILD_PROTECTION_PLAN, starts, ends if plan.state != "open" else 0)
    if "marker" in plan.story:
        put(file, plan, *plan.story["marker"])


def put(file, plan, kind, starts, ends=0):
    """A marker from one day of the story, to another where it has ended."""
    began = plan.moment(starts, BEGAN)
    end = {}
    if ends:
        ended = plan.moment(ends, ENDED)
        end = {"ends": ended, "end_source": SOURCE, "ended_by": plan.writer, "ended_at": ended}
    at = began + timedelta(hours=3)
    keep(file, Marker(token_hex(8), kind, began, SOURCE, plan.writer, at, **end))
